"""What says something about people."""

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import Tie
from samenwijzer.search import asking, ranking
from samenwijzer.search.found import TiedHit
from samenwijzer.search.matching import Matcher
from samenwijzer.search.queries._reading import answer, candidates, date, fitted, readable_by, weighed
from samenwijzer.search.ranking import Candidate


def ties(text: str, *, viewer: User | None, limit: int = 200) -> tuple[TiedHit, ...]:
    """What says something about people and answers the text, best first, for ranking who knows about it."""
    asked = asking.read(text)
    if not asked.terms:
        return ()

    def find(place: tantivy.Searcher) -> tuple[TiedHit, ...]:
        readable = readable_by(viewer)

        def narrow(query: tantivy.Query) -> tantivy.Query:
            return asking.with_ties(readable(query))

        raw = fitted(place, asked.terms, narrow, viewer=viewer, window=limit)
        matcher = Matcher(asked.terms, meanings=raw.meanings)
        found = weighed(place, raw.hits, viewer=viewer, matcher=matcher)
        return tuple(_tied(place, one) for one in found)

    return answer(find, ())


def tied_to(person_id: int, *, viewer: User | None, limit: int = 60) -> tuple[TiedHit, ...]:
    """What says something about one person, newest first."""

    def find(place: tantivy.Searcher) -> tuple[TiedHit, ...]:
        query = readable_by(viewer)(asking.tied_to(person_id))
        newest = place.search(query, max(1, limit), order_by_field="day").hits
        found = candidates(place, [(0.0, address) for _, address in newest], viewer=viewer)
        return tuple(_tied(place, one) for one in found)

    return answer(find, ())


def _tied(place: tantivy.Searcher, one: Candidate) -> TiedHit:
    stored = ranking.read_stored(place, one)
    return TiedHit(
        ref=one.ref,
        type=stored["type"],
        tier=stored["tier"],
        title=stored["title"],
        url=stored["url"],
        score=round(one.score, 4),
        state=stored["state"],
        on=date(stored["on"]),
        department_id=stored["department"],
        keywords=tuple(stored["keywords"]),
        subjects=tuple(stored["subjects"]),
        ties=tuple(
            Tie(person_id=person, kind=kind, on=date(on), text=text)
            for person, kind, on, text in stored["ties"]
        ),
    )
