"""What the components of a list ask: the address of an order, and the button in a notice."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import template
from django.contrib.messages.storage.base import Message
from django.template.context import Context
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from samenwijzer.ui.lists import ORDER, Undo, undo_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class OrderParts:
    """The link in the head of a column; `direction` is empty when the list has another order."""

    url: str
    direction: str


@register.simple_tag(takes_context=True)
def order_parts(context: Context, name: str, first: object = "") -> OrderParts:
    """Give the link that orders by a column, or turns the order round. `first` marks the usual order."""
    query = context["request"].GET.copy()
    asked = query.get(ORDER, "") or (name if first else "")
    direction = {name: "ascending", f"-{name}": "descending"}.get(asked, "")
    query[ORDER] = f"-{name}" if direction == "ascending" else name
    query.pop("page", None)
    return OrderParts(f"?{query.urlencode()}", direction)


@register.simple_tag
def undo_parts(message: Message) -> Undo | None:
    """Give the button that undoes what a notice tells, if it has one."""
    return undo_of(message)


@register.filter
def number(value: object) -> int:
    """Read a number that an attribute holds as text."""
    return int(str(value or 0))


_HEADS = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_PARTS = re.compile(r"<(thead|tbody|tr|th|td)\b")
_ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}
_FEWEST = 3


@register.filter
def named_cells(rows: str) -> str:
    """Give each cell of a table the name of its column, by which a narrow screen shows rows as cards.

    The roles say that it is a table still, whatever the style makes of it. A column whose head is hidden
    has no name, and a table of two columns stays as it is.
    """
    head, middle, body = str(rows).partition("</thead>")
    found = _HEADS.findall(head)
    if len(found) < _FEWEST:
        return rows
    names = ["" if "sw-visually-hidden" in text else _plain(text) for text in found]
    place = 0

    def named(match: re.Match[str]) -> str:
        nonlocal place
        tag = match.group(1)
        place = 0 if tag == "tr" else place + 1
        name = names[place - 1] if tag == "td" and place <= len(names) else ""
        label = f' data-label="{name}"' if name else ""
        return f'<{tag} role="{_ROLES.get(tag, "rowheader")}"{label}'

    head = _PARTS.sub(lambda at: f'<{at[1]} role="{_ROLES.get(at[1], "columnheader")}"', head)
    return mark_safe(head + middle + _PARTS.sub(named, body))  # noqa: S308


def _plain(text: str) -> str:
    return " ".join(strip_tags(text).split()).replace('"', "&quot;")
