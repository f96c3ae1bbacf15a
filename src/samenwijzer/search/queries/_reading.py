"""What every question to the index has in common: it is read back through the rights, and never fails."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import tantivy

from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import asking, filtering, fitting, ranking, reader, spelling, synonyms
from samenwijzer.search.analyzer import Term
from samenwijzer.search.found import Hit
from samenwijzer.search.matching import Matcher
from samenwijzer.search.opening import address_of
from samenwijzer.search.ranking import Candidate
from samenwijzer.search.reasons import why
from samenwijzer.search.snippets import best_passage, mark, snippet
from samenwijzer.search.wording import Wording
from samenwijzer.spaces.queries import reader_tokens

_Answer = TypeVar("_Answer")


def answer(find: Callable[[tantivy.Searcher], _Answer], nothing: _Answer) -> _Answer:
    """What `find` makes of the index, or `nothing` when there is no index that can be read."""
    try:
        place = reader.searcher()
        with reader.watched():
            return find(place)
    except reader.Unreadable:
        return nothing


def readable_by(viewer: User | None) -> fitting.Narrow:
    """What limits a query to what the viewer may read, by the index: asks for the tokens once."""
    tokens = reader_tokens(viewer=viewer)

    def narrow(query: tantivy.Query) -> tantivy.Query:
        return filtering.of_active_modules(asking.for_readers(query, tokens))

    return narrow


def fitted(
    place: tantivy.Searcher,
    asked: Sequence[Term],
    narrow: fitting.Narrow,
    *,
    viewer: User | None,
    window: int,
    all_readable: fitting.Narrow | None = None,
) -> fitting.Fit:
    """What answers the words best; a word that nobody writes is mended by what the viewer may read.

    `all_readable` is given when `narrow` leaves less than that.
    """

    def readable(hits: fitting.Hits) -> Iterator[tantivy.DocAddress]:
        return (one.address for one in candidates(place, hits, viewer=viewer))

    wording = Wording(
        place, asked, all_readable or narrow, (*synonyms.meanings(asked), *spelling.joined(asked))
    )
    return fitting.fit(wording, narrow, window=window, readable=readable)


def candidates(
    place: tantivy.Searcher,
    hits: fitting.Hits,
    *,
    viewer: User | None,
    opened: Mapping[Ref, int] | None = None,
) -> list[Candidate]:
    """The hits that the viewer may read, by the database; best first.

    `opened` says how many people opened what for the same words.
    """
    return ranking.candidates(place, hits, viewer=viewer, today=clock.today(), opened=opened or {})


def weighed(
    place: tantivy.Searcher, hits: fitting.Hits, *, viewer: User | None, matcher: Matcher
) -> list[Candidate]:
    """The hits that the viewer may read, weighed by their titles as well."""
    return ranking.weigh_titles(place, candidates(place, hits, viewer=viewer), matcher)


def hit(place: tantivy.Searcher, one: Candidate, matcher: Matcher) -> Hit:
    """Read all that is shown of a result."""
    stored, text = ranking.read_all(place, one)
    title = stored["title"]
    in_title, in_text = matcher.spans(title), matcher.spans(text)
    passage = best_passage(text, in_text)
    return Hit(
        ref=one.ref,
        external_id=stored["external_id"],
        type=stored["type"],
        tier=stored["tier"],
        title=title,
        url=address_of(stored["url"], text, passage, stored["places"]),
        score=round(one.score, 4),
        state=stored["state"],
        on=date(stored["on"]),
        space_id=stored["space"],
        department_id=stored["department"],
        snippet=snippet(text, passage),
        marked_title=mark(title, in_title),
        why=why(matcher, ((title, in_title), (text, in_text)), stored["keywords"]),
    )


def date(text: str | None) -> datetime.date | None:
    """The day that the index stored."""
    return datetime.date.fromisoformat(text) if text else None
