"""What the guard says to the lines of an import."""

from pathlib import Path
from typing import Any

import pytest

from samenwijzer import guard
from samenwijzer.accounts.models import AllowedKind, AllowedText, Override
from samenwijzer.accounts.queries import look_again
from samenwijzer.documents.models import Page
from samenwijzer.exchange.importing import Report, import_files
from samenwijzer.exchange.tests.files import (
    FATIMA,
    JOOST,
    ORGANISATION,
    PAGE,
    QUESTION,
    bring_in,
    reasons,
    write_lines,
)
from samenwijzer.forum.models import Question
from samenwijzer.kernel import clock
from samenwijzer.subjects.models import Product

pytestmark = pytest.mark.django_db

BSN = "Haar BSN is 123456782."
IBAN = "Stort op NL91 ABNA 0417 1643 00."
PHONE = "Bel haar op 06 12345678."
NAME = "Ik sprak met mevrouw Kwintana Hazelbroek."
LAW: dict[str, Any] = {
    "type": "page",
    "id": "wet-1",
    "title": "Participatiewet, artikel 1",
    "space": "ruimte-inkomen",
    "kind": "law",
    "source_url": "https://wetten.overheid.nl/BWBR0015703",
}
# What may hold a text, with what makes the line right besides.
FIELDS: dict[str, dict[str, Any]] = {
    "department name": {"type": "department", "name": BSN},
    "location about": {"type": "location", "name": "Stadskantoor", "about": BSN},
    "municipality name": {"type": "municipality", "name": BSN},
    "week_pattern name": {"type": "week_pattern", "name": BSN},
    "team name": {"type": "team", "name": BSN, "department": "afd-inkomen"},
    "person name": {**JOOST, "name": BSN, "email": "x@example.org"},
    "person phone": {**JOOST, "email": "x@example.org", "phone": "bsn 123456782"},
    "person function": {**JOOST, "email": "x@example.org", "function": BSN},
    "person about": {**JOOST, "email": "x@example.org", "about": BSN},
    "person languages": {**JOOST, "email": "x@example.org", "languages": [BSN]},
    "person subjects": {**JOOST, "email": "x@example.org", "subjects": [BSN]},
    "subject synonyms": {"type": "subject", "name": "giften", "synonyms": ["schenking", BSN]},
    "space about": {"type": "space", "name": "Plein", "about": BSN},
    "service for_whom": {"type": "service", "name": "Bijstand", "for_whom": BSN},
    "service steps": {"type": "service", "name": "Bijstand", "steps": ["Bel.", IBAN]},
    "service laws": {"type": "service", "name": "Bijstand", "laws": [{"name": BSN}]},
    "page body": {**PAGE, "body": IBAN},
    "page source_url": {**PAGE, "source_url": "https://example.org/?bsn=123456782"},
    "page versions": {**PAGE, "versions": [{"title": "Giften", "body": BSN, "date": "2026-01-01"}]},
    "question title": {**QUESTION, "title": BSN},
    "answer body": {"type": "answer", "question": "v-1", "body": IBAN, "author": "p-fatima"},
    "comment body": {"type": "comment", "on": "question:v-1", "body": BSN, "author": "p-fatima"},
}


@pytest.fixture(autouse=True)
def _fresh() -> None:
    look_again()


def strictly(folder: Path, *lines: Any) -> Report:
    return import_files(paths=[write_lines(folder / "records.jsonl", *lines)], strictness="strict")


def found_in(report: Report) -> dict[int, tuple[tuple[str, str], ...]]:
    return {line.number: line.findings for line in report.warned}


@pytest.mark.parametrize("name", FIELDS)
def test_a_block_in_any_text_refuses_the_line(name: str, tmp_path: Path) -> None:
    report = bring_in(tmp_path, *ORGANISATION, {**FIELDS[name], "id": "new"})
    [line] = report.refused
    assert line.number == 8
    assert {field for field, _label in line.findings} == {name.split()[1]}
    assert line.reason.startswith(f"{name.split()[1]}: ")
    assert "123456782" not in line.reason
    assert "0417" not in line.reason


def test_a_block_in_an_id_is_named_nowhere(tmp_path: Path) -> None:
    blocked = {**QUESTION, "id": "bsn:123456782"}
    answer = {"type": "answer", "id": "a-9", "question": "bsn:123456782", "body": "Ja.", "author": "p-fatima"}
    report = bring_in(tmp_path, *ORGANISATION, blocked, answer)
    assert [(line.number, line.id) for line in report.refused] == [(8, ""), (9, "a-9")]
    assert "123456782" not in str(report.refused)


def test_what_another_fault_quotes_of_a_citizen_is_left_out(tmp_path: Path) -> None:
    report = bring_in(tmp_path, *ORGANISATION, {**QUESTION, "id": "v-2", "date": "bsn 123456782"})
    assert "123456782" not in str(report.refused)
    report = bring_in(tmp_path, {**FATIMA, "id": "p-2", "email": "joost@example.org"})
    assert "joost@example.org" in str(report.refused)


def test_a_warning_is_listed_or_with_strict_refused(tmp_path: Path) -> None:
    question = {**QUESTION, "id": "v-2", "body": f"{PHONE} {PHONE}", "title": "Mag dit?"}
    report = strictly(tmp_path, *ORGANISATION, question)
    assert reasons(report) == {8: "body: there seems to stand a telephone number in it"}
    report = bring_in(tmp_path, *ORGANISATION, question)
    assert not report.refused
    assert found_in(report) == {8: (("body", "PHONE"),)}
    assert Question.objects.filter(external_id="v-2").exists()
    assert not Override.objects.exists()


def test_a_look_beforehand_says_the_same(tmp_path: Path) -> None:
    lines = [*ORGANISATION, {**QUESTION, "id": "v-2", "body": PHONE}, {**QUESTION, "id": "v-3", "body": BSN}]
    seen = bring_in(tmp_path, *lines, dry_run=True)
    done = bring_in(tmp_path, *lines)
    assert (seen.warned, seen.refused) == (done.warned, done.refused)
    assert (len(seen.warned), len(seen.refused)) == (1, 1)


def test_people_of_the_same_files_are_colleagues(tmp_path: Path) -> None:
    somebody = {"id": "p-new", "name": "Kwintana Hazelbroek", "email": "kwintana@example.org"}
    question = {**QUESTION, "id": "v-2", "body": f"{NAME} Mail kwintana@example.org of bel 0199 100 100."}
    report = bring_in(tmp_path, *ORGANISATION, question)
    assert {label for _field, label in found_in(report)[8]} >= {"PERSON_NAME", "PHONE"}
    person = {**FATIMA, **somebody, "phone": "0199-100100"}
    report = bring_in(tmp_path, *ORGANISATION, {**question, "id": "v-3"}, person)
    assert not report.refused
    assert not report.warned


def test_the_number_of_a_person_lets_no_bsn_pass_elsewhere(tmp_path: Path) -> None:
    person = {**FATIMA, "id": "p-2", "email": "x@example.org", "phone": "bsn 123456782"}
    report = bring_in(tmp_path, *ORGANISATION, person, {**QUESTION, "id": "v-2", "body": BSN})
    assert set(reasons(report)) == {8, 9}


def test_what_stands_there_already_is_not_judged_again(tmp_path: Path) -> None:
    entry = AllowedText.objects.create(kind=AllowedKind.NUMBER, value="123456782", added_at=clock.now())
    look_again()
    question = {**QUESTION, "body": f"{BSN} {PHONE}"}
    lines = [line for line in ORGANISATION if line is not QUESTION]
    bring_in(tmp_path, *lines, question)
    entry.delete()
    look_again()
    report = bring_in(tmp_path, *lines, question)
    assert (report.refused, report.warned, report.unchanged) == ([], [], 7)
    former = {"title": "Mag het?", "body": BSN, "editor": "p-fatima", "edited": "2026-02-03"}
    moved = {**question, "body": "Mag het?", "versions": [former]}
    assert not bring_in(tmp_path, *lines, moved).refused
    report = bring_in(tmp_path, *lines, {**question, "body": f"{BSN} {IBAN}"})
    assert [line.findings for line in report.refused if line.findings] == [(("body", "IBAN"),)]


def test_html_is_judged_by_what_it_says(tmp_path: Path) -> None:
    split = {**QUESTION, "id": "v-2", "format": "html", "body": "<p>Haar BSN is 1234<b></b>567<i>82</i>.</p>"}
    hidden = {**QUESTION, "id": "v-3", "format": "html", "body": "<!-- bsn 123456782 --><p>Mag het?</p>"}
    report = bring_in(tmp_path, *ORGANISATION, split, hidden)
    assert [line.number for line in report.refused] == [8]
    assert "123456782" not in Question.objects.get(external_id="v-3").body


def test_a_law_has_no_warnings_and_yet_blocks(tmp_path: Path) -> None:
    law = {**LAW, "body": f"{NAME} {PHONE}"}
    report = strictly(tmp_path, *ORGANISATION, law)
    assert (report.refused, report.warned) == ([], [])
    assert Page.objects.filter(external_id="wet-1").exists()
    elsewhere = [
        {**law, "id": "wet-2", "source_url": "https://wetten.overheid.nl.example.org/"},
        {**law, "id": "wet-3", "source_url": "https://example.org/?https://wetten.overheid.nl"},
        {**law, "id": "wet-4", "kind": "instruction"},
        {**law, "id": "wet-5", "author": "p-fatima"},
        {**LAW, "id": "wet-6", "body": BSN},
    ]
    assert set(reasons(strictly(tmp_path, *ORGANISATION, *elsewhere))) == {8, 9, 10, 11, 12}


def test_the_national_list_has_no_warnings_and_what_is_added_to_it_has(tmp_path: Path) -> None:
    product = Product.objects.order_by("pk").first()
    assert product is not None
    listed = {"type": "service", "id": "sv-1", "name": NAME, "upl": product.uri, "unclaimed": True}
    assert not strictly(tmp_path, *ORGANISATION, listed).refused
    added = {**listed, "id": "sv-2", "answer": PHONE}
    report = strictly(tmp_path, *ORGANISATION, added)
    assert [line.findings for line in report.refused] == [(("answer", "PHONE"),)]


def test_no_name_of_the_national_list_is_stopped() -> None:
    names = list(Product.objects.values_list("name", flat=True))
    stopped = [name for name in names for one in guard.find(name) if one.level is not guard.Level.HINT]
    assert names
    assert stopped == []
