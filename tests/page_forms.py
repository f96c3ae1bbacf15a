"""The forms of a page as a browser without JavaScript sees them, to fill in and send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

# Into these people type; of any other field a form sends what the page says.
TYPED = {"text", "search", "email", "tel", "url", "textarea"}
_NOT_SENT = {"submit", "button", "reset", "image", "file"}

Values = dict[str, list[str]]


@dataclass(slots=True, eq=False)
class PageForm:
    """`values` is what it sends untouched when one presses Enter.

    `typed` gives the kind of each field in which one types.
    """

    action: str
    method: str
    is_multipart: bool = False
    values: Values = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    def filled(self, words: Mapping[str, str]) -> Values:
        """Return what it sends with these words typed or chosen, by field."""
        return {**self.values, **{name: [value] for name, value in words.items()}}


def forms_in(page: str, *, at: str) -> list[PageForm]:
    """Return the forms of a page that stands at this address."""
    reader = _Reader(at)
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.forms: list[PageForm] = []
        self._by_id: dict[str, PageForm] = {}
        self._now: PageForm | None = None
        self._select = ""
        self._first: dict[str, str] = {}
        self._area = ""
        self._pressed: list[PageForm] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._now = PageForm(
                action=urljoin(self.at, given.get("action", "")),
                method=given.get("method", "get").lower(),
                is_multipart=given.get("enctype") == "multipart/form-data",
            )
            self.forms.append(self._now)
            self._by_id[given.get("id", "")] = self._now
        form = self._by_id.get(given["form"]) if "form" in given else self._now
        name = given.get("name", "")
        if tag == "option":
            self._option(given)
        elif form is None or not name or "disabled" in given:
            return
        elif tag == "input":
            _input(form, name, given)
        elif tag == "textarea":
            self._area, form.typed[name], form.values[name] = name, "textarea", [""]
        elif tag == "select":
            self._select = name
        elif tag == "button" and given.get("type", "submit") == "submit" and form not in self._pressed:
            self._pressed.append(form)
            form.values[name] = [given.get("value", "")]

    def handle_data(self, *said: str) -> None:
        if self._area and self._now is not None:
            self._now.values[self._area][0] += "".join(said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._now = None
        elif tag == "textarea" and self._area and self._now is not None:
            self._now.values[self._area] = [self._now.values[self._area][0].removeprefix("\n")]
            self._area = ""
        elif tag == "select" and self._now is not None and self._select in self._first:
            self._now.values.setdefault(self._select, [self._first[self._select]])

    def _option(self, given: dict[str, str]) -> None:
        """Take what is chosen, else the first that is something: so the form gets as far as its action."""
        if self._now is None or not self._select:
            return
        if not self._first.get(self._select):
            self._first[self._select] = given.get("value", "")
        if "selected" in given and given.get("value"):
            self._now.values[self._select] = [given["value"]]


def _input(form: PageForm, name: str, given: dict[str, str]) -> None:
    kind, value = given.get("type", "text"), given.get("value", "")
    if kind == "file":
        form.files.append(name)
    elif kind in {"radio", "checkbox"}:
        if "checked" in given or (kind == "radio" and name not in form.values):
            form.values[name] = [value or "on"]
    elif kind in TYPED:
        form.typed[name], form.values[name] = kind, [value]
    elif kind not in _NOT_SENT:
        form.values.setdefault(name, []).append(value)
