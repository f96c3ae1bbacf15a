"""Asking a question."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import User
from samenwijzer.forum import access
from samenwijzer.forum.actions.request import ask_colleague
from samenwijzer.forum.actions.words import DETAILS, TITLE, Sending
from samenwijzer.forum.models import Question
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.spaces import queries as spaces
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject


class NoPlaceToAsk(Refusal):
    """The asker chose no space, and his department has none of its own."""


@transaction.atomic
def ask_question(
    *,
    author: User,
    title: str,
    body: str = "",
    space: Space | None = None,
    subjects: Sequence[Subject] = (),
    asked: Sequence[User] = (),
    sending: uuid.UUID | None = None,
    consent: Consent = NO_CONSENT,
) -> Question:
    """Put a question in a space, and ask colleagues by name to help with it.

    Without a space it goes to the open space of the author's department, and of a guest to his first one.
    The same text with the same `sending` is a retry, and gives the question that stands. Raises Refusal.
    """
    place = space or spaces.default_space(viewer=author) or _first_to_write_in(author)
    if place is None:
        raise NoPlaceToAsk(_("Choose a space. Your department has none of its own."), field="space")
    access.require_post(rights_of(viewer=author, space=place))
    title, body = TITLE.read(title), DETAILS.read(body)
    passed = pass_guard(writer=author, texts={"title": title, "body": body}, consent=consent)

    question, is_new = Question.objects.get_or_create(
        author=author,
        sending=Sending(sending).of(title, body),
        defaults={"title": title, "body": body, "space": place, "asked_at": clock.now()},
    )
    if not is_new:
        return question
    question.subjects.set(subjects)
    for person in asked:
        ask_colleague(asker=author, question=question, person=person)

    ref = Ref("forum.question", question.pk)
    audit.record(action="forum.question.asked", actor=author, object=ref)
    passed.note(ref)
    changes.append(ref)
    return question


def _first_to_write_in(author: User) -> Space | None:
    """Give a guest, who has no department, a place to ask."""
    if not author.is_guest:
        return None
    found = spaces.spaces_to_post_in(viewer=author)
    return Space.objects.filter(pk=found[0].id).first() if found else None
