"""Pages as exchange records, and articles of law as they are published."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from samenwijzer.documents.models import Page, PageKind, PageState
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.records import subjects_field

_AT_ONCE = 200
_LAW_SPACE = "wet-en-regelgeving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of law; `text` is Markdown, `valid_from` an ISO date."""

    external_id: str
    title: str
    text: str
    url: str
    valid_from: str


def _check(values: Mapping[str, Any]) -> str:
    if values.get("replaced_by") and values.get("state") != PageState.REPLACED:
        return 'replaced_by: only a page whose state is "replaced" has one'
    return ""


@transaction.atomic
def _law_space() -> Space:
    space, made = Space.objects.get_or_create(
        external_id=_LAW_SPACE, defaults={"name": "Wet- en regelgeving"}
    )
    if made:
        audit.record(action="spaces.space.made", actor=None, object=Ref("spaces.space", space.pk))
    return space


def load_articles(articles: Sequence[Article]) -> int:
    """Write articles of law as pages of the open space *Wet- en regelgeving*.

    Return how many were new or changed. May run twice, and writes in transactions of at most 200.
    """
    space = _law_space()
    return sum(
        _write_articles(space, articles[start : start + _AT_ONCE])
        for start in range(0, len(articles), _AT_ONCE)
    )


@transaction.atomic
def _write_articles(space: Space, articles: Sequence[Article]) -> int:
    stored = Page.objects.in_bulk([article.external_id for article in articles], field_name="external_id")
    fresh = []
    refs = []
    for article in articles:
        day = datetime.date.fromisoformat(article.valid_from)
        values = {
            "kind": PageKind.LAW,
            "title": article.title,
            "body": article.text,
            "space_id": space.pk,
            "dated": datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone()),
            "date_given": article.valid_from,
            "source_url": article.url,
        }
        page = stored.get(article.external_id)
        if page is None:
            fresh.append(Page(external_id=article.external_id, **values))
        elif any(getattr(page, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(page, name, value)
            page.save()
            refs.append(Ref("documents.page", page.pk))
    refs += [Ref("documents.page", page.pk) for page in Page.objects.bulk_create(fresh)]
    for ref in refs:
        audit.record(action="documents.page.imported", actor=None, object=ref)
    changes.append(*refs)
    return len(refs)


RECORDS = (
    RecordKind(
        type="page",
        order=60,
        model=Page,
        audit_kind="documents.page",
        searched_as=("documents.page",),
        reread={"space": "space", "subject": "subjects"},
        check=_check,
        fields={
            "title": RecordField(kind="line", column="title", required=True, length=300),
            "body": RecordField(kind="text", column="body", length=200_000),
            "space": RecordField(
                kind="reference", column="space", to="space", default_space_of="author", kept=True
            ),
            "author": RecordField(kind="reference", column="author", to="person", kept=True),
            "subjects": subjects_field(Page.subjects.through, "page"),
            "date": RecordField(kind="moment", column="dated"),
            "state": RecordField(kind="choice", column="state", choices=tuple(PageState.values), kept=True),
            "replaced_by": RecordField(
                kind="reference", column="replaced_by", to="page", chain=True, kept=True
            ),
            "review_on": RecordField(kind="date", column="review_on"),
        },
    ),
)
