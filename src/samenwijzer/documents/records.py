"""Pages as exchange records, and articles of law as they are published."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.accounts.records import municipalities_field, withheld_field
from samenwijzer.documents.actions import keep_version
from samenwijzer.documents.models import Page, PageKind, PageState, PageVersion
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.records import subjects_field

_AT_ONCE = 200
_LAW_SPACE = "wet-en-regelgeving"
# Where the government publishes laws, and those of municipalities.
_LAWS_STAND_AT = frozenset({"wetten.overheid.nl", "lokaleregelgeving.overheid.nl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article of law; `text` is Markdown, `valid_from` an ISO date."""

    external_id: str
    title: str
    text: str
    url: str
    valid_from: str


def _check(values: Mapping[str, Any], _given: Collection[str]) -> str:
    if values.get("replaced_by") and values.get("state") != PageState.REPLACED:
        return _('replaced_by: only a page whose state is "replaced" has one')
    return ""


def _published(values: Mapping[str, Any]) -> Collection[str]:
    """Name the words of an article of law: what it is, and where it is published, the line says itself."""
    address = urlsplit(values.get("source_url") or "")
    is_law = values.get("kind") == PageKind.LAW and values.get("author") is None
    if is_law and address.scheme == "https" and address.hostname in _LAWS_STAND_AT:
        return "title", "body", "versions"
    return ()


def _load_versions(keys: Sequence[int]) -> Mapping[int, list[dict[str, str]]]:
    versions: dict[int, list[dict[str, str]]] = {key: [] for key in keys}
    rows = PageVersion.objects.filter(page__in=keys).select_related("editor").order_by("dated", "pk")
    for row in rows:
        version = {"title": row.title, "body": row.body}
        if row.editor is not None:
            version["editor"] = row.editor.external_id
        version["date"] = row.date_given or row.dated.isoformat()
        versions[row.page_id].append({name: value for name, value in version.items() if value})
    return versions


def _save_versions(values: Mapping[int, list[dict[str, str]]]) -> None:
    named = {version["editor"] for some in values.values() for version in some if "editor" in version}
    editors = dict(User.objects.filter(external_id__in=named).order_by().values_list("external_id", "pk"))
    PageVersion.objects.filter(page__in=list(values)).delete()
    PageVersion.objects.bulk_create(
        [
            PageVersion(
                page_id=key,
                title=version["title"],
                body=version.get("body", ""),
                editor_id=editors.get(version.get("editor", "")),
                dated=clock.moment_of(version["date"]),
                date_given=version["date"],
            )
            for key, some in values.items()
            for version in sorted(some, key=lambda version: clock.moment_of(version["date"]))
        ]
    )


def _keep_former(rows: Sequence[Page]) -> None:
    """Keep the words of pages that stand there, before the words of the records take their place."""
    stands = Page.objects.in_bulk([row.pk for row in rows if row.pk])
    for row in rows:
        former = stands.get(row.pk)
        if former is not None and (former.title, former.body) != (row.title, row.body):
            keep_version(page=former)


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
            if (page.title, page.body) != (article.title, article.text):
                keep_version(page=page)
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
        before_save=_keep_former,
        official=_published,
        fields={
            "title": RecordField(kind="line", column="title", required=True, length=300),
            "body": RecordField(kind="text", column="body", length=200_000, markup=True),
            "kind": RecordField(kind="choice", column="kind", choices=tuple(PageKind.values)),
            "space": RecordField(
                kind="reference", column="space", to="space", default_space_of="author", kept=True
            ),
            "author": RecordField(kind="reference", column="author", to="person", kept=True),
            "owner": RecordField(kind="reference", column="owner", to="person", default_of="author"),
            "subjects": subjects_field(Page.subjects.through, "page"),
            "municipalities": municipalities_field(Page.municipalities.through, "page"),
            "variant_of": RecordField(
                kind="reference", column="variant_of", to="page", late=True, chain=True, kept=True
            ),
            "date": RecordField(kind="moment", column="dated"),
            "state": RecordField(kind="choice", column="state", choices=tuple(PageState.values), kept=True),
            "replaced_by": RecordField(
                kind="reference", column="replaced_by", to="page", chain=True, kept=True
            ),
            "review_on": RecordField(kind="date", column="review_on"),
            "source_url": RecordField(kind="url", column="source_url", length=600),
            "withheld": withheld_field(Page),
            "versions": RecordField(
                kind="items",
                most=2_000,
                load=_load_versions,
                save=_save_versions,
                parts={
                    "title": RecordField(kind="line", length=300, required=True),
                    "body": RecordField(kind="text", length=200_000),
                    "editor": RecordField(kind="reference", to="person"),
                    "date": RecordField(kind="moment", required=True),
                },
            ),
        },
    ),
)
