"""What the lists of the administration share: the order someone chose, the rows he picked, and undoing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from samenwijzer.ui.pages import page

ORDER = "order"
MOST_PICKED = 200
NAMES_SHOWN = 10
_UNDO = "undo "
Fields = Sequence[tuple[str, str]]


def chosen_order(
    request: HttpRequest, columns: Mapping[str, Sequence[str]], *, default: str
) -> tuple[str, ...]:
    """Give the `order_by` of the column in the address: ?order=name, ?order=-name. Others mean `default`.

    `columns` names the fields of each; `pk` comes last of itself, so that paging never skips a row.
    """
    asked = request.GET.get(ORDER, "")
    if asked.removeprefix("-") not in columns:
        asked = default
    fields = columns[asked.removeprefix("-")]
    if asked.startswith("-"):
        fields = [name[1:] if name.startswith("-") else f"-{name}" for name in fields]
    return (*fields, "pk")


def picked(request: HttpRequest) -> list[int]:
    """Give the numbers of the rows that were ticked, or of all on the page when that was ticked.

    At most 200, each once; what is no number is left out. The action looks at the rights of each.
    """
    name = "shown" if request.POST.get("whole_page") else "picked"
    sent = request.POST.getlist(name) or request.POST.getlist("picked")
    numbers = dict.fromkeys(int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 16)
    return list(numbers)[:MOST_PICKED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """What a person is asked before something happens: what, to whom, and what the button will do.

    `fields` are sent again to `url` with `confirmed=1`; `form` asks something more, such as a name to type.
    `names` are those it concerns, of which ten are shown; `total` is given when there are more than `names`.
    """

    title: str
    sentence: str
    button: str
    url: str
    cancel_url: str
    fields: Fields = ()
    names: Sequence[str] = ()
    total: int = 0
    notes: Sequence[str | Promise] = ()
    danger: bool = False
    form: Form | None = None

    @property
    def first_names(self) -> Sequence[str]:
        return self.names[:NAMES_SHOWN]

    @property
    def more(self) -> int:
        return max(self.total, len(self.names)) - len(self.first_names)


def confirmed(request: HttpRequest) -> bool:
    """Say whether this POST comes from the page that asked."""
    return request.POST.get("confirmed") == "1"


def ask(request: HttpRequest, confirm: Confirm, *, status: int = 200) -> HttpResponse:
    """Answer with the page that asks; 422 when its form came back with faults."""
    return page(request, "ui/confirm.html", {"confirm": confirm}, status=status)


@dataclass(frozen=True, slots=True)
class Undo:
    """The button in a notice: where it posts, and what."""

    url: str
    fields: Fields


def undoable(request: HttpRequest, sentence: str, url: str, fields: Mapping[str, Any]) -> None:
    """Say on the next page what was done, with a button that posts `fields` to `url` to undo it.

    A value is a text, a number or a list of these. The address checks the right as any other.
    """
    sent = json.dumps([url, _flat(fields)])
    messages.success(request, sentence, extra_tags=_UNDO + sent)


def _flat(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (name, str(one))
        for name, value in fields.items()
        for one in (value if isinstance(value, Iterable) and not isinstance(value, str) else [value])
    ]


def undo_of(message: Message) -> Undo | None:
    """Read the button of a notice back, when it has one."""
    tags = str(message.extra_tags or "")
    if not tags.startswith(_UNDO):
        return None
    url, fields = json.loads(tags.removeprefix(_UNDO))
    return Undo(url, [(name, value) for name, value in fields])
