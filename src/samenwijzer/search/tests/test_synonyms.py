"""What else the words of a query are called: pure, on rules given to the process."""

from __future__ import annotations

import time

import pytest

from samenwijzer.search import asking, synonyms

RULES = [
    ("bijstand", "Participatiewet-uitkering", "both"),
    ("Pw", "Participatiewet", "abbreviation"),
    ("wasmachine", "bijzondere bijstand", "said"),
    ("geld voor een nieuwe wasmachine", "bijzondere bijstand", "said"),
    ("schoonmaakhulp", "huishoudelijke ondersteuning", "one_way"),
]


def found(query: str) -> list[tuple[int, int, str, str]]:
    asked = asking.read(query).terms
    return [(one.begin, one.end, one.words, one.kind) for one in synonyms.meanings(asked)]


@pytest.fixture
def rules() -> None:
    synonyms.keep(RULES)


@pytest.mark.usefixtures("rules")
def test_a_rule_works_in_the_direction_of_its_kind() -> None:
    assert found("hoe hoog is de bijstand") == [(1, 2, "Participatiewet-uitkering", "both")]
    assert found("participatiewet-uitkering") == [(0, 1, "bijstand", "both")]
    assert found("PW") == [(0, 1, "Participatiewet", "abbreviation")]
    assert found("participatiewet") == [(0, 1, "Pw", "abbreviation")]
    assert found("wasmachines") == [(0, 1, "bijzondere bijstand", "said")]
    assert found("bijzondere bijstand") == [(1, 2, "Participatiewet-uitkering", "both")]
    assert found("huishoudelijke ondersteuning") == []


@pytest.mark.usefixtures("rules")
def test_several_words_are_found_in_order_and_may_overlap() -> None:
    assert found("geld voor nieuwe wasmachine in de Pw") == [
        (0, 3, "bijzondere bijstand", "said"),
        (2, 3, "bijzondere bijstand", "said"),
        (3, 4, "Participatiewet", "abbreviation"),
    ]
    assert found("nieuwe geld wasmachine") == [(2, 3, "bijzondere bijstand", "said")]


@pytest.mark.usefixtures("rules")
def test_a_compound_of_a_rule_may_be_typed_in_loose_parts() -> None:
    synonyms.keep([*RULES, ("uitkeringsfraude", "handhaving", "said")])
    assert found("uitkering fraude") == [(0, 2, "handhaving", "said")]
    assert found("schoonmaak hulp nodig") == [(0, 2, "huishoudelijke ondersteuning", "one_way")]


def test_rules_in_a_circle_and_in_a_chain_do_one_step_each() -> None:
    synonyms.keep(
        [("traplift", "lift", "both"), ("lift", "hijstoestel", "both"), ("hijstoestel", "traplift", "both")]
    )
    assert {words for _, _, words, _ in found("traplift")} == {"lift", "hijstoestel"}
    synonyms.keep([("poets", "hulp", "one_way"), ("hulp", "zorg", "one_way"), ("zorg", "poets", "one_way")])
    assert [words for _, _, words, _ in found("poets")] == ["hulp"]


def test_what_leads_to_itself_or_says_nothing_is_left_out() -> None:
    synonyms.keep(
        [("uitkering", "Uitkeringen", "both"), ("de", "bijstand", "both"), ("👍", "toelage", "both")]
    )
    assert [found(query) for query in ("uitkering", "de", "bijstand", "toelage", "")] == [[]] * 5


def test_rules_that_are_tried_work_here_alone_and_instead_of_the_others() -> None:
    synonyms.keep(RULES)
    with synonyms.trying([("pw", "waterpomp", "one_way")]):
        assert [words for _, _, words, _ in found("pw")] == ["waterpomp"]
    assert [words for _, _, words, _ in found("pw")] == ["Participatiewet"]


def test_a_long_query_costs_hardly_more_with_thousands_of_rules() -> None:
    words = [f"woord{number}" for number in range(2000)]
    asked = asking.read(" ".join(words[:32])).terms
    assert len(asked) == 32
    few = [(one, f"{one} beter", "both") for one in words[:32]]
    many = [(f"{one} {other}", f"{other} iets", "both") for one in words[200:260] for other in words[60:110]]

    def least() -> float:
        times = []
        for _ in range(20):
            begun = time.perf_counter()
            synonyms.meanings(asked)
            times.append(time.perf_counter() - begun)
        return min(times)

    synonyms.keep(few)
    with_few = least()
    synonyms.keep(few + many)
    assert len(synonyms.meanings(asked)) == synonyms.MOST
    assert least() < 10 * with_few
