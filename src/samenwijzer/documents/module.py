"""What documents plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.documents.actions import forget_author
from samenwijzer.documents.queries import page_addresses
from samenwijzer.documents.records import RECORDS
from samenwijzer.documents.search_source import PAGES
from samenwijzer.kernel.modules import MenuEntry, Module


def _forget(person_id: int) -> None:
    forget_author(person_id=person_id)


MODULE = Module(
    name="documents",
    title=_("Library"),
    urls="samenwijzer.documents.urls",
    menu=(MenuEntry(title=_("Library"), url_name="documents:list", icon="book-open", position=30),),
    search_sources=(PAGES,),
    records=RECORDS,
    links={"page": lambda ids, viewer: page_addresses(viewer=viewer, external_ids=ids)},
    forget=_forget,
    optional=True,
)
