"""What an app plugs into the house, as plain values. `config/modules.py` is the one list of apps."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings

from samenwijzer.kernel.modules._records import FieldKind as FieldKind
from samenwijzer.kernel.modules._records import RecordField as RecordField
from samenwijzer.kernel.modules._records import RecordKind as RecordKind
from samenwijzer.kernel.refs import Ref

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import Promise

TieKind = Literal["accepted", "helped", "answered", "wrote", "kept", "confirmed", "declared", "profile"]
State = Literal["current", "expired", "replaced"]
AdminGroup = Literal["people", "content", "organisation", "supervision"]

# Finds at least every internal link of CommonMark: inline, with angle brackets, and by reference.
_LINK = re.compile(r"\b([a-z]{1,20}):([^\s()<>\[\]\"]{1,200})")
AskedByName = Callable[[Collection[int], datetime.date], Mapping[int, Sequence[datetime.date]]]
LinkSource = Callable[[set[str], Any], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A place in the main menu. `position` orders the entries, in the order of the work."""

    title: str | Promise
    url_name: str
    icon: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminEntry:
    """A page of the administration: who has `right` (of `accounts.models.Right`) finds it in its menu.

    `group` is one of ADMIN_GROUPS, `position` orders within it, `hint` says in a sentence what it is for.
    """

    title: str | Promise
    url_name: str
    icon: str
    right: str
    group: AdminGroup
    position: int
    hint: str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswer:
    """One thing that can be said to a task: a button that posts `name=value` to `url`, or leads there.

    `name` empty means that it is a link. At most one answer of a task is the usual one.
    """

    label: str | Promise
    url: str
    name: str = ""
    value: str = ""
    usual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for a person, under *Asked to you*.

    `sentence` says in the active language who asks what; `title` names the thing in the organisation's, with
    its address; `note` is what the asker wrote.
    """

    sentence: str
    title: str
    url: str
    at: datetime.datetime
    icon: str
    answers: tuple[TaskAnswer, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Evidence that a person knows what a document is about; `text` names the thing shown as the reason."""

    person_id: int
    kind: TieKind
    on: datetime.date | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What the index holds of one item. `body` is plain text; `readers` are tokens of `spaces`.

    `type` is what the filter calls it; `tier` is what it weighs, when `search/weights.py` names it.
    `subjects` are ids. `places` says, in order, from which character of the body on which anchor of the page
    stands nearest before it, so that a hit deep in a long text opens there. `beside` is text that helps to
    find it and is never shown, such as the question to an answer; its readers must be the same.
    """

    ref: Ref
    external_id: str
    type: str
    tier: str
    title: str
    body: str
    readers: frozenset[str]
    url: str
    keywords: tuple[str, ...] = ()
    state: State | None = None
    on: datetime.date | None = None
    space_id: int | None = None
    department_id: int | None = None
    subjects: tuple[int, ...] = ()
    places: tuple[tuple[int, str], ...] = ()
    beside: str = ""
    ties: tuple[Tie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSource:
    """How the index reads a kind, and how hits are read back through the rights.

    `documents` leaves out ids that are gone. `visible(ids, viewer)` gives the ids the viewer may read, best
    as a query of that one column that has not run: search asks those of all kinds in one go. A viewer of None
    is any colleague.
    """

    kind: str
    documents: Callable[[Sequence[int]], Iterable[SearchDocument]]
    ids: Callable[[], Iterable[int]]
    visible: Callable[[Sequence[int], Any], Collection[int] | QuerySet[Any, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that is kept for a number of days and then goes; the privacy officer sets how many.

    `what` says in a sentence what it is and what happens at the end. `due` counts the rows from before a
    moment; `prune` removes them, says how many went, and may run twice.
    """

    kind: str
    title: str | Promise
    what: str | Promise
    days: int
    least: int
    most: int
    due: Callable[[datetime.datetime], int]
    prune: Callable[[datetime.datetime], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """A table with texts that belong to an item: earlier versions, say. `item` is its path to the item."""

    model: Any
    item: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextKind:
    """Texts that people write about one item, so that privacy can show, hide and redact them.

    `columns` of `model` hold them, JSON at any depth; `beside` says where more stands. `author` is the path
    to who wrote it, `at` the column that says when, `reread` names what search must read again. With a
    `reach` it can be hidden: the table has `withheld_at`, and `reach` gives the ids a viewer might read
    otherwise, as `SearchSource.visible`.
    """

    kind: str
    title: str | Promise
    model: Any
    columns: tuple[str, ...]
    beside: tuple[TextPlace, ...] = ()
    author: str = ""
    at: str = ""
    url: Callable[[int], str] | None = None
    reread: Callable[[int], Iterable[Ref]] | None = None
    reach: Callable[[Sequence[int], Any], QuerySet[Any, int]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """All that one app plugs in. `forget` empties what the app knows of a person with that id.

    `links` holds, per type of link in texts ("page" in `page:wi-briefadres`), a function that takes
    external ids and a viewer, and gives with at most one query the address of each that the viewer may
    read. `tasks` gives what waits for a viewer, with at most one query. `terms` names what
    it keeps for a while, `daily` the jobs of each day. `texts` are what people write here, `drop_copies`
    removes files made of texts that may hold what was since taken out. `redactor` takes a kind of text and
    external ids, and gives what takes out of such a text (id, text) what was redacted before, or None.
    `asked_by_name` takes ids of people and a day, and gives with one query on which days from that one on
    each of them was asked something by name.
    `optional` says that an administrator may switch the module off.
    """

    name: str
    title: str | Promise
    urls: str | None = None
    menu: tuple[MenuEntry, ...] = ()
    search_sources: tuple[SearchSource, ...] = ()
    records: tuple[RecordKind, ...] = field(default=())
    forget: Callable[[int], None] | None = None
    links: Mapping[str, LinkSource] = field(default_factory=dict)
    administration: tuple[AdminEntry, ...] = ()
    tasks: Callable[[Any], Sequence[Task]] | None = None
    asked_by_name: AskedByName | None = None
    terms: tuple[Term, ...] = ()
    daily: tuple[Any, ...] = ()
    texts: tuple[TextKind, ...] = ()
    drop_copies: Callable[[], None] | None = None
    redactor: Callable[[str, Collection[str]], Callable[[str, str], str] | None] | None = None
    optional: bool = False


@cache
def installed() -> tuple[Module, ...]:
    """Return the module of every installed app, in the order of `config/modules.py`."""
    return tuple(import_module(f"{name}.module").MODULE for name in settings.SAMENWIJZER_MODULES)


_switched_off: list[frozenset[str]] = [frozenset()]


def switch_off(names: Iterable[str]) -> None:
    """Take the optional modules of these names out of what `active` gives in this process, and no others."""
    _switched_off[0] = frozenset(names) & {module.name for module in installed() if module.optional}


def is_active(name: str) -> bool:
    """Say whether nobody switched the module of this name off."""
    return name not in _switched_off[0]


def active() -> tuple[Module, ...]:
    """Return the modules that people see: all that are installed and not switched off.

    The index, the exchange and forgetting go on with `installed`, so that switching on again loses nothing.
    """
    return tuple(module for module in installed() if is_active(module.name))


def search_sources() -> dict[str, SearchSource]:
    """Return the search source of each kind, for who builds the index."""
    return {source.kind: source for module in installed() for source in module.search_sources}


def readable_sources() -> dict[str, SearchSource]:
    """Return the search source of each kind that people may find: not of a module that is switched off."""
    return {source.kind: source for module in active() for source in module.search_sources}


def text_kinds() -> dict[str, TextKind]:
    """Return every kind of text that people write, by the kind of its Ref."""
    return {text.kind: text for module in installed() for text in module.texts}


def readable_texts() -> dict[str, TextKind]:
    """Return every kind of text that has a page now: not of a module that is switched off."""
    return {text.kind: text for module in active() for text in module.texts}


def resolve_links(wanted: Iterable[tuple[str, str]], *, viewer: Any) -> dict[tuple[str, str], str]:
    """Give the address of each (type, external id) that the viewer may read: one query per known type."""
    by_type: dict[str, set[str]] = {}
    for kind, external_id in wanted:
        by_type.setdefault(kind, set()).add(external_id)
    sources = {kind: source for module in active() for kind, source in module.links.items()}
    return {
        (kind, external_id): url
        for kind, ids in by_type.items()
        if kind in sources
        for external_id, url in sources[kind](ids, viewer).items()
    }


def link_resolver(texts: Iterable[str], *, viewer: Any) -> Callable[[str, str], str | None]:
    """Resolve the internal links of all these texts together, for `ui.markdown.render(text, resolve=…)`.

    What the viewer may not read, or is not loaded, resolves to None and shows its text only.
    """
    addresses = resolve_links({pair for text in texts for pair in _LINK.findall(text)}, viewer=viewer)
    return lambda kind, external_id: addresses.get((kind, external_id))
