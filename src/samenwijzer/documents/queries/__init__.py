"""Reads of the library, as plain values."""

from samenwijzer.documents.queries._library import (
    Choice,
    Library,
    PageFilter,
    PageRow,
    library,
)
from samenwijzer.documents.queries._new import NewPage, new_on_subjects
from samenwijzer.documents.queries._owned import OwnedPage, owned_pages, title_of_page
from samenwijzer.documents.queries._page import (
    DocumentPage,
    Heading,
    Link,
    Nearby,
    page_addresses,
    page_to_show,
    related,
)

__all__ = [
    "Choice",
    "DocumentPage",
    "Heading",
    "Library",
    "Link",
    "Nearby",
    "NewPage",
    "OwnedPage",
    "PageFilter",
    "PageRow",
    "library",
    "new_on_subjects",
    "owned_pages",
    "page_addresses",
    "page_to_show",
    "related",
    "title_of_page",
]
