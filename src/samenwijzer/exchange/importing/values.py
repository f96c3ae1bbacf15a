"""What a field of a record may hold.

Each kind of value has a function that gives it in its one shape, or refuses it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samenwijzer.accounts.models import WEEKDAYS
from samenwijzer.exchange.importing.lines import LineRefused, quoted
from samenwijzer.kernel import text
from samenwijzer.kernel.modules import FieldKind, RecordField, RecordKind

ID_LENGTH = 200
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

Products = Mapping[str, str]
Check = Callable[[Any, RecordField, Products], Any]


def _is_blank(value: str) -> bool:
    return not any(letter.isprintable() and not letter.isspace() for letter in value)


def _string(value: Any) -> str:
    if not isinstance(value, str):
        raise LineRefused("must be text")
    return text.clean(value)


def _within(value: str, field: RecordField) -> str:
    if len(value) > field.length:
        raise LineRefused(f"is {len(value)} characters long, and at most {field.length} are allowed")
    if field.required and _is_blank(value):
        raise LineRefused("must not be empty")
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
        raise LineRefused(f"{quoted(address)} is not an e-mail address") from None
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
        raise LineRefused(f"{quoted(address)} is not an address that begins with http:// or https://")
    return address


def _list(value: Any, field: RecordField) -> list[Any]:
    if not isinstance(value, list):
        raise LineRefused("must be a list")
    if len(value) > field.most:
        raise LineRefused(f"holds {len(value)} items, and at most {field.most} are allowed")
    return value


def _lines(value: Any, field: RecordField, products: Products) -> list[str]:
    found = [_line(item, field, products) for item in _list(value, field)]
    if any(_is_blank(item) for item in found):
        raise LineRefused("must not hold an empty text")
    return list(dict.fromkeys(found))


def _texts(value: Any, field: RecordField, products: Products) -> list[str]:
    """Keep what is said twice and what goes over several lines: each text stands on its own."""
    found = [_text(item, field, products) for item in _list(value, field)]
    if any(_is_blank(item) for item in found):
        raise LineRefused("must not hold an empty text")
    return found


def _days(value: Any, field: RecordField, products: Products) -> list[str]:
    found = _list(value, field)
    for day in found:
        if day not in WEEKDAYS:
            raise LineRefused(f"{quoted(day)} is not a day: use {', '.join(WEEKDAYS)}")
    return [day for day in WEEKDAYS if day in found]


def _date(value: Any, field: RecordField, products: Products) -> str:
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            if _FIRST_YEAR <= datetime.date.fromisoformat(value).year <= _LAST_YEAR:
                return value
        except ValueError:
            pass
    raise LineRefused(f'{quoted(value)} is not a date such as "2026-01-20"')


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
            f'{quoted(value)} is neither a date such as "2026-01-20" nor a date-time with zone such as'
            ' "2026-01-20T09:30:00+01:00"'
        ) from None


def _flag(value: Any, field: RecordField, products: Products) -> bool:
    if not isinstance(value, bool):
        raise LineRefused("must be true or false")
    return value


def _choice(value: Any, field: RecordField, products: Products) -> str:
    if not isinstance(value, str) or value not in field.choices:
        raise LineRefused(f"{quoted(value)} is not one of {', '.join(field.choices)}")
    return value


def _reference(value: Any, field: RecordField, products: Products) -> str:
    return check_id(value)


def _product(value: Any, field: RecordField, products: Products) -> str | None:
    name = _string(value).strip()
    if name not in products:
        raise LineRefused(f"{quoted(name)} is not a municipal product of the national list (UPL)")
    return products[name] or None


def _subjects(value: Any, field: RecordField, products: Products) -> list[str]:
    return sorted(_lines(value, field, products))


def _items(value: Any, field: RecordField, products: Products) -> list[dict[str, Any]]:
    found = []
    for number, item in enumerate(_list(value, field), start=1):
        if not isinstance(item, dict):
            raise LineRefused(f"item {number} must be an object")
        try:
            found.append(_check_fields(item, field.parts, products))
        except LineRefused as error:
            raise LineRefused(f"item {number}: {error.sentence}") from None
    for name, part in field.parts.items():
        if part.kind == "reference":
            found.sort(key=lambda item: str(item[name]))
            if len({item[name] for item in found}) < len(found):
                raise LineRefused(f"the same {name} stands in it twice")
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
    "moment": _moment,
    "flag": _flag,
    "choice": _choice,
    "reference": _reference,
    "product": _product,
    "subjects": _subjects,
    "items": _items,
}


def emptied(field: RecordField) -> Any:
    """Return what a field holds after null. Raises LineRefused when it always holds something."""
    if field.required or field.kind == "choice":
        raise LineRefused("must not be empty")
    if field.kind in {"line", "text", "email", "url"}:
        return ""
    if field.kind in {"lines", "texts", "days", "subjects", "items"}:
        return []
    return False if field.kind == "flag" else None


def check_id(value: Any) -> str:
    """Return an external id. Raises LineRefused for anything but a short text without spaces."""
    if not isinstance(value, str):
        raise LineRefused("must be text")
    found = text.clean(value)
    if not 0 < len(found) <= ID_LENGTH or not value.isprintable() or " " in value:
        raise LineRefused(f"must be 1 to {ID_LENGTH} characters without spaces")
    return found


def check_values(
    record: Mapping[str, Any], kind: RecordKind, products: Products
) -> tuple[dict[str, Any], list[str]]:
    """Give the values that may be used, each in its one shape, and a sentence for each field that may not."""
    values: dict[str, Any] = {}
    faults = []
    for name, given in record.items():
        if name in {"type", "id"}:
            continue
        field = kind.fields.get(name)
        if field is None:
            faults.append(f"unknown field {quoted(name)}")
            continue
        if given is None and field.kind == "moment":
            continue  # A thing always has a date, so nothing is cleared.
        try:
            values[name] = emptied(field) if given is None else _CHECKS[field.kind](given, field, products)
        except LineRefused as error:
            faults.append(f"{name}: {error.sentence}")
    return values, faults


def _check_fields(
    item: Mapping[str, Any], fields: Mapping[str, RecordField], products: Products
) -> dict[str, Any]:
    unknown = [name for name in item if name not in fields]
    if unknown:
        raise LineRefused(f"unknown field {quoted(unknown[0])}")
    found = {}
    for name, field in fields.items():
        given = item.get(name)
        try:
            found[name] = emptied(field) if given is None else _CHECKS[field.kind](given, field, products)
        except LineRefused as error:
            raise LineRefused(f"{name}: {error.sentence}") from None
    return found
