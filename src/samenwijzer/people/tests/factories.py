"""What people know, with one line each."""

import datetime

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.models import Answer
from samenwijzer.forum.tests.factories import make_answer, make_question
from samenwijzer.kernel import clock
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject, Synonym


def declare(person: User, name: str, *synonyms: str) -> DeclaredSubject:
    subject, _made = Subject.objects.get_or_create(name=name)
    for term in synonyms:
        Synonym.objects.get_or_create(subject=subject, term=term)
    return DeclaredSubject.objects.create(person=person, subject=subject)


def answered(
    person: User,
    title: str,
    *,
    asker: User,
    accepted: bool = False,
    days_ago: int = 0,
    space: Space | None = None,
    body: str = "Zo doen we dat.",
) -> Answer:
    """Let a person answer a question of the asker, so many days ago."""
    answer = make_answer(person, make_question(asker, title, space=space), body, accepted=accepted)
    answer.answered_at = clock.now() - datetime.timedelta(days=days_ago)
    answer.save(update_fields=["answered_at"])
    return answer


def wrote(person: User, title: str, *, space: Space | None = None, days_ago: int = 0) -> Page:
    department = person.department
    assert department is not None
    dated = clock.now() - datetime.timedelta(days=days_ago)
    return make_page(title, space=space or department.default_space, author=person, dated=dated)
