"""All that shows what somebody knows, as she sees it of herself: by subject, and who else sees it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.access import may_sign_in
from samenwijzer.people.models import Confirmation, DeclaredSubject, SubjectChoice
from samenwijzer.people.queries._ranking import DEEDS
from samenwijzer.search import queries as engine
from samenwijzer.spaces.models import Space, Visibility
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.kernel.modules import Tie
    from samenwijzer.search.found import TiedHit

MOST = 2_000
"""Far more than one person answers and writes; of who did more, the newest are shown."""

ICONS = {
    "accepted": "check",
    "helped": "thumbs-up",
    "answered": "message-square",
    "wrote": "file-text",
    "kept": "file-text",
    "declared": "user-check",
    "confirmed": "user-check",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that shows it. `place` names the space it stands in, and is empty outside spaces.

    `ahead` says that `on` is when a page is to be looked at again. `confirmation_id` is that of what a
    colleague confirmed, whose example is `note`; withheld it is empty.
    """

    words: str
    icon: str
    seen_by: str
    title: str = ""
    url: str = ""
    on: datetime.date | None = None
    ahead: bool = False
    place: str = ""
    note: str = ""
    confirmation_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEvidence:
    """What shows that the viewer knows a subject. `state` is how she turned it away, or empty."""

    subject_id: int
    name: str
    state: str
    note: str
    answer: str
    answered_by: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OwnEvidence:
    """Everything by subject, those that are turned away last; `rest` is about no subject."""

    subjects: tuple[SubjectEvidence, ...]
    rest: tuple[Piece, ...]


def own_evidence(*, viewer: User) -> OwnEvidence:
    """Gather all evidence about the viewer. Five queries, besides those with which search reads its hits."""
    declared = set(DeclaredSubject.objects.filter(person=viewer).values_list("subject_id", flat=True))
    given = list(Confirmation.objects.standing().filter(person=viewer).select_related("by"))
    deeds = _deeds(engine.tied_to(viewer.pk, viewer=viewer, limit=MOST), viewer)
    spaces = Space.objects.visible_to(viewer).in_bulk({hit.space_id for hit, _tie in deeds if hit.space_id})
    turned = SubjectChoice.objects.filter(person=viewer).select_related("answered_by")
    choices = {choice.subject_id: choice for choice in turned}
    done = {subject_id for hit, _tie in deeds for subject_id in hit.subjects}
    wanted = {*declared, *choices, *done, *(row.subject_id for row in given)}
    names = dict(Subject.objects.filter(pk__in=wanted).values_list("pk", "name"))
    pieces: dict[int, list[Piece]] = {
        pk: [_declared(is_away=pk in choices)] if pk in declared else [] for pk in names
    }
    for row in given:
        pieces[row.subject_id].append(_confirmed(row, is_away=row.subject_id in choices))
    rest: list[Piece] = []
    for hit, tie in deeds:
        piece = _deed(hit, tie, spaces.get(hit.space_id or 0))
        for place in [pieces[pk] for pk in hit.subjects if pk in pieces] or [rest]:
            place.append(piece)
    return OwnEvidence(
        _in_order(_subject(pk, name, choices.get(pk), pieces[pk]) for pk, name in names.items()),
        tuple(rest),
    )


def _in_order(subjects: Iterable[SubjectEvidence]) -> tuple[SubjectEvidence, ...]:
    return tuple(sorted(subjects, key=lambda one: (bool(one.state), one.name.casefold())))


def _subject(pk: int, name: str, choice: SubjectChoice | None, pieces: Sequence[Piece]) -> SubjectEvidence:
    answered = choice.answered_by if choice is not None and choice.answered_at is not None else None
    return SubjectEvidence(
        subject_id=pk,
        name=name,
        state="" if choice is None else choice.state,
        note="" if choice is None else choice.note,
        answer="" if choice is None else choice.answer,
        answered_by="" if answered is None else answered.name,
        pieces=tuple(pieces),
    )


def _deeds(hits: Sequence[TiedHit], viewer: User) -> list[tuple[TiedHit, Tie]]:
    """Keep each deed once: a question and its chosen answer are two documents about one."""
    found: dict[tuple[str, str, datetime.date | None], tuple[TiedHit, Tie]] = {}
    for hit in hits:
        for tie in hit.ties:
            if tie.person_id == viewer.pk and tie.kind in DEEDS:
                key = (tie.kind, tie.text, tie.on)
                if key not in found or hit.type == "answer":
                    found[key] = (hit, tie)
    return list(found.values())


def _declared(*, is_away: bool) -> Piece:
    return Piece(
        words=_("You say: you can ask me about this."),
        icon=ICONS["declared"],
        seen_by=_("Only you") if is_away else _("Every colleague"),
    )


def _confirmed(row: Confirmation, *, is_away: bool) -> Piece:
    hidden = row.withheld_at is not None
    seen_by = _("Only you") if is_away else _("Every colleague")
    return Piece(
        words=_("%(name)s confirms it.") % {"name": row.by.name},
        icon=ICONS["confirmed"],
        seen_by=_("Nobody: a colleague reported that somebody can be recognised in it.")
        if hidden
        else seen_by,
        on=localtime(row.made_at).date(),
        note="" if hidden else row.example,
        confirmation_id=row.pk,
    )


def _deed(hit: TiedHit, tie: Tie, space: Space | None) -> Piece:
    words = {
        "accepted": pgettext("evidence", "Your answer, chosen as the best:"),
        "helped": pgettext("evidence", "Your answer, which helped a colleague:"),
        "answered": pgettext("evidence", "Your answer:"),
        "wrote": pgettext("evidence", "Your page:"),
        "kept": pgettext("evidence", "You keep this page right:"),
    }
    everyone = space is None or space.visibility == Visibility.OPEN
    return Piece(
        words=words[tie.kind],
        icon=ICONS[tie.kind],
        title=tie.text or hit.title,
        url=hit.url,
        on=tie.on,
        ahead=tie.kind == "kept",
        place="" if space is None else space.name,
        seen_by=_("Every colleague") if everyone else _("Only who is in this space"),
    )


def declares(*, viewer: User, subject_id: int) -> bool:
    """Say whether the viewer declares a subject. One query."""
    return DeclaredSubject.objects.filter(person=viewer, subject=subject_id).exists()


def who_answers(subject: Subject, *, viewer: User) -> str:
    """Name who answers when the viewer says that a subject is not right. One query at most.

    Empty means who keeps the vocabulary, as `access.contests_to_answer` has it.
    """
    owner = subject.owner
    return owner.name if owner is not None and owner.pk != viewer.pk and may_sign_in(owner) else ""
