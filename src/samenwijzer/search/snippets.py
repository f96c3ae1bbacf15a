"""A piece of a text around what was asked, as safe HTML: everything but our own `<mark>` is escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samenwijzer.search.matching import Key, Span

LENGTH = 240
"""Characters of a snippet, without marks."""

_LEAD = 40
_SIDE_BY_SIDE = 0.5
"""What two words of the query are worth that stand beside each other as they were asked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The best stretch of a text. `first` is the first word in it that answers the query, if any does."""

    start: int
    end: int
    spans: tuple[Span, ...]

    @property
    def first(self) -> Span | None:
        """The word of the query that stands first in it."""
        return self.spans[0] if self.spans else None


def best_passage(text: str, spans: Sequence[Span]) -> Passage:
    """The stretch that answers most of the query, the first of equals, or the beginning of the text."""
    best = _best_start(text, spans)
    start = 0 if best <= _LEAD * 2 else text.rfind(" ", 0, best - _LEAD) + 1
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    return Passage(start, end, tuple(span for span in spans if start <= span.start and span.end <= end))


def snippet(text: str, passage: Passage) -> SafeString:
    """The passage with its words marked, on one line, and dots where it was cut."""
    marked = " ".join(mark(text, passage.spans, start=passage.start, end=passage.end).split())
    before, after = "… " if passage.start else "", " …" if passage.end < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")  # noqa: S308 - `mark` escapes


def mark(text: str, spans: Iterable[Span], *, start: int = 0, end: int | None = None) -> SafeString:
    """The text from `start` to `end`, escaped, with `<mark>` around the spans in it."""
    end = len(text) if end is None else end
    pieces: list[str] = []
    at = start
    for span in spans:
        if span.start < at or span.end > end:
            continue
        pieces += [escape(text[at : span.start]), "<mark>", escape(text[span.start : span.end]), "</mark>"]
        at = span.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped above


def _best_start(text: str, spans: Sequence[Span]) -> int:
    """Slide a window over the spans, and see where what is in it is worth most."""
    best, worth_most = 0, 0.0
    held: Counter[Key | tuple[int, int]] = Counter()
    last, changed = 0, False
    worths = [_worths(spans, number) for number in range(len(spans))]
    for first, span in enumerate(spans):
        while last < len(spans) and spans[last].end <= span.start + LENGTH - _LEAD:
            changed |= any(not held[key] for key in worths[last])
            held.update(worths[last])
            last += 1
        if changed and (worth := _worth(held)) > worth_most:
            best, worth_most = span.start, worth
        held.subtract(worths[first])
        changed = False
    return best


def _worths(spans: Sequence[Span], number: int) -> list[Key | tuple[int, int]]:
    """What a span adds to a window: what it stands for, and that it follows the word asked before it."""
    keys = spans[number].keys
    if not number or spans[number].start - spans[number - 1].end > 1:
        return list(keys)
    before = {key.place for key in spans[number - 1].keys if key.kind == "word"}
    pairs = [(key.place - 1, key.place) for key in keys if key.kind == "word" and key.place - 1 in before]
    return [*keys, *pairs]


def _worth(held: Counter[Key | tuple[int, int]]) -> float:
    """Each word of the query counts once, by the way that says most of it."""
    ways: dict[int, dict[tuple[str, int], float]] = {}
    pairs = 0
    for key, count in held.items():
        if count <= 0:
            continue
        if isinstance(key, tuple):
            pairs += 1
            continue
        for place in range(key.place, key.place + key.places):
            way = ways.setdefault(place, {})
            name = (key.kind, key.meaning)
            way[name] = min(1.0, way.get(name, 0.0) + key.share)
    return sum(max(way.values()) for way in ways.values()) + _SIDE_BY_SIDE * pairs
