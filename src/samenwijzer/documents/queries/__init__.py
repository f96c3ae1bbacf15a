"""Reads of the library, as plain values."""

from samenwijzer.documents.queries._in_space import PageLink, newest_in_space
from samenwijzer.documents.queries._library import (
    Choice,
    Library,
    PageFilter,
    PageRow,
    library,
)
from samenwijzer.documents.queries._new import new_on_subjects, subjects_among
from samenwijzer.documents.queries._owned import OwnedPage, owned_pages, title_of_page
from samenwijzer.documents.queries._page import (
    DocumentPage,
    FormerText,
    Link,
    Nearby,
    OldPage,
    old_page,
    page_addresses,
    page_to_show,
    related,
    where_pages_hold,
)

__all__ = [
    "Choice",
    "DocumentPage",
    "FormerText",
    "Library",
    "Link",
    "Nearby",
    "OldPage",
    "OwnedPage",
    "PageFilter",
    "PageLink",
    "PageRow",
    "library",
    "new_on_subjects",
    "newest_in_space",
    "old_page",
    "owned_pages",
    "page_addresses",
    "page_to_show",
    "related",
    "subjects_among",
    "title_of_page",
    "where_pages_hold",
]
