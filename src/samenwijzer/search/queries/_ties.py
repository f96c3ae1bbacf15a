"""What says something about people."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import Tie
from samenwijzer.search import asking, fitting, ranking, weights
from samenwijzer.search.found import TiedHit
from samenwijzer.search.matching import Matcher
from samenwijzer.search.queries._reading import answer, candidates, date, fitted, readable_by, weighed
from samenwijzer.search.ranking import Candidate
from samenwijzer.search.wording import Wording


def ties(text: str, *, viewer: User | None, limit: int = 200) -> tuple[TiedHit, ...]:
    """What says something about people and answers the text, best first, for ranking who knows about it.

    A long text finds what holds two of its words too: many such hits together say who knows. A text of which
    hardly a word stands anywhere finds nothing.
    """
    asked = asking.read(text)
    if not asked.terms:
        return ()

    def find(place: tantivy.Searcher) -> tuple[TiedHit, ...]:
        readable = readable_by(viewer)

        def narrow(query: tantivy.Query) -> tantivy.Query:
            return asking.with_ties(readable(query))

        raw = fitted(place, asked.terms, narrow, viewer=viewer, window=limit)
        wording = Wording(place, asked.terms, raw.meanings)
        if wording.known(readable) < weights.KNOWN_WORDS:
            return ()
        core = wording.core()
        if raw.matching < limit and len(core) >= weights.LONG_TEXT:
            looser = fitting.run(place, narrow(wording.some_words(2 / len(core))), window=limit)
            raw = replace(looser, meanings=raw.meanings)
        matcher = Matcher(asked.terms, meanings=raw.meanings)
        found = weighed(place, raw.hits, viewer=viewer, matcher=matcher)
        return tuple(_tied(place, one) for one in found)

    return answer(find, ())


def ties_of_each(people: Collection[int]) -> dict[int, int]:
    """How many things say something of each, whoever may read them; like how rare a word is, it orders."""

    def find(place: tantivy.Searcher) -> dict[int, int]:
        return {person: place.doc_freq("tied", f"person:{person}") for person in people}

    return answer(find, {})


def tied_to(person_id: int, *, viewer: User | None, limit: int = 60) -> tuple[TiedHit, ...]:
    """What says something about one person, newest first."""

    def find(place: tantivy.Searcher) -> tuple[TiedHit, ...]:
        query = readable_by(viewer)(asking.tied_to(person_id))
        newest = place.search(query, max(1, limit), order_by_field="day").hits
        found = candidates(place, [(0.0, address) for _, address in newest], viewer=viewer)
        return tuple(_tied(place, one) for one in found)

    return answer(find, ())


def ties_about(
    subjects: Iterable[int],
    *,
    viewer: User | None,
    take: Callable[[int, TiedHit], bool],
    each: int = 60,
) -> None:
    """Hand over what says something about people and is about each subject, newest first.

    `take` gets the id of the subject with it, and says whether it wants more about that subject. All are read
    back through the rights together: more subjects take no more queries.
    """

    def find(place: tantivy.Searcher) -> None:
        narrow = readable_by(viewer)
        newest = {
            subject: place.search(narrow(asking.tied_about(subject)), each, order_by_field="day").hits
            for subject in subjects
        }
        addresses = {_key(address): address for hits in newest.values() for _, address in hits}
        hits = [(0.0, address) for address in addresses.values()]
        readable = {_key(one.address): one for one in candidates(place, hits, viewer=viewer)}
        for subject, found in newest.items():
            for _, address in found:
                one = readable.get(_key(address))
                if one is not None and not take(subject, _tied(place, one)):
                    break

    answer(find, None)


def _key(address: tantivy.DocAddress) -> tuple[int, int]:
    return address.segment_ord, address.doc


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
        space_id=stored["space"],
        department_id=stored["department"],
        keywords=tuple(stored["keywords"]),
        subjects=tuple(stored["subjects"]),
        ties=tuple(
            Tie(person_id=person, kind=kind, on=date(on), text=text)
            for person, kind, on, text in stored["ties"]
        ),
    )
