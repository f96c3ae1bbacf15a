"""Where a result opens: at the passage that answers, when that stands deep in a long text."""

from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import quote

from samenwijzer.search.analyzer import WORD
from samenwijzer.search.snippets import Passage

_WORDS, _FEWEST = 4, 3
"""Words of the passage that a browser is asked to look for; with fewer it might find another place."""


def address_of(url: str, text: str, passage: Passage, places: Sequence[tuple[int, str]]) -> str:
    """The address with the anchor before the passage, and the words for browsers that scroll to words.

    An address that has an anchor keeps it. What stands at the beginning needs neither.
    """
    if not passage.start or passage.first is None:
        return url
    at = passage.first.start
    before = bisect_right([offset for offset, _ in places], at)
    base, _, anchor = url.partition("#")
    if not anchor and before:
        anchor = quote(places[before - 1][1])
    next_part = [offset for offset, _ in places[before : before + 1]]
    words = _fragment(text, at, min([passage.end, *next_part]))
    fragment = anchor + (f":~:text={words}" if words else "")
    return f"{base}#{fragment}" if fragment else base


def _fragment(text: str, start: int, end: int) -> str:
    """The first words of the passage as they stand there, in one part: a browser looks in no two at once."""
    line = text[start:end].partition("\n")[0]
    words = list(WORD.finditer(line))[:_WORDS]
    if len(words) < _FEWEST:
        return ""
    # A hyphen and a comma mean something in such a fragment.
    return quote(line[: words[-1].end()], safe="").replace("-", "%2D")
