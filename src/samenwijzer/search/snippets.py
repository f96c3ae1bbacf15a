"""A piece of text around what was asked, as safe HTML: everything but our own `<mark>` is escaped."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from samenwijzer.search.analyzer import WORD, Term, term_of

LENGTH = 240
"""Characters of a snippet, without marks."""

_READ = 20_000
_LEAD = 40
Span = tuple[int, int]


class Matcher:
    """Knows which words of a text are those of the query, by the same analyzer that filled the index."""

    def __init__(self, asked: Sequence[Term]) -> None:
        self.asked = tuple(asked)
        self._known: dict[str, str | None] = {}
        self.wholes = frozenset(meant.whole for meant in asked)
        self.leaves = frozenset(leaf for meant in asked if len(meant.leaves) > 1 for leaf in meant.leaves)

    def share_in(self, title: Sequence[Term]) -> float:
        """How much of what was asked stands in a title, 0 to 1; a compound counts for its loose parts."""
        held = {stem for word in title for stem in (word.whole, *word.parts)}
        shares = [
            1.0
            if meant.whole in held
            else sum(leaf in held for leaf in meant.leaves) / max(1, len(meant.leaves))
            for meant in self.asked
        ]
        return sum(shares) / max(1, len(shares))

    def matches(self, found: Term) -> str | None:
        """The stem of the query that a word of the text answers to, or `None`."""
        if found.whole in self.wholes:
            return found.whole
        for part in found.parts:
            if part in self.wholes:
                return part
        return found.whole if found.whole in self.leaves else None

    def spans(self, text: str) -> list[tuple[int, int, str]]:
        """Where the words of the query stand in the text: start, end and which word."""
        hits = []
        known = self._known
        for match in WORD.finditer(text):
            written = match.group()
            if written not in known:
                found = term_of(written)
                known[written] = None if found is None else self.matches(found)
            which = known[written]
            if which is not None:
                hits.append((match.start(), match.end(), which))
        return hits


def snippet(text: str, matcher: Matcher) -> SafeString:
    """The stretch of the text with the most different words of the query, or its beginning."""
    text = " ".join(text[:_READ].split())
    hits = matcher.spans(text)
    start = _best_start(text, hits)
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LENGTH // 2)
    marked = mark(text, [(a, b) for a, b, _ in hits], start=start, end=end)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")  # noqa: S308 - `mark` escapes


def mark(text: str, spans: Iterable[Span], *, start: int = 0, end: int | None = None) -> SafeString:
    """The text from `start` to `end`, escaped, with `<mark>` around the spans in it."""
    end = len(text) if end is None else end
    pieces: list[str] = []
    at = start
    for a, b in spans:
        if a < at or b > end:
            continue
        pieces += [escape(text[at:a]), "<mark>", escape(text[a:b]), "</mark>"]
        at = b
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped above


def _best_start(text: str, hits: list[tuple[int, int, str]]) -> int:
    best, best_count = 0, 0
    for i, (a, _, _) in enumerate(hits):
        inside = {which for b, end, which in hits[i : i + 40] if end <= a + LENGTH - _LEAD}
        if len(inside) > best_count:
            best, best_count = a, len(inside)
    if best <= _LEAD * 2:
        return 0
    return text.rfind(" ", 0, max(1, best - _LEAD)) + 1
