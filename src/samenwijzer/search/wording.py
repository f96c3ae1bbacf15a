"""From the words of a query, and what else they are called, to queries on the index.

A word is found as itself or as one of its meanings, and counts by how rare it is. What it is also called
counts no more for being rarer than the word that was typed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import tantivy
from tantivy import Occur, Query

from samenwijzer.search import weights
from samenwijzer.search.analyzer import Term
from samenwijzer.search.schema import schema
from samenwijzer.search.synonyms import Meaning

_MOST_PAIRS = 8
_COUNTED_IN = ("title", "keywords", "body", "title_parts", "body_parts")


@dataclass(slots=True)
class Wording:
    """The words of a query as they are asked of one index. `half` are those that are perhaps half typed."""

    place: tantivy.Searcher
    asked: Sequence[Term]
    meanings: Sequence[Meaning] = ()
    half: frozenset[str] = frozenset()
    _rarity: dict[str, float] = field(default_factory=dict)

    def core(self) -> list[int]:
        """The places of the words that say most: without those that are common beside the rarest."""
        rarest = max((self.rarity(term) for term in self.asked), default=0.0)
        return [
            place
            for place, term in enumerate(self.asked)
            if self.rarity(term) >= rarest * weights.SAYS_LITTLE
        ]

    def rarity(self, term: Term) -> float:
        """How much a word says: the logarithm of how many documents there are for each that holds it."""
        known = self._rarity.get(term.whole)
        if known is None:
            holding = max(self.place.doc_freq(name, term.whole) for name in _COUNTED_IN)
            known = self._rarity[term.whole] = math.log(1 + self.place.num_docs / (holding + 0.5))
        return known

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
        at_least = max(1, round(len(core) * share))
        some = Query.boolean_query(
            [(Occur.Should, self.word(place)) for place in core], minimum_number_should_match=at_least
        )
        rest = [(Occur.Should, self.word(place)) for place in range(len(self.asked)) if place not in core]
        every = Query.boolean_query([(Occur.Must, self.word(place)) for place in core])
        all_of_them = Query.boost_query(every, weights.ALL_WORDS)
        return Query.boolean_query(
            [(Occur.Must, some), *rest, (Occur.Should, all_of_them), *self._side_by_side()]
        )

    def word(self, place: int) -> Query:
        """One word of the query, or what it is also called."""
        asked = self.asked[place]
        meant = (one for one in self.meanings if one.begin <= place < one.end)
        options = [
            word(asked),
            *(Query.boost_query(_together(one.terms), self._weight(one)) for one in meant),
        ]
        if asked.whole in self.half:
            half = Query.fuzzy_term_query(schema(), "prefix", asked.surface, distance=0, prefix=True)
            options.append(Query.boost_query(half, weights.HALF_TYPED))
        return options[0] if len(options) == 1 else Query.disjunction_max_query(options)

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
