"""What the home page shows, as plain values."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.documents import queries as documents
from samenwijzer.forum import queries as forum
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import active, is_active
from samenwijzer.people import queries as people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.kernel.modules import Task

TASKS = 10
NEWS = 5
_ADDRESSES = {"question": "forum:question", "page": "documents:page"}


@dataclass(frozen=True, slots=True)
class NewItem:
    """Something new on one of the viewer's subjects. `subjects` are names, joined for the eye."""

    title: str
    url: str
    kind: str
    state: str | None
    subjects: str
    on: datetime.datetime


@dataclass(frozen=True, slots=True)
class StartPage:
    """All that the home page shows. `more_tasks` counts those that have no room here."""

    greeting: str
    tasks: Sequence[Task]
    more_tasks: int
    mine: Sequence[forum.QuestionRow]
    news: Sequence[NewItem]
    colleagues: Sequence[people.PersonCard]
    department: str
    department_id: int | None


def start_page(*, viewer: User) -> StartPage:
    """Gather the home page of a person."""
    subject_ids = people.subject_ids_of(viewer=viewer)
    waiting = tasks(viewer=viewer)
    return StartPage(
        greeting=_greeting(viewer.name.split()[0], clock.local_now()),
        tasks=waiting[:TASKS],
        more_tasks=len(waiting[TASKS:]),
        mine=forum.my_open_questions(viewer=viewer) if is_active("forum") else (),
        news=_news(viewer, subject_ids),
        colleagues=people.colleagues_today(viewer=viewer, limit=5),
        department="" if viewer.department is None else viewer.department.name,
        department_id=viewer.department_id,
    )


def tasks(*, viewer: User) -> list[Task]:
    """Give all that waits for the viewer, of every module, the newest first. One query per module."""
    found = [task for module in active() if module.tasks is not None for task in module.tasks(viewer)]
    return sorted(found, key=lambda task: task.at, reverse=True)


def _news(viewer: User, subject_ids: Sequence[int]) -> list[NewItem]:
    """Read what is new on the subjects, whatever it is: one query, and one for the names of the subjects."""
    if not subject_ids:
        return []
    questions = forum.new_on_subjects(viewer=viewer, subject_ids=subject_ids)
    pages = documents.new_on_subjects(viewer=viewer, subject_ids=subject_ids)
    if not is_active("forum"):
        questions = questions.none()
    if not is_active("documents"):
        pages = pages.none()
    rows = list(questions.union(pages, all=True).order_by("-at", "-pk")[:NEWS])
    if not rows:
        return []
    asked = [pk for kind, pk, *_rest in rows if kind == "question"]
    written = [pk for kind, pk, *_rest in rows if kind == "page"]
    of_questions = forum.subjects_among(viewer=viewer, questions=asked, subject_ids=subject_ids)
    of_pages = documents.subjects_among(viewer=viewer, pages=written, subject_ids=subject_ids)
    names: dict[tuple[str, int], list[str]] = defaultdict(list)
    for kind, pk, name in of_questions.union(of_pages, all=True):
        names[kind, pk].append(name)
    kinds = {"question": _("Question"), "page": _("Working instruction")}
    return [
        NewItem(
            title=title,
            url=reverse(_ADDRESSES[kind], args=[pk]),
            kind=kinds[kind],
            state=state,
            subjects=", ".join(sorted(names[kind, pk], key=str.casefold)),
            on=at,
        )
        for kind, pk, title, state, at in rows
    ]


def _greeting(name: str, moment: datetime.datetime) -> str:
    if moment.hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if moment.hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}
