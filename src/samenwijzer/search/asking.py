"""From what was typed to a query on the index."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from samenwijzer.kernel.text import clean
from samenwijzer.search import weights
from samenwijzer.search.analyzer import Term, is_prefix, is_word, term
from samenwijzer.search.analyzer import words as words_in
from samenwijzer.search.schema import schema
from samenwijzer.search.synonyms import Meaning
from samenwijzer.search.wording import word

LONGEST_TEXT = 400
"""Characters of a query that are read; the rest is not looked at."""

MOST_WORDS = 32
_MANY = "all"


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a query that mean something, each once, and the word that may still be half typed.

    `spans` says of each term where it first stood in the text.
    """

    text: str
    terms: tuple[Term, ...]
    last: str = ""
    spans: tuple[tuple[int, int], ...] = ()


def read(text: str) -> Asked:
    """Read a query. Never raises, whatever the text holds."""
    short = clean(text[:LONGEST_TEXT]).strip()
    found: dict[str, tuple[Term, tuple[int, int]]] = {}
    before: tuple[str, ...] = ()
    last, start = "", 0
    for typed in words_in(short):
        segments = typed.segments
        if before and is_word("".join(before + segments)):
            segments = before + segments
        else:
            start = typed.start
        before = typed.segments if is_prefix(typed.segments[-1]) else ()
        last = "".join(typed.segments) if typed.end == len(short) else ""
        meant = term(segments)
        if meant is not None and not (before and typed.end < len(short)):
            found.setdefault(meant.whole, (meant, (start, typed.end)))
    kept = list(found.values())[:MOST_WORDS]
    return Asked(short, tuple(one for one, _ in kept), last, tuple(span for _, span in kept))


def with_words(asked: Asked, mended: Sequence[Meaning]) -> str:
    """The text of a query with these words in place of those that were typed."""
    text = asked.text
    for one in sorted(mended, key=lambda one: -one.begin):
        start, end = asked.spans[one.begin][0], asked.spans[one.end - 1][1]
        text = f"{text[:start]}{one.words}{text[end:]}"
    return text


def half_typed(asked: Asked) -> Query:
    """Documents with a word that begins with the last word in title or keywords, and all words before it."""
    before = [term for term in asked.terms if term.surface != asked.last]
    clauses = [(Occur.Must, word(term)) for term in before]
    if asked.last:
        options = [
            Query.boost_query(
                Query.fuzzy_term_query(schema(), field, asked.last, distance=0, prefix=True), weight
            )
            for field, weight in weights.PREFIXES
        ]
        clauses.append((Occur.Must, Query.disjunction_max_query(options)))
    return Query.boolean_query(clauses)


def for_readers(query: Query, tokens: Collection[str]) -> Query:
    """Only what a reader with these tokens may read.

    The token that most documents have is asked for by itself: a set is gathered whole for each search.
    """
    few = [token for token in tokens if token != _MANY]
    options = [Query.term_query(schema(), "readers", _MANY, "basic")] if len(few) < len(tokens) else []
    if few:
        options.append(Query.term_set_query(schema(), "readers", few))
    readable = Query.boolean_query([(Occur.Should, option) for option in options])
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(readable, 0.0))])


def with_ties(query: Query) -> Query:
    """Only documents that say something about a person."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, _one_of("tied", ["1"]))])


def tied_to(person_id: int) -> Query:
    """Every document that says something about this person."""
    return _one_of("tied", [f"person:{person_id}"], score=1.0)


def tied_about(subject_id: int) -> Query:
    """Every document about this subject that says something about what a person did."""
    return Query.boolean_query(
        [
            (Occur.Must, Query.term_query(schema(), "subjects", subject_id)),
            (Occur.Must, Query.term_query(schema(), "tied", "1", "basic")),
            (Occur.MustNot, Query.term_query(schema(), "type", "person", "basic")),
        ]
    )


def _one_of(field: str, values: Iterable[str], *, score: float = 0.0) -> Query:
    return Query.const_score_query(Query.term_set_query(schema(), field, list(values)), score)
