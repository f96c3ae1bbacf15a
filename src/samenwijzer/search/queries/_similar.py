"""What is about the same."""

from collections.abc import Sequence

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.search import asking, filtering, fitting, synonyms
from samenwijzer.search.found import Filters, Hit
from samenwijzer.search.matching import Matcher
from samenwijzer.search.queries._reading import answer, hit, readable_by, weighed
from samenwijzer.search.wording import Wording

_SHARE = 0.4
"""The share of the words that something similar must hold."""


def similar(text: str, *, viewer: User | None, types: Sequence[str] = (), limit: int = 5) -> tuple[Hit, ...]:
    """What is about the same as the text, though it need not hold all its words."""
    asked = asking.read(text)
    if not asked.terms:
        return ()

    def find(place: tantivy.Searcher) -> tuple[Hit, ...]:
        narrow = readable_by(viewer)
        wording = Wording(place, asked.terms, narrow, synonyms.meanings(asked.terms))
        query = wording.some_words(_SHARE)
        readable = filtering.narrowed(narrow(query), Filters(types=tuple(types)))
        raw = fitting.run(place, readable, window=limit * 4)
        matcher = Matcher(asked.terms, meanings=wording.meanings)
        best = weighed(place, raw.hits, viewer=viewer, matcher=matcher)[:limit]
        return tuple(hit(place, one, matcher) for one in best)

    return answer(find, ())
