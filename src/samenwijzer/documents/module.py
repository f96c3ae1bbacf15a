"""What documents plugs into the house."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.documents.actions import forget_author
from samenwijzer.documents.models import Page, PageKind, PageVersion
from samenwijzer.documents.queries import page_addresses
from samenwijzer.documents.records import RECORDS
from samenwijzer.documents.search_source import PAGES
from samenwijzer.kernel.modules import MenuEntry, Module, TextKind, TextPlace
from samenwijzer.kernel.refs import Ref


def _forget(person_id: int) -> None:
    forget_author(person_id=person_id)


def _reach(ids: Sequence[int], viewer: User | None) -> QuerySet[Page, int]:
    """An article of law is no text of ours."""
    rows = Page.objects.within_reach_of(viewer).exclude(kind=PageKind.LAW)
    return rows.filter(pk__in=ids).values_list("pk", flat=True)


TEXTS = (
    TextKind(
        kind="documents.page",
        title=pgettext_lazy("kind of text", "Working instruction"),
        model=Page,
        columns=("title", "body", "source_url"),
        beside=(TextPlace(model=PageVersion, item="page", columns=("title", "body")),),
        author="author",
        url=lambda pk: reverse("documents:page", args=[pk]),
        reread=lambda pk: [Ref("documents.page", pk)],
        reach=_reach,
    ),
)

MODULE = Module(
    name="documents",
    title=_("Library"),
    urls="samenwijzer.documents.urls",
    menu=(MenuEntry(title=_("Library"), url_name="documents:list", icon="book-open", position=30),),
    search_sources=(PAGES,),
    records=RECORDS,
    texts=TEXTS,
    links={"page": lambda ids, viewer: page_addresses(viewer=viewer, external_ids=ids)},
    forget=_forget,
    optional=True,
)
