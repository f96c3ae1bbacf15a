"""The analyzer knows Dutch words well enough to bring together what belongs together, and no more."""

import itertools

import marisa_trie
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samenwijzer.search import spelling
from samenwijzer.search.analyzer import fold, stems, term, terms, words
from samenwijzer.search.analyzer.compounds import leaves
from samenwijzer.search.analyzer.lemma import stem
from samenwijzer.search.analyzer.lexicon import DATA, LEXICON, LISTS, build_lexicon, irregular
from samenwijzer.search.asking import read
from samenwijzer.search.tests.conftest import lines_of
from samenwijzer.search.tests.shelf import DATA as DATA_OF_TESTS


@pytest.mark.parametrize("line", lines_of("compounds.txt"))
def test_a_compound_falls_apart_into_its_words(line: str) -> None:
    word, _, parts = line.partition(" =")
    [found] = terms(word)
    assert list(found.leaves) == [stem(part) for part in parts.split()]


@pytest.mark.parametrize("line", lines_of("same.txt"))
def test_inflections_are_one_word(line: str) -> None:
    found = {word: stems(word) for word in line.split()}
    assert len({tuple(stem) for stem in found.values()}) == 1, found


@pytest.mark.parametrize("line", lines_of("false_friends.txt"))
def test_false_friends_do_not_meet(line: str) -> None:
    for asked, text in (line.split(), reversed(line.split())):
        wanted = {found.whole for found in terms(asked)}
        held = {stem for found in terms(text) for stem in (found.whole, *found.parts)}
        assert not wanted & held


def _classes(name: str) -> dict[str, list[str]]:
    """The pairs of each class of words; a class begins with its name after ##."""
    blocks = (DATA_OF_TESTS / name).read_text(encoding="utf-8").split("\n## ")[1:]
    return {block.splitlines()[0]: block.splitlines()[1:] for block in blocks}


def _meets(asked: str, text: str) -> bool:
    held = {stem for found in terms(text) for stem in (found.whole, *found.parts)}
    wanted = read(asked).terms
    joined = {
        spot
        for meaning in spelling.joined(wanted)
        for spot in range(meaning.begin, meaning.end)
        if meaning.terms[0].whole in held
    }
    return bool(wanted) and all(
        spot in joined or one.whole in held or (len(one.leaves) > 1 and held.issuperset(one.leaves))
        for spot, one in enumerate(wanted)
    )


@pytest.mark.parametrize("lines", _classes("meet.txt").values(), ids=_classes("meet.txt"))
def test_words_of_one_class_meet(lines: list[str]) -> None:
    pairs = [line.split(" | ") for line in lines]
    assert [pair for pair in pairs if not _meets(*pair)] == []


def test_parts_hold_everything_between_the_smallest_and_the_whole() -> None:
    [found] = terms("schuldhulpverlening")
    assert {stem("schuldhulp"), stem("hulpverlening"), "schuld", "hulp"} <= set(found.parts)
    assert found.whole not in found.parts


def test_stop_words_say_nothing() -> None:
    assert stems("Wie is het en wat doet u voor een") == []


def test_a_term_says_where_typing_may_begin() -> None:
    found = term(("bijstandsuitkering",))
    assert found is not None
    assert found.tails == ("uitkering",)


def test_the_trie_is_made_from_the_lists() -> None:
    committed = marisa_trie.Trie()
    committed.load(str(LEXICON))
    assert set(committed.keys()) == set(build_lexicon().keys()), "run tools/build_lexicon.py"


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_folded_and_say_nothing_twice(name: str) -> None:
    text = (DATA / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(line == fold(line) for line in lines)
    assert len({line.split()[0] for line in lines}) == len(lines)


def test_what_is_irregular_meets_its_lemma() -> None:
    assert [form for form, known in irregular().items() if stem(form) != stem(known)] == []


@given(st.text(max_size=300))
def test_no_text_is_too_strange(text: str) -> None:
    places = [(word.start, word.end) for word in words(text)]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    for found in terms(text):
        assert found.whole
        assert not any(mark.isspace() for mark in found.whole)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=60))
def test_leaves_stand_in_order_within_the_word(word: str) -> None:
    spans = leaves(word)
    assert len(spans) != 1
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert not spans or (spans[0][0] == 0 and spans[-1][1] == len(word))
