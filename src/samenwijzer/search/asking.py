"""From what was typed to a query on the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from samenwijzer.kernel.text import clean
from samenwijzer.search import weights
from samenwijzer.search.analyzer import Term, is_prefix, is_word, term, words
from samenwijzer.search.schema import schema

LONGEST_TEXT = 400
"""Characters of a query that are read; the rest is not looked at."""

MOST_WORDS = 32
_FUZZY_FROM, _FUZZIER_FROM = 5, 9


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a query that mean something, each once, and the word that may still be half typed."""

    text: str
    terms: tuple[Term, ...]
    last: str = ""


def read(text: str) -> Asked:
    """Read a query. Never raises, whatever the text holds."""
    short = clean(text[:LONGEST_TEXT]).strip()
    found: dict[str, Term] = {}
    before: tuple[str, ...] = ()
    last = ""
    for word in words(short):
        segments = word.segments
        if before and is_word("".join(before + segments)):
            segments = before + segments
        before = word.segments if is_prefix(word.segments[-1]) else ()
        last = "".join(word.segments) if word.end == len(short) else ""
        meant = term(segments)
        if meant is not None and not (before and word.end < len(short)):
            found.setdefault(meant.whole, meant)
    return Asked(short, tuple(found.values())[:MOST_WORDS], last)


def all_words(asked: Sequence[Term]) -> Query:
    """Documents that hold every word; those with the words side by side in the title rise."""
    clauses = [(Occur.Must, _word(term)) for term in asked]
    if len(asked) > 1:
        phrase = Query.phrase_query(schema(), "title", [term.whole for term in asked], 1)
        clauses.append((Occur.Should, Query.boost_query(phrase, weights.TITLE * weights.TITLE_PHRASE)))
    return Query.boolean_query(clauses)


def some_words(asked: Sequence[Term], *, at_least: int, mistyped: frozenset[str]) -> Query:
    """Documents that hold at least so many of the words; those that hold all of them come first.

    The words in `mistyped` are also looked for with a letter or two changed.
    """
    any_words = [(Occur.Should, _mistyped(term) if term.whole in mistyped else _word(term)) for term in asked]
    some = Query.boolean_query(any_words, minimum_number_should_match=at_least)
    first = Query.boost_query(all_words(asked), weights.ALL_WORDS)
    return Query.boolean_query([(Occur.Must, some), (Occur.Should, first)])


def one_word(asked: Term) -> Query:
    """Documents that hold the word."""
    return _word(asked)


def half_typed(asked: Asked) -> Query:
    """Documents with a word that begins with the last word in title or keywords, and all words before it."""
    before = [term for term in asked.terms if term.surface != asked.last]
    clauses = [(Occur.Must, _word(term)) for term in before]
    if asked.last:
        options = [
            Query.boost_query(
                Query.fuzzy_term_query(schema(), field, asked.last, distance=0, prefix=True), weight
            )
            for field, weight in weights.PREFIXES
        ]
        clauses.append((Occur.Must, Query.disjunction_max_query(options)))
    return Query.boolean_query(clauses)


def for_readers(query: Query, tokens: Iterable[str], *, types: Iterable[str] = ()) -> Query:
    """Only what a reader with these tokens may read, and only of these types when some are named."""
    readable = Query.boolean_query([(Occur.Must, query), (Occur.Must, _one_of("readers", tokens))])
    return of_types(readable, types) if types else readable


def of_types(query: Query, types: Iterable[str]) -> Query:
    """Only documents of these types."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, _one_of("type", types))])


def with_ties(query: Query) -> Query:
    """Only documents that say something about a person."""
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, _one_of("tied", ["1"]))])


def tied_to(person_id: int) -> Query:
    """Every document that says something about this person."""
    return _one_of("tied", [f"person:{person_id}"], score=1.0)


def _one_of(field: str, values: Iterable[str], *, score: float = 0.0) -> Query:
    return Query.const_score_query(Query.term_set_query(schema(), field, list(values)), score)


def _word(asked: Term) -> Query:
    options = [_in_field(field, asked.whole, weight) for field, weight in weights.FIELDS]
    if len(asked.leaves) > 1:
        together = Query.boolean_query([(Occur.Must, _part(leaf)) for leaf in asked.leaves])
        options.append(Query.boost_query(together, weights.PARTS_TOGETHER / len(asked.leaves)))
    return Query.disjunction_max_query(options, weights.OTHER_FIELDS)


def _part(leaf: str) -> Query:
    return Query.disjunction_max_query([_in_field(field, leaf, weight) for field, weight in weights.FIELDS])


def _mistyped(asked: Term) -> Query:
    """A word nobody wrote: perhaps it is half typed, perhaps a letter or two are wrong."""
    half = Query.fuzzy_term_query(schema(), "prefix", asked.surface, distance=0, prefix=True)
    options = [_word(asked), Query.boost_query(half, weights.HALF_TYPED)]
    if len(asked.whole) >= _FUZZY_FROM:
        distance = 1 if len(asked.whole) < _FUZZIER_FROM else 2
        options += [
            Query.boost_query(
                Query.fuzzy_term_query(schema(), field, asked.whole, distance=distance),
                weight * weights.MISTYPED,
            )
            for field, weight in weights.FIELDS
        ]
    return Query.disjunction_max_query(options)


def _in_field(field: str, word: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(schema(), field, word, "freq"), weight)
