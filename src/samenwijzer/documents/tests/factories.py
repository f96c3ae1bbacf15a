"""Pages for tests."""

import datetime
from typing import Any

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageKind
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject, Synonym

DATED = datetime.datetime(2026, 1, 12, 9, 0, tzinfo=datetime.UTC)


def make_subject(name: str, *synonyms: str) -> Subject:
    subject, _made = Subject.objects.get_or_create(name=name)
    for term in synonyms:
        Synonym.objects.create(subject=subject, term=term)
    return subject


def make_page(
    title: str,
    *,
    space: Space,
    body: str = "Zo doe je het.",
    author: User | None = None,
    subjects: tuple[Subject, ...] = (),
    **fields: Any,
) -> Page:
    values = {"owner": author, "dated": DATED, "date_given": "2026-01-12", **fields}
    page = Page.objects.create(title=title, space=space, body=body, author=author, **values)
    page.subjects.set(subjects)
    return page


def make_article(law: str, article: str, text: str = "1. Het college beslist.") -> Page:
    space, _made = Space.objects.get_or_create(name="Wet- en regelgeving", department=None)
    return make_page(
        f"{law}, artikel {article}",
        space=space,
        body=text,
        kind=PageKind.LAW,
        source_url="https://wetten.overheid.nl/x",
        date_given="2022-03-15",
    )
