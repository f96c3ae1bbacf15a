"""What the guard says of the lines of an import: a block refuses one, a warning is listed or refuses too."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, Literal

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from samenwijzer import guard
from samenwijzer.accounts.queries import LABEL_WORDS, allowances
from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.stored import numbers, parts, stored_values
from samenwijzer.guard import Allowances, Finding, Label, Level
from samenwijzer.kernel.modules import FieldKind, RecordField, RecordKind

Strictness = Literal["list", "strict"]
Text = tuple[str, str, Collection[str]]

_TEXTS: frozenset[FieldKind] = frozenset({"line", "text", "email", "url", "lines", "texts", "subjects"})
# In an id or a web address letters and digits stand for something else than in a sentence.
_NOT_IN_A_CODE = frozenset(Label) - {Label.BSN, Label.IBAN, Label.EMAIL}
_AT_ONCE = 100


def judge(entries: Sequence[Entry], spool: Spool, strictness: Strictness) -> Allowances:
    """Refuse what may not come in, note in the other entries what was found, and give what was allowed.

    Colleagues are those in the database and those in the files. Of a record that is there, only what the line
    adds to its words counts. A record that a government published has no warnings, and blocks like any other.
    """
    allowed = _with_people_of(entries, spool, allowances())
    for kind in kinds().values():
        mine = [entry for entry in entries if entry.type == kind.type and not entry.reason]
        suspect = (entry for entry in mine if _found(entry, kind, spool, allowed, before=""))
        for chunk in parts(suspect, _AT_ONCE):
            stood = _stood(kind, [entry.id for entry in chunk])
            for entry in chunk:
                found = _found(entry, kind, spool, allowed, before=stood.get(entry.id, ""))
                _decide(entry, found, strictness)
    return allowed


def texts_of(kind: RecordKind, values: Mapping[str, Any]) -> Iterator[Text]:
    """Give each text of a record with the name of its field, and what may stand in it."""
    for name, value in values.items():
        if value:
            for text, field in _texts(kind.fields[name], value):
                yield name, text, _NOT_IN_A_CODE if field.kind == "url" else field.expects


def without_findings(entry: Entry, allowed: Allowances) -> str:
    """Give why a line was refused, without what the guard finds in it: it quotes the file, and is kept.

    What belongs in the fields of the type may be quoted, such as the address of a colleague.
    """
    kind = kinds().get(entry.type)
    expected = {label for field in kind.fields.values() for label in field.expects} if kind else set()
    found = [
        finding
        for finding in guard.find(entry.reason, allowed=allowed)
        if finding.level is Level.BLOCK or (finding.level is Level.WARN and finding.label not in expected)
    ]
    return guard.cleaned(entry.reason, found)


def _texts(field: RecordField, value: Any) -> Iterator[tuple[str, RecordField]]:
    if field.kind == "items":
        for item in value:
            for name, part in field.parts.items():
                if name in item:
                    yield from _texts(part, item[name])
    elif field.kind in _TEXTS:
        yield value if isinstance(value, str) else "\n".join(value), field


def _found(
    entry: Entry, kind: RecordKind, spool: Spool, allowed: Allowances, *, before: str
) -> list[tuple[str, Finding]]:
    values = spool.read(entry.offset)
    official = kind.official(values) if kind.official is not None else ()
    texts = [*texts_of(kind, values), ("id", entry.id, _NOT_IN_A_CODE)]
    return [
        (name, finding)
        for name, text, expects in texts
        for finding in guard.added(text, before=before, allowed=allowed)
        if finding.level is Level.BLOCK
        or (finding.level is Level.WARN and finding.label not in expects and name not in official)
    ]


def _stood(kind: RecordKind, ids: Sequence[str]) -> dict[str, str]:
    """Give all words of the records that are there, by their id."""
    keys = numbers(kind, ids)
    names = [name for name, field in kind.fields.items() if field.kind in {*_TEXTS, "items"}]
    values = stored_values(kind, list(keys.values()), names) if keys else {}
    return {
        external_id: "\n".join(
            [external_id, *(text for _name, text, _expects in texts_of(kind, values[key]))]
        )
        for external_id, key in keys.items()
    }


def _decide(entry: Entry, found: Sequence[tuple[str, Finding]], strictness: Strictness) -> None:
    blocks = [(name, finding) for name, finding in found if finding.level is Level.BLOCK]
    places = tuple(dict.fromkeys((name, finding.label.value) for name, finding in blocks or found))
    if not places:
        return
    entry.findings = places
    if blocks:
        entry.refuse(_sentence(places, _("%(name)s: %(what)s stands in it")))
    elif strictness == "strict":
        entry.refuse(_sentence(places, _("%(name)s: there seems to stand %(what)s in it")))


def _sentence(places: Sequence[tuple[str, str]], shape: str) -> str:
    found: dict[str, list[str]] = {}
    for name, label in places:
        found.setdefault(name, []).append(str(LABEL_WORDS[Label(label)]))
    return "; ".join(
        shape % {"name": name, "what": get_text_list(words, _("and"))} for name, words in found.items()
    )


def _with_people_of(entries: Sequence[Entry], spool: Spool, allowed: Allowances) -> Allowances:
    """Let the people of the files be colleagues, but for what else was put in their names and numbers."""
    own: dict[str, list[str]] = {"name": [], "email": [], "phone": []}
    kind = kinds()["person"]
    for entry in entries:
        if entry.type != kind.type or entry.reason:
            continue
        values = spool.read(entry.offset)
        for name, known in own.items():
            value = values.get(name)
            if value and all(
                finding.label in kind.fields[name].expects for finding in guard.find(value, allowed=allowed)
            ):
                known.append(value)
    if not own["name"]:
        return allowed
    more = guard.allowing(people=own["name"], emails=own["email"], phones=own["phone"])
    return _together(allowed, more)


def _together(one: Allowances, other: Allowances) -> Allowances:
    both = partial(_both, one, other)
    return Allowances(**{field.name: both(field.name) for field in fields(Allowances)})


def _both(one: Allowances, other: Allowances, name: str) -> Any:
    first, second = getattr(one, name), getattr(other, name)
    return first | second if isinstance(first, frozenset) else (*first, *second)
