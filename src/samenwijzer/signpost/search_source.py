"""What the index holds of services."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from django.db.models import QuerySet
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import SearchDocument, SearchSource
from samenwijzer.kernel.refs import Ref
from samenwijzer.signpost.models import Service
from samenwijzer.spaces.queries import EVERYBODY
from samenwijzer.ui import markdown

# The panels of its page: what to say and to whom, and what to do.
_SAY, _DO = "say", "do"


def _documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    rows = (
        Service.objects.filter(pk__in=ids, withheld_at=None)
        .select_related("product")
        .prefetch_related("subjects__synonyms", "laws", "municipalities")
    )
    for service in rows:
        yield _document(service)


def _document(service: Service) -> SearchDocument:
    words = [service.product.name] if service.product else []
    for subject in service.subjects.all():
        words += [subject.name, *(synonym.term for synonym in subject.synonyms.all())]
    words += [municipality.name for municipality in service.municipalities.all()]
    parts = [
        *((_SAY, markdown.plain(text)) for text in (service.answer, service.for_whom) if text),
        *((_DO, markdown.plain(step)) for step in map(str, service.steps) if step),
        *((_SAY, law.name) for law in service.laws.all()),
    ]
    starts = accumulate((len(text) + 1 for _, text in parts), initial=0)
    return SearchDocument(
        ref=Ref("signpost.service", service.pk),
        external_id=service.external_id,
        type="service",
        tier="service" if service.answer else "service_without_answer",
        title=service.shown_name,
        body="\n".join(text for _, text in parts),
        places=tuple(zip(starts, (anchor for anchor, _ in parts), strict=False)),
        keywords=tuple(dict.fromkeys(words)),
        readers=frozenset({EVERYBODY}),
        department_id=service.department_id,
        subjects=tuple(subject.pk for subject in service.subjects.all()),
        url=reverse("signpost:service", args=[service.pk]),
    )


def _ids() -> Iterable[int]:
    return Service.objects.filter(withheld_at=None).order_by("pk").values_list("pk", flat=True).iterator()


def _visible(ids: Sequence[int], viewer: User | None) -> QuerySet[Service, int]:
    return Service.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True)


SERVICES = SearchSource(kind="signpost.service", documents=_documents, ids=_ids, visible=_visible)
