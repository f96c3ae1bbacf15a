"""How an app describes its rows as exchange records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

FieldKind = Literal[
    "line",
    "text",
    "email",
    "url",
    "lines",
    "texts",
    "days",
    "date",
    "birthday",
    "moment",
    "instant",
    "flag",
    "choice",
    "bits",
    "map",
    "reference",
    "references",
    "target",
    "product",
    "subjects",
    "items",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One field of an exchange record, as `exchange` checks, compares and writes it.

    With `column` it is that attribute of the row; with `load` and `save` it is kept elsewhere: these give
    and take values by primary key, in the shape of the record, references as external ids. "days" are kept
    with their halves in three columns, a "moment" with the date as it came beside it, an "instant" as a
    moment or nothing, "bits" as a number with a bit for each of `choices`.
    """

    kind: FieldKind
    column: str = ""
    load: Callable[[Sequence[int]], Mapping[int, Any]] | None = None
    save: Callable[[Mapping[int, Any]], None] | None = None
    # A new record has it, and null is refused.
    required: bool = False
    # It always holds something, so null is refused; a new record may leave it out.
    always: bool = False
    # In characters, of the text or of each line of a list.
    length: int = 200
    # How many items a list may hold.
    most: int = 200
    # The type a reference leads to.
    to: str = ""
    # The types a target leads to, each also the name of its column; the first that is filled counts.
    targets: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    # May be given as HTML, which becomes Markdown.
    markup: bool = False
    # The fields of each item of a list of items. In an item what holds nothing is left out.
    parts: Mapping[str, RecordField] = field(default_factory=dict)
    # The references of which each item has exactly one; the items are then ordered by it, each there once.
    one_of: tuple[str, ...] = ()
    # No two rows have the same value; with `folded` whatever its capitals, and with `among` no two with the
    # same value of the field named there, which may be folded too.
    unique: bool = False
    folded: bool = False
    among: str = ""
    # A reference to the own type, in which no circle may arise.
    chain: bool = False
    # How many rows may hang below each other in a chain; 0 is without end.
    deepest: int = 0
    # A flag that is true at most once for each value of the reference named here.
    one_per: str = ""
    # When left out or null, it is the default space of the department of the person named by this field.
    default_space_of: str = ""
    # When a new record leaves it out, it is what the field named here holds.
    default_of: str = ""
    # Written when all else has been: the two may point at each other.
    late: bool = False
    # A flag that goes when a record takes the row over without giving it.
    until_taken: bool = False
    # Never changed in a row that is there.
    fixed: bool = False
    # A unique value that null leaves where it is, unless another record takes it.
    stays: bool = False
    # Kept in memory while records are checked together.
    kept: bool = False
    # What the guard may find in it without a word, by label: a telephone number in that of the telephone.
    expects: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """One type of exchange record, or with `model` None fields that another app adds to a type.

    `order` says when it is written (lower first). `audit_kind` is the kind of its Ref in the audit,
    `searched_as` the kinds of search documents with the same number. `reread` names, per type of record,
    the path in this table along which rows are found that search must read again when such a record
    changes. `new_row` takes the id and the values of a new record and gives what else its row holds,
    `before_save` sets right what follows from the values just put in rows, and may raise Refusal. `check`
    takes the values of the fields that are `kept` and the names of those the line gives, and returns a
    sentence when they do not fit together. `unique_together` names fields of which no two rows have the same
    values. `stub` names a flag: with it a record says nothing else, and needs nothing else. `adopt` takes
    the kept values of new records by id and gives, for those that take over a row made here, that row's
    external id. `after` takes the ids of the records in the order of the files, when all of the type have
    been written, and may run twice. `official` takes the values of a line and names the fields whose words a
    government published: what the guard only warns of says nothing there.
    """

    type: str
    order: int
    fields: Mapping[str, RecordField]
    model: Any = None
    audit_kind: str = ""
    searched_as: tuple[str, ...] = ()
    reread: Mapping[str, str] = field(default_factory=dict)
    new_row: Callable[[str, Mapping[str, Any]], Mapping[str, Any]] | None = None
    before_save: Callable[[Sequence[Any]], None] | None = None
    check: Callable[[Mapping[str, Any], Collection[str]], str] | None = None
    unique_together: tuple[str, ...] = ()
    stub: str = ""
    adopt: Callable[[Mapping[str, Mapping[str, Any]]], Mapping[str, str]] | None = None
    after: Callable[[Sequence[str]], None] | None = None
    official: Callable[[Mapping[str, Any]], Collection[str]] | None = None
