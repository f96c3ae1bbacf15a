"""What a field of a record may hold.

Each kind of value has a function that gives it in its one shape, or refuses it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import BIRTHDAY_YEAR, WEEKDAYS
from samenwijzer.exchange.importing.lines import LineRefused, quoted
from samenwijzer.kernel import text
from samenwijzer.kernel.modules import FieldKind, RecordField

ID_LENGTH = 200
HALVES = ("am", "pm")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_BIRTHDAY = re.compile(r"[0-9]{2}-[0-9]{2}")
_NAME = re.compile(r"[a-z_]{1,40}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

Products = Mapping[str, str]
Check = Callable[[Any, RecordField, Products], Any]


def is_blank(value: str) -> bool:
    return not any(letter.isprintable() and not letter.isspace() for letter in value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise LineRefused(_("must be text"))
    return text.clean(value)


def _within(value: str, field: RecordField) -> str:
    if len(value) > field.length:
        raise LineRefused(
            _("is %(found)s characters long, and at most %(most)s are allowed")
            % {"found": len(value), "most": field.length}
        )
    if field.required and is_blank(value):
        raise LineRefused(_("must not be empty"))
    return value


def _line(value: Any, field: RecordField, products: Products) -> str:
    return _within(" ".join(_string(value).split()), field)


def _text(value: Any, field: RecordField, products: Products) -> str:
    return _within(_string(value), field)


def _email(value: Any, field: RecordField, products: Products) -> str:
    address = _within(_string(value).strip().lower(), field)
    try:
        validate_email(address)
        address.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise LineRefused(_("%(given)s is not an e-mail address") % {"given": quoted(address)}) from None
    return address


def _url(value: Any, field: RecordField, products: Products) -> str:
    address = _within(_string(value).strip(), field)
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(letter.isspace() or not letter.isprintable() for letter in address):
        raise LineRefused(
            _("%(given)s is not an address that begins with http:// or https://") % {"given": quoted(address)}
        )
    return address


def _list(value: Any, field: RecordField) -> list[Any]:
    if not isinstance(value, list):
        raise LineRefused(_("must be a list"))
    if len(value) > field.most:
        raise LineRefused(
            _("holds %(found)s items, and at most %(most)s are allowed")
            % {"found": len(value), "most": field.most}
        )
    return value


def _lines(value: Any, field: RecordField, products: Products) -> list[str]:
    found = [_line(item, field, products) for item in _list(value, field)]
    if any(is_blank(item) for item in found):
        raise LineRefused(_("must not hold an empty text"))
    return list(dict.fromkeys(found))


def _texts(value: Any, field: RecordField, products: Products) -> list[str]:
    """Keep what is said twice and what goes over several lines: each text stands on its own."""
    found = [_text(item, field, products) for item in _list(value, field)]
    if any(is_blank(item) for item in found):
        raise LineRefused(_("must not hold an empty text"))
    return found


def _days(value: Any, field: RecordField, products: Products) -> list[str]:
    """Give the days in the order of the week; two halves are a day."""
    halves: dict[str, set[str]] = {}
    for given in _list(value, field):
        day, _dash, half = given.partition("-") if isinstance(given, str) else ("", "", "")
        if day not in WEEKDAYS or given not in {day, *(f"{day}-{half}" for half in HALVES)}:
            raise LineRefused(
                _('%(given)s is not a day: use %(days)s, and for a half day "mon-am" or "mon-pm"')
                % {"given": quoted(given), "days": ", ".join(WEEKDAYS)}
            )
        halves.setdefault(day, set()).update({half} if half else HALVES)
    return [
        day if len(halves[day]) == len(HALVES) else f"{day}-{halves[day].pop()}"
        for day in WEEKDAYS
        if day in halves
    ]


def _date(value: Any, field: RecordField, products: Products) -> str:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            if _FIRST_YEAR <= datetime.date.fromisoformat(value).year <= _LAST_YEAR:
                return value
        except ValueError:
            pass
    raise LineRefused(_('%(given)s is not a date such as "2026-01-20"') % {"given": quoted(value)})


def _birthday(value: Any, field: RecordField, products: Products) -> str:
    if isinstance(value, str) and _BIRTHDAY.fullmatch(value):
        try:
            datetime.date.fromisoformat(f"{BIRTHDAY_YEAR}-{value}")
        except ValueError:
            pass
        else:
            return value
    raise LineRefused(
        _('%(given)s is not a day and month such as "03-14" for 14 March') % {"given": quoted(value)}
    )


def _moment(value: Any, field: RecordField, products: Products) -> str:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            if _FIRST_YEAR <= datetime.datetime.fromisoformat(value).year <= _LAST_YEAR:
                return value
        except ValueError:
            pass
    try:
        return _date(value, field, products)
    except LineRefused:
        raise LineRefused(
            _(
                '%(given)s is neither a date such as "2026-01-20" nor a date-time with zone such as'
                ' "2026-01-20T09:30:00+01:00"'
            )
            % {"given": quoted(value)}
        ) from None


def _instant(value: Any, field: RecordField, products: Products) -> str:
    given = _moment(value, field, products)
    moment = datetime.datetime.fromisoformat(given)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return moment.astimezone(datetime.UTC).isoformat()


def _flag(value: Any, field: RecordField, products: Products) -> bool:
    if not isinstance(value, bool):
        raise LineRefused(_("must be true or false"))
    return value


def _choice(value: Any, field: RecordField, products: Products) -> str:
    if not isinstance(value, str) or value not in field.choices:
        raise LineRefused(
            _("%(given)s is not one of %(choices)s")
            % {"given": quoted(value), "choices": ", ".join(field.choices)}
        )
    return value


def _bits(value: Any, field: RecordField, products: Products) -> list[str]:
    found = {_choice(item, field, products) for item in _list(value, field)}
    return [choice for choice in field.choices if choice in found]


def _map(value: Any, field: RecordField, products: Products) -> dict[str, str]:
    if not isinstance(value, dict):
        raise LineRefused(_("must be an object"))
    _list(list(value), field)
    for name in value:
        if not _NAME.fullmatch(name):
            raise LineRefused(_("%(given)s is not the name of a field") % {"given": quoted(name)})
    return {name: _choice(value[name], field, products) for name in sorted(value)}


def _reference(value: Any, field: RecordField, products: Products) -> str:
    return check_id(value)


def _references(value: Any, field: RecordField, products: Products) -> list[str]:
    return sorted({check_id(item) for item in _list(value, field)})


def _target(value: Any, field: RecordField, products: Products) -> str:
    kind, _colon, external_id = _string(value).partition(":")
    if kind not in field.targets:
        shapes = " / ".join(f'"{name}:ID"' for name in field.targets)
        raise LineRefused(_("%(given)s must be %(shapes)s") % {"given": quoted(value), "shapes": shapes})
    return f"{kind}:{check_id(external_id)}"


def _product(value: Any, field: RecordField, products: Products) -> str | None:
    name = _string(value).strip()
    if name not in products:
        raise LineRefused(
            _("%(given)s is not a municipal product of the national list (UPL)") % {"given": quoted(name)}
        )
    return products[name] or None


def _subjects(value: Any, field: RecordField, products: Products) -> list[str]:
    return sorted(_lines(value, field, products))


def _items(value: Any, field: RecordField, products: Products) -> list[dict[str, Any]]:
    found = []
    for number, item in enumerate(_list(value, field), start=1):
        try:
            found.append(_check_item(item, field, products))
        except LineRefused as error:
            raise LineRefused(
                _("item %(number)s: %(reason)s") % {"number": number, "reason": error.sentence}
            ) from None
    if field.one_of:
        found.sort(key=lambda item: pointed_at(item, field))
        keys = [pointed_at(item, field) for item in found]
        for before, after in pairwise(keys):
            if before == after:
                name = field.one_of[before[0]]
                raise LineRefused(_("the same %(name)s stands in it twice") % {"name": name})
    return found


def pointed_at(item: Mapping[str, Any], field: RecordField) -> tuple[int, str]:
    """Return which of the references of `one_of` an item has, and where it points: what orders the items."""
    place, name = next((place, name) for place, name in enumerate(field.one_of) if name in item)
    return place, item[name]


def _check_item(item: Any, field: RecordField, products: Products) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise LineRefused(_("must be an object"))
    unknown = [name for name in item if name not in field.parts]
    if unknown:
        raise LineRefused(_("unknown field %(name)s") % {"name": quoted(unknown[0])})
    found = {}
    for name, part in field.parts.items():
        given = item.get(name)
        try:
            value = emptied(part) if given is None else _CHECKS[part.kind](given, part, products)
        except LineRefused as error:
            raise LineRefused(f"{name}: {error.sentence}") from None
        if value is not None and value != "":
            found[name] = value
    if field.one_of and sum(name in found for name in field.one_of) != 1:
        raise LineRefused(_("must have exactly one of %(names)s") % {"names": ", ".join(field.one_of)})
    return found


_CHECKS: dict[FieldKind, Check] = {
    "line": _line,
    "text": _text,
    "email": _email,
    "url": _url,
    "lines": _lines,
    "texts": _texts,
    "days": _days,
    "date": _date,
    "birthday": _birthday,
    "moment": _moment,
    "instant": _instant,
    "flag": _flag,
    "choice": _choice,
    "bits": _bits,
    "map": _map,
    "reference": _reference,
    "references": _references,
    "target": _target,
    "product": _product,
    "subjects": _subjects,
    "items": _items,
}


def check_value(value: Any, field: RecordField, products: Products) -> Any:
    """Give a value in its one shape. Raises LineRefused for one that the field may not hold."""
    return emptied(field) if value is None else _CHECKS[field.kind](value, field, products)


def emptied(field: RecordField) -> Any:
    """Return what a field holds after null. Raises LineRefused when it always holds something."""
    if field.required or field.always or field.kind == "choice":
        raise LineRefused(_("must not be empty"))
    if field.kind in {"line", "text", "email", "url"}:
        return ""
    if field.kind in {"lines", "texts", "days", "subjects", "items", "bits", "references"}:
        return []
    if field.kind == "map":
        return {}
    return False if field.kind == "flag" else None


def check_id(value: Any) -> str:
    """Return an external id. Raises LineRefused for anything but a short text without spaces."""
    if not isinstance(value, str):
        raise LineRefused(_("must be text"))
    found = text.clean(value)
    if not 0 < len(found) <= ID_LENGTH or not value.isprintable() or " " in value:
        raise LineRefused(_("must be 1 to %(most)s characters without spaces") % {"most": ID_LENGTH})
    return found
