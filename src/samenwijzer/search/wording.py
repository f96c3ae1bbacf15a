"""From the words of a query, and what else they are called, to queries on the index.

A word is found as itself or as one of its meanings, and counts by how rare it is. What it is also called
counts no more for being rarer than the word that was typed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

import tantivy
from tantivy import Occur, Query

from samenwijzer.search import weights
from samenwijzer.search.analyzer import Term, stems
from samenwijzer.search.analyzer.lexicon import small_list
from samenwijzer.search.schema import schema
from samenwijzer.search.synonyms import Meaning

_MOST_PAIRS = 8
_FEW = 200
"""Documents up to which it is counted exactly who may read those that hold a word."""

_COUNTED_IN = ("title", "keywords", "body", "title_parts", "body_parts")


@cache
def _little() -> frozenset[str]:
    return frozenset(stem for word in small_list("little") for stem in stems(word))


@dataclass(slots=True)
class Wording:
    """The words of a query as they are asked of one index.

    `readable` limits a query to what the viewer may read. `absent` are the places of words that he finds
    nothing with: perhaps they are half typed. `seldom` are those of words with which he finds next to
    nothing: perhaps only a part of it is written.
    """

    place: tantivy.Searcher
    asked: Sequence[Term]
    readable: Callable[[Query], Query]
    meanings: Sequence[Meaning] = ()
    absent: frozenset[int] = frozenset()
    seldom: frozenset[int] = frozenset()
    _rarity: dict[str, float] = field(default_factory=dict)

    def core(self) -> list[int]:
        """The places of the words that say most: without those that are common beside the rarest."""
        there = [place for place in range(len(self.asked)) if place not in self.absent]
        telling = [place for place in there if self.asked[place].whole not in _little()]
        rarity = {place: self.rarity(self.asked[place]) for place in telling}
        least = max(rarity.values(), default=0.0) * weights.SAYS_LITTLE
        return [place for place in telling if rarity[place] >= least] or there or list(range(len(self.asked)))

    def known(self) -> float:
        """Which share of the words that say something the viewer can find, or means something that might."""
        telling = [place for place, term in enumerate(self.asked) if term.whole not in _little()]
        meant = {place for one in self.meanings for place in range(one.begin, one.end)}
        stand = sum(place in meant or self._stands(self.asked[place]) for place in telling)
        return stand / len(telling) if telling else 1.0

    def _stands(self, term: Term) -> bool:
        parts = [_part(one) for one in dict.fromkeys((term.whole, *term.leaves))]
        return bool(self.place.search(self.readable(Query.disjunction_max_query(parts)), 1, count=False).hits)

    def _stands_whole(self, term: Term) -> bool:
        return bool(self.place.search(self.readable(_part(term.whole)), 1, count=False).hits)

    def rarity(self, term: Term) -> float:
        """How much a word says: the logarithm of how many documents there are for each that holds it."""
        if term.whole not in self._rarity:
            wanted = {term.whole, *(one.whole for one in self.asked)} - self._rarity.keys()
            for stem, holding in self._holding(wanted).items():
                self._rarity[stem] = math.log(1 + self.place.num_docs / (holding + 0.5))
        return self._rarity[term.whole]

    def _holding(self, stems: Iterable[str]) -> dict[str, int]:
        """How many documents hold each word, in the field where most do.

        Of words that few hold only what the viewer may read counts: else he would see by what he finds that
        a word stands in something hidden.
        """
        holding = dict.fromkeys(stems, 0)
        few: list[tuple[str, Query]] = []
        for stem, name in itertools.product(holding, _COUNTED_IN):
            number = self.place.doc_freq(name, stem)
            if number > _FEW:
                holding[stem] = max(holding[stem], number)
            elif number:
                few.append((stem, Query.term_query(schema(), name, stem, "basic")))
        if few:
            any_of_them = Query.boolean_query([(Occur.Should, query) for _, query in few])
            readable = self._found(self.readable(any_of_them), _FEW * len(few))
            for stem, query in few:
                holding[stem] = max(holding[stem], len(readable & self._found(query, _FEW)))
        return holding

    def _found(self, query: Query, most: int) -> set[tuple[int, int]]:
        hits = self.place.search(query, most, count=False).hits
        return {(address.segment_ord, address.doc) for _, address in hits}

    def all_words(self) -> Query:
        """Documents with every word that says something; those with words side by side rise."""
        core = frozenset(self.core())
        clauses = [
            (Occur.Must if place in core else Occur.Should, self.word(place))
            for place in range(len(self.asked))
        ]
        return Query.boolean_query([*clauses, *self._side_by_side()])

    def some_words(self, share: float) -> Query:
        """Documents with that share of the words that say something, or the one; all words together rise."""
        core = self.core()
        words = [self.word(place) for place in core]
        at_least = max(1, round(len(core) * share))
        some = Query.boolean_query(
            [(Occur.Should, one) for one in words], minimum_number_should_match=at_least
        )
        rest = [(Occur.Should, self.word(place)) for place in range(len(self.asked)) if place not in core]
        every = Query.boolean_query([(Occur.Must, one) for one in words])
        all_of_them = (Occur.Should, Query.boost_query(every, weights.ALL_WORDS))
        return Query.boolean_query([(Occur.Must, some), *rest, all_of_them, *self._side_by_side()])

    def word(self, place: int) -> Query:
        """One word of the query, or what it is also called."""
        asked = self.asked[place]
        meant = (one for one in self.meanings if one.begin <= place < one.end)
        options = [
            word(asked),
            *(Query.boost_query(_together(one.terms), self._weight(one)) for one in meant),
        ]
        if place in self.absent:
            half = Query.fuzzy_term_query(schema(), "prefix", asked.surface, distance=0, prefix=True)
            options.append(Query.boost_query(half, weights.HALF_TYPED))
        if place in self.absent or (place in self.seldom and not self._stands_whole(asked)):
            options += [Query.boost_query(_part(leaf), weights.PART_ALONE) for leaf in asked.leaves]
        found = options[0] if len(options) == 1 else Query.disjunction_max_query(options)
        return Query.boost_query(found, weights.LITTLE) if asked.whole in _little() else found

    def _weight(self, meaning: Meaning) -> float:
        said = sum(self.rarity(term) for term in self.asked[meaning.begin : meaning.end])
        meant = sum(self.rarity(term) for term in meaning.terms)
        rarer = min(1.0, said / meant) if meant else 1.0
        return weights.MEANINGS[meaning.kind] * rarer / (meaning.end - meaning.begin)

    def _side_by_side(self) -> list[tuple[Occur, Query]]:
        """What raises documents in which words stand beside each other as they were asked."""
        if len(self.asked) < 2:
            return []
        whole = [term.whole for term in self.asked]
        title = Query.phrase_query(schema(), "title", [*whole], 1)
        raised = [(Occur.Should, Query.boost_query(title, weights.TITLE_PHRASE))]
        for pair in list(itertools.pairwise(whole))[:_MOST_PAIRS]:
            raised += _near(pair)
        return raised


def word(asked: Term) -> Query:
    """Documents that hold the word, whole, as a part of a compound or, of a compound, all its parts."""
    options = [_in_field(name, asked.whole, weight) for name, weight in weights.FIELDS]
    if len(asked.leaves) > 1:
        loose = Query.boolean_query([(Occur.Must, _part(leaf)) for leaf in asked.leaves])
        options.append(Query.boost_query(loose, weights.PARTS_TOGETHER / len(asked.leaves)))
    return Query.disjunction_max_query(options, weights.OTHER_FIELDS)


def _together(terms: Sequence[Term]) -> Query:
    """All words of another meaning, best side by side."""
    if len(terms) == 1:
        return word(terms[0])
    clauses = [(Occur.Must, word(term)) for term in terms]
    return Query.boolean_query([*clauses, *_near([term.whole for term in terms])])


def _near(stems: Sequence[str]) -> list[tuple[Occur, Query]]:
    return [
        (Occur.Should, Query.boost_query(Query.phrase_query(schema(), name, [*stems], slop), weight))
        for name, slop, weight in weights.PAIRS
    ]


def _part(leaf: str) -> Query:
    return Query.disjunction_max_query([_in_field(name, leaf, weight) for name, weight in weights.FIELDS])


def _in_field(name: str, stem: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(schema(), name, stem, "freq"), weight)
