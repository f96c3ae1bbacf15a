"""What says something about people."""

from collections.abc import Callable, Collection, Iterable, Sequence

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import Tie
from samenwijzer.search import asking, fitting, ranking, weights
from samenwijzer.search.analyzer import Term
from samenwijzer.search.found import TiedHit
from samenwijzer.search.matching import Matcher
from samenwijzer.search.queries._reading import answer, candidates, date, fitted, readable_by
from samenwijzer.search.ranking import Candidate
from samenwijzer.search.wording import Wording


def ties(text: str, *, viewer: User | None, limit: int = 200) -> tuple[TiedHit, ...]:
    """What says something about people and answers the text, best first, for ranking who knows about it.

    A long text finds what holds two of its words too: many such hits together say who knows. A text of which
    hardly a word stands anywhere finds nothing.
    """
    [found] = ties_for_each([text], viewer=viewer, limit=limit)
    return found


def ties_for_each(
    texts: Sequence[str], *, viewer: User | None, limit: int = 200
) -> tuple[tuple[TiedHit, ...], ...]:
    """`ties` for more texts, read back through the rights together: more texts take no more queries."""
    asked = [asking.read(text).terms for text in texts]
    nothing: tuple[tuple[TiedHit, ...], ...] = ((),) * len(texts)
    if not any(asked):
        return nothing

    def find(place: tantivy.Searcher) -> tuple[tuple[TiedHit, ...], ...]:
        readable = readable_by(viewer)
        raw = [_saying(place, terms, readable, viewer=viewer, limit=limit) for terms in asked]
        lists = ranking.candidates_of_each(
            place, [hits for hits, _ in raw], viewer=viewer, today=clock.today(), opened={}
        )
        return tuple(
            tuple(_tied(place, one) for one in ranking.weigh_titles(place, found, matcher))
            for found, (_, matcher) in zip(lists, raw, strict=True)
        )

    return answer(find, nothing)


def _saying(
    place: tantivy.Searcher,
    asked: Sequence[Term],
    readable: fitting.Narrow,
    *,
    viewer: User | None,
    limit: int,
) -> tuple[fitting.Hits, Matcher]:
    """The hits for the words of a text, before they are read back."""

    def narrow(query: tantivy.Query) -> tantivy.Query:
        return asking.with_ties(readable(query))

    if not asked:
        return [], Matcher(asked)
    raw = fitted(place, asked, narrow, viewer=viewer, window=limit, all_readable=readable)
    wording = Wording(place, asked, readable, raw.meanings)
    matcher = Matcher(asked, meanings=raw.meanings)
    if wording.known() < weights.KNOWN_WORDS:
        return [], matcher
    core = wording.core()
    if raw.matching < limit and len(core) >= weights.LONG_TEXT:
        raw = fitting.run(place, narrow(wording.some_words(2 / len(core))), window=limit)
    return raw.hits, matcher


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
