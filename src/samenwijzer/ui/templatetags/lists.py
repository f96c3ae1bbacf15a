"""What the components of a list ask: the address of an order, and the button in a notice."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.contrib.messages.storage.base import Message
from django.template.context import Context

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
