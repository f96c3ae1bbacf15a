"""Titles while somebody types."""

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.search import asking, fitting, ranking, synonyms
from samenwijzer.search.found import Suggestion
from samenwijzer.search.matching import Matcher
from samenwijzer.search.queries._reading import answer, fitted, readable_by, weighed
from samenwijzer.search.ranking import Candidate
from samenwijzer.search.wording import Wording


def suggest(text: str, *, viewer: User | None, limit: int = 8) -> tuple[Suggestion, ...]:
    """Titles for a text that is still being typed: its last word may be half.

    Only when nothing begins so, a word may also be mistyped.
    """
    asked = asking.read(text)
    if not (asked.terms or asked.last):
        return ()

    def find(place: tantivy.Searcher) -> tuple[Suggestion, ...]:
        narrow = readable_by(viewer)
        wording = Wording(place, asked.terms, narrow, synonyms.meanings(asked.terms))
        matcher = Matcher(asked.terms, meanings=wording.meanings)
        queries = [asking.half_typed(asked), *([wording.all_words()] if asked.terms else [])]
        found: dict[str, Suggestion] = {}

        def take(hits: fitting.Hits, matcher: Matcher) -> None:
            for one in weighed(place, hits, viewer=viewer, matcher=matcher):
                suggestion = _suggestion(place, one)
                found.setdefault(suggestion.title, suggestion)

        for query in queries:
            if len(found) < limit:
                take(fitting.run(place, narrow(query), window=limit * 4).hits, matcher)
        if asked.terms and not found:
            mended = fitted(place, asked.terms, narrow, viewer=viewer, window=limit * 4)
            take(mended.hits, Matcher(asked.terms, meanings=mended.meanings))
        return tuple(found.values())[:limit]

    return answer(find, ())


def _suggestion(place: tantivy.Searcher, one: Candidate) -> Suggestion:
    stored = ranking.read_stored(place, one)
    return Suggestion(
        ref=one.ref, type=stored["type"], title=stored["title"], url=stored["url"], state=stored["state"]
    )
