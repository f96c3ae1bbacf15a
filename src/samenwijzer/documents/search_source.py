"""What the index holds of pages, and what each says about who knows its subject."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page, PageKind, PageState
from samenwijzer.kernel.modules import SearchDocument, SearchSource, State, Tie
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.queries import tokens_of
from samenwijzer.ui import markdown

_STATES: dict[str, State] = {"current": "current", "expired": "expired", "replaced": "replaced"}


def _documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    rows = (
        Page.objects.filter(pk__in=ids, withheld_at=None)
        .select_related("space")
        .prefetch_related("subjects__synonyms", "municipalities")
    )
    for page in rows:
        yield _document(page)


def _document(page: Page) -> SearchDocument:
    words: list[str] = []
    for subject in page.subjects.all():
        words += [subject.name, *(synonym.term for synonym in subject.synonyms.all())]
    words += [municipality.name for municipality in page.municipalities.all()]
    on = timezone.localtime(page.dated).date()
    is_law = page.kind == PageKind.LAW
    body, places = (markdown.plain(page.body), ()) if is_law else markdown.plain_with_places(page.body)
    return SearchDocument(
        ref=Ref("documents.page", page.pk),
        external_id=page.external_id,
        type="page",
        tier="law" if is_law else "instruction",
        title=page.title,
        body=body,
        keywords=tuple(dict.fromkeys(words)),
        readers=tokens_of(page.space),
        state=_STATES[page.state],
        on=on,
        url=reverse("documents:page", args=[page.pk]),
        space_id=page.space_id,
        department_id=page.space.department_id,
        subjects=tuple(subject.pk for subject in page.subjects.all()),
        places=places,
        ties=tuple(_ties(page, on)),
    )


def _ties(page: Page, on: datetime.date) -> Iterator[Tie]:
    """Name who wrote it, and who keeps it current: until the day on which it is looked at again."""
    if page.author_id is not None:
        yield Tie(person_id=page.author_id, kind="wrote", on=on, text=page.title)
    if page.owner_id is not None and page.state == PageState.CURRENT and page.review_on is not None:
        yield Tie(person_id=page.owner_id, kind="kept", on=page.review_on, text=page.title)


def _ids() -> Iterable[int]:
    return Page.objects.filter(withheld_at=None).order_by("pk").values_list("pk", flat=True).iterator()


def _visible(ids: Sequence[int], viewer: User | None) -> QuerySet[Page, int]:
    return Page.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True)


PAGES = SearchSource(kind="documents.page", documents=_documents, ids=_ids, visible=_visible)
