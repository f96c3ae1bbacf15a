"""Synonyms in an exchange file."""

from __future__ import annotations

from pathlib import Path

import pytest

from samenwijzer.exchange.tests.files import bring_in
from samenwijzer.search import actions
from samenwijzer.search.models import SynonymRule

pytestmark = pytest.mark.django_db


def line(number: str, words: str, meaning: str, kind: str = "both") -> dict[str, str]:
    return {"type": "synonym", "id": number, "words": words, "meaning": meaning, "kind": kind}


def test_each_comes_in_once_and_never_to_itself(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path,
        line("s-1", "Pw", "Participatiewet", "abbreviation"),
        line("s-2", "PW", "participatiewet"),
        line("s-3", "Uitkering", "uitkering"),
        line("s-4", "bijstand", "uitkering", "andersom"),
        line("s-5", "Pw", "bijstand"),
        line("s-6", "Participatiewet", "Pw"),
    )
    assert [row.id for row in report.refused] == ["s-2", "s-3", "s-4"]
    assert sorted(SynonymRule.objects.values_list("external_id", flat=True)) == ["s-1", "s-5", "s-6"]
    again = bring_in(tmp_path, line("s-7", "PW", "PARTICIPATIEWET"), line("s-5", "Pw", "BIJSTAND"))
    assert [row.id for row in again.refused] == ["s-7"]
    assert again.changed == 1


def test_what_the_starter_set_made_is_taken_over(tmp_path: Path) -> None:
    actions.add_rules(rules=[("Pw", "Participatiewet", "abbreviation")], actor=None)
    report = bring_in(tmp_path, line("s-1", "PW", "Participatiewet", "abbreviation"))
    assert not report.refused
    assert SynonymRule.objects.get().external_id == "s-1"
