import json
from pathlib import Path
from typing import Any

import pytest

from samenwijzer.accounts.models import Department, Role, User, role_bits
from samenwijzer.exchange.importing import import_files
from samenwijzer.exchange.importing.lines import LINE_LIMIT
from samenwijzer.exchange.tests.files import (
    ANSWER,
    DEPARTMENT,
    FATIMA,
    JOOST,
    ORGANISATION,
    PAGE,
    QUESTION,
    SPACE,
    bring_in,
    reasons,
    write_lines,
)
from samenwijzer.forum.models import Answer, Question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ("12", "not a JSON object"),
        ('"tekst"', "not a JSON object"),
        ("null", "not a JSON object"),
        ('{"type": "department", "id": "a", "name": NaN}', "NaN"),
        ('{"type": "department", "id": "a", "id": "b", "name": "x"}', '"id" stands in the line twice'),
        ('{"a": ' * 200_000, "too deep"),
        ('{"type": "department", "id": "a", "name": ' + "9" * 5000 + "}", "number too long"),
        (b'{"type": "department", "id": "a", "name": "\xff"}', "not UTF-8 (byte 44)"),
        (b"x" * (LINE_LIMIT + 10), "longer than"),
        ('{"id": "a"}', "type: is missing"),
        ('{"type": "unicorn", "id": "a"}', 'type: "unicorn" is not one of department, location'),
        ('{"type": ["department"], "id": "a"}', "type: "),
        ('{"type": "department", "name": "x"}', "id: is missing"),
        ({**DEPARTMENT, "id": ""}, "id: must be 1 to 200 characters"),
        ({**DEPARTMENT, "id": 7}, "id: must be text"),
        ({**DEPARTMENT, "id": "a b"}, "id: must be 1 to 200"),
        ({**DEPARTMENT, "id": "x" * 201}, "id: must be 1 to 200"),
        ({**DEPARTMENT, "id": "a\x00"}, "id: must be 1 to 200"),
        ({**DEPARTMENT, "colour": "red"}, 'unknown field "colour"'),
        ({**DEPARTMENT, "\x1b[31m\ud800": "red"}, "unknown field '\\x1b[31m\\ud800'"),
        ({"type": "department", "id": "a"}, "name: is missing"),
        ({**DEPARTMENT, "name": None}, "name: must not be empty"),
        ({**DEPARTMENT, "name": " \u200b "}, "name: must not be empty"),
        ({**DEPARTMENT, "name": 12}, "name: must be text"),
        ({**DEPARTMENT, "name": "x" * 201}, "name: is 201 characters long, and at most 200"),
        ({**DEPARTMENT, "parent": "afd-weg"}, 'parent: there is no department with the id "afd-weg"'),
        ({**DEPARTMENT, "parent": "afd-inkomen"}, "parent: the records form a circle"),
        ({**FATIMA, "department": "afd-weg"}, "department: there is no department"),
        ({**JOOST, "email": "joost"}, 'email: "joost" is not an e-mail address'),
        ({**JOOST, "email": "joost@exämple.org"}, "is not an e-mail address"),
        ({**JOOST, "email": None}, "email: must not be empty"),
        ({**JOOST, "working_days": ["monday"]}, 'working_days: "monday" is not a day'),
        ({**JOOST, "working_days": "mon"}, "working_days: must be a list"),
        ({**JOOST, "working_days": [["mon"]]}, "is not a day"),
        ({**JOOST, "leaves_on": "2026-02-30"}, "leaves_on: "),
        ({**JOOST, "leaves_on": "2026-01-01T10:00:00Z"}, "is not a date"),
        ({**JOOST, "leaves_on": 20260101}, "is not a date"),
        ({**JOOST, "about": "x" * 2001}, "about: is 2001 characters"),
        ({**JOOST, "subjects": "Wmo"}, "subjects: must be a list"),
        ({**JOOST, "subjects": [""]}, "subjects: must not hold an empty text"),
        ({**JOOST, "subjects": [{}]}, "subjects: must be text"),
        ({**JOOST, "subjects": ["x"] * 201}, "holds 201 items"),
        ({"type": "subject", "id": "o", "name": "x", "upl": "geen product"}, "not a municipal product"),
        (
            {"type": "subject", "id": "o", "name": "x", "upl": "paspoort aanvragen op de maan"},
            "not a municipal",
        ),
        ({**SPACE, "visibility": "secret"}, 'visibility: "secret" is not one of open, closed, hidden'),
        ({**SPACE, "visibility": None}, "visibility: must not be empty"),
        ({**SPACE, "members": {"person": "p-joost"}}, "members: must be a list"),
        ({**SPACE, "members": ["p-joost"]}, "members: item 1: must be an object"),
        ({**SPACE, "members": [{"person": "p-joost"}]}, "members: item 1: role: must not be empty"),
        (
            {**SPACE, "members": [{"person": "p-weg", "role": "reader"}]},
            'members: there is no person with the id "p-weg"',
        ),
        ({**SPACE, "members": [{"person": "p-joost", "role": "boss"}]}, 'role: "boss" is not one of'),
        (
            {**SPACE, "members": [{"person": "p-joost", "role": "reader", "x": 1}]},
            'item 1: unknown field "x"',
        ),
        (
            {**SPACE, "members": [{"person": "p-joost", "role": "reader"}] * 2},
            "the same person stands in it twice",
        ),
        (
            {
                "type": "service",
                "id": "s",
                "name": "x",
                "laws": [{"name": "Pw", "url": "javascript:alert(1)"}],
            },
            "laws: item 1: url",
        ),
        (
            {"type": "service", "id": "s", "name": "x", "laws": [{"url": "https://wetten.nl"}]},
            "name: must not be empty",
        ),
        ({"type": "service", "id": "s", "name": "x", "steps": "eerst dit"}, "steps: must be a list"),
        ({**PAGE, "date": "2026-01-20T10:00:00"}, "date: "),
        ({**PAGE, "date": "gisteren"}, "neither a date"),
        ({**PAGE, "date": "0001-01-01"}, "neither a date"),
        ({**PAGE, "state": "draft"}, "state: "),
        (
            {**PAGE, "replaced_by": "wi-2", "state": "replaced"},
            'replaced_by: there is no page with the id "wi-2"',
        ),
        ({**PAGE, "replaced_by": "wi-1", "state": "replaced"}, "replaced_by: the records form a circle"),
        ({**PAGE, "body": "x" * 200_001}, "body: is 200001 characters"),
        ({**PAGE, "author": None}, "space: is missing, and so is the author"),
        ({**PAGE, "author": "p-joost"}, 'space: is missing, and person "p-joost" has no department'),
        ({**PAGE, "space": "ruimte-weg"}, "space: there is no space"),
        ({**QUESTION, "title": "   "}, "title: must not be empty"),
        ({**QUESTION, "author": None}, "author: must not be empty"),
        ({**QUESTION, "author": "p-joost"}, "has no department"),
        ({**ANSWER, "body": "\x00\x01"}, "body: must not be empty"),
        ({**ANSWER, "accepted": "yes"}, "accepted: must be true or false"),
        ({**ANSWER, "accepted": 1}, "accepted: must be true or false"),
        ({**ANSWER, "question": "v-9"}, 'question: there is no question with the id "v-9"'),
    ],
    ids=lambda value: None if isinstance(value, str) else "-",
)
def test_a_line_is_refused_with_its_reason(line: Any, reason: str, tmp_path: Path) -> None:
    rest = [
        record
        for record in ORGANISATION
        if not isinstance(line, dict) or (record["type"], record["id"]) != (line.get("type"), line.get("id"))
    ]
    report = bring_in(tmp_path, line, *rest)
    assert reason in reasons(report)[1]
    assert report.created + len(report.refused) == len(rest) + 1


def test_all_faults_of_a_line_are_named_at_once(tmp_path: Path) -> None:
    report = bring_in(tmp_path, {**DEPARTMENT, "name": 1, "parent": 2, "x": 3})
    assert reasons(report) == {1: 'name: must be text; parent: must be text; unknown field "x"'}


def test_a_line_that_points_at_a_refused_one_is_refused_as_well(tmp_path: Path) -> None:
    report = bring_in(tmp_path, {**DEPARTMENT, "name": ""}, FATIMA, JOOST, QUESTION, ANSWER)
    assert sorted(reasons(report)) == [1, 2, 4, 5]
    path = tmp_path / "records.jsonl"
    assert reasons(report)[4] == f'author: points to person "p-fatima" in {path}:2, which is refused'
    assert list(User.objects.values_list("name", flat=True)) == ["Joost Verhagen"]


def test_a_line_that_names_a_refused_subject_is_refused_as_well(tmp_path: Path) -> None:
    subject = {"type": "subject", "id": "o-1", "name": "giften", "owner": "p-weg"}
    report = bring_in(tmp_path, subject, DEPARTMENT, {**FATIMA, "subjects": ["giften"]})
    assert sorted(reasons(report)) == [1, 3]


def test_a_name_that_another_subject_bears_is_not_lost_with_the_refused_line(tmp_path: Path) -> None:
    bring_in(tmp_path, {"type": "subject", "id": "o-1", "name": "giften"})
    double = {"type": "subject", "id": "o-2", "name": "giften"}
    report = bring_in(tmp_path, double, DEPARTMENT, {**FATIMA, "subjects": ["giften"]})
    assert list(reasons(report)) == [1]


def test_a_refused_change_leaves_what_is_stored_and_refuses_what_points_at_it(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    report = bring_in(
        tmp_path, {**QUESTION, "title": ""}, {**ANSWER, "body": "Nee."}, {**JOOST, "phone": "1"}
    )
    assert sorted(reasons(report)) == [1, 2]
    assert Answer.objects.get().body == "Ja."
    assert Question.objects.get().title == "Mag een gift?"
    assert report.changed == 1


def test_an_id_stands_once_in_all_files_together(tmp_path: Path) -> None:
    first = write_lines(tmp_path / "a.jsonl", DEPARTMENT)
    second = write_lines(tmp_path / "b.jsonl", "", {**DEPARTMENT, "name": "Anders"})
    report = import_files(paths=[first, second])
    [line] = report.refused
    assert (line.path, line.number, line.id) == (second, 2, "afd-inkomen")
    assert str(first) in line.reason
    assert Department.objects.get().name == "Inkomen"


def test_the_same_id_may_stand_once_in_every_type(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path, {**DEPARTMENT, "id": "x"}, {**JOOST, "id": "x"}, {**SPACE, "id": "x", "department": "x"}
    )
    assert not report.refused


def test_two_people_cannot_have_one_address(tmp_path: Path) -> None:
    report = bring_in(tmp_path, JOOST, {**JOOST, "id": "p-2", "email": "JOOST@example.org"})
    assert "stands already in" in reasons(report)[2]
    report = bring_in(tmp_path, {**JOOST, "id": "p-3"})
    assert reasons(report)[1] == 'email: "joost@example.org" is already that of person "p-joost"'


def test_an_address_can_be_handed_on_but_not_exchanged(tmp_path: Path) -> None:
    other = {**JOOST, "id": "p-noor", "email": "noor@example.org"}
    bring_in(tmp_path, JOOST, other)
    report = bring_in(tmp_path, {**other, "email": JOOST["email"]}, {**JOOST, "email": other["email"]})
    assert all("exchange a value" in reason for reason in reasons(report).values())
    assert len(report.refused) == 2
    report = bring_in(tmp_path, {**other, "email": JOOST["email"]}, {**JOOST, "email": "new@example.org"})
    assert (report.changed, len(report.refused)) == (2, 0)
    assert User.objects.get(external_id="p-noor").email == "joost@example.org"


def test_departments_below_each_other_without_end_are_refused(tmp_path: Path) -> None:
    lines = [
        {"type": "department", "id": f"afd-{number}", "name": "X", "parent": f"afd-{number - 1}"}
        for number in range(1, 40)
    ]
    report = bring_in(tmp_path, {"type": "department", "id": "afd-0", "name": "X"}, *lines)
    assert "parent: more than 20 would hang below each other" in "".join(reasons(report).values())
    assert Department.objects.filter(parent__isnull=False).count() < 20
    deep = [
        {
            "type": "department",
            "id": f"b-{number}",
            "name": "Y",
            "parent": f"b-{number - 1}" if number else None,
        }
        for number in range(20)
    ]
    assert not bring_in(tmp_path, *deep).refused
    again = bring_in(tmp_path, {"type": "department", "id": "b-0", "name": "X", "parent": "afd-0"})
    assert reasons(again)


def test_circles_over_several_lines_and_what_is_stored_are_refused(tmp_path: Path) -> None:
    def department(name: str, parent: str | None) -> dict[str, Any]:
        return {"type": "department", "id": name, "name": name, "parent": parent}

    report = bring_in(
        tmp_path, department("a", "b"), department("b", "c"), department("c", "a"), department("d", "a")
    )
    assert len(report.refused) == 4
    assert "points to" in reasons(report)[4]
    report = bring_in(tmp_path, department("c", "b"), department("b", "a"), department("a", None))
    assert not report.refused
    report = bring_in(tmp_path, department("a", "c"))
    assert "circle" in reasons(report)[1]


def test_a_question_has_one_accepted_answer(tmp_path: Path) -> None:
    second = {**ANSWER, "id": "a-2", "accepted": True}
    report = bring_in(tmp_path, *ORGANISATION[:5], {**ANSWER, "accepted": True}, second)
    assert reasons(report)[7].startswith('accepted: question "v-1" has one already')
    report = bring_in(tmp_path, second)
    assert 'question "v-1" has answer "a-1" already' in reasons(report)[1]
    report = bring_in(tmp_path, second, {**ANSWER, "accepted": False})
    assert (report.created, report.changed, len(report.refused)) == (1, 1, 0)
    assert Answer.objects.get(accepted=True).external_id == "a-2"
    report = bring_in(
        tmp_path, {**ANSWER, "accepted": True}, {"type": "answer", "id": "a-2", "accepted": None}
    )
    assert (report.changed, len(report.refused)) == (2, 0)


def test_a_page_that_is_not_replaced_has_no_successor(tmp_path: Path) -> None:
    new = {**PAGE, "id": "wi-2"}
    report = bring_in(tmp_path, *ORGANISATION[:6], {**PAGE, "replaced_by": "wi-2"}, new)
    assert reasons(report) == {7: 'replaced_by: only a page whose state is "replaced" has one'}
    report = bring_in(tmp_path, {**PAGE, "replaced_by": "wi-2", "state": "replaced"})
    assert not report.refused
    report = bring_in(tmp_path, {**PAGE, "state": "current"})
    assert len(report.refused) == 1
    report = bring_in(tmp_path, {**PAGE, "state": "current", "replaced_by": None})
    assert report.changed == 1


def test_two_subjects_cannot_have_one_name(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path,
        {"type": "subject", "id": "a", "name": "giften"},
        {"type": "subject", "id": "b", "name": " giften "},
    )
    assert list(reasons(report)) == [2]


def test_reasons_can_be_printed_whatever_the_file_holds(tmp_path: Path) -> None:
    report = bring_in(tmp_path, json.dumps({"type": "\ud800\n\x1b[2J" + "x" * 500, "id": "a"}))
    reason = reasons(report)[1]
    assert reason.isprintable()
    assert len(reason) < 400


def test_the_last_administrator_stays_one(tmp_path: Path) -> None:
    bits = role_bits({Role.ADMINISTRATOR})
    administrator = User.objects.create_user(email="bram@example.org", name="Bram", role_bits=bits)
    mine = {"type": "person", "id": administrator.external_id}
    taken = "roles: nobody would administer any more; give somebody else that role first"
    changes: list[dict[str, Any]] = [{"roles": []}, {"active": False}]
    for change in changes:
        assert reasons(bring_in(tmp_path, {**mine, **change})) == {1: taken}
        assert User.objects.get(pk=administrator.pk).may("administer")
    bring_in(tmp_path, *ORGANISATION)
    handed_on = bring_in(tmp_path, {**mine, "roles": []}, {**FATIMA, "roles": ["administrator"]})
    assert reasons(handed_on) == {}
    heir = User.objects.get(external_id=FATIMA["id"])
    assert heir.role_bits == bits
    assert not User.objects.get(pk=administrator.pk).may("administer")


def test_a_guest_belongs_to_no_department_and_no_team_whichever_line_says_so(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    guest = {"type": "person", "id": FATIMA["id"], "roles": ["guest"], "guest_until": "2030-01-01"}
    sentence = "department: a guest belongs to no department and no team"
    assert reasons(bring_in(tmp_path, guest)) == {1: sentence}
    assert not User.objects.get(external_id=FATIMA["id"]).is_guest
    assert reasons(bring_in(tmp_path, {**guest, "department": None})) == {}
    later = {"type": "person", "id": FATIMA["id"], "department": DEPARTMENT["id"]}
    assert reasons(bring_in(tmp_path, later)) == {1: sentence}
    assert User.objects.get(external_id=FATIMA["id"]).department is None


def test_a_variant_of_itself_a_double_yes_and_two_default_spaces_are_refused(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    helped = {"type": "helped", "id": "h-1", "answer": "a-1", "person": "p-joost"}
    double = {**SPACE, "id": "ruimte-2", "default_for": DEPARTMENT["id"]}
    lines: list[dict[str, Any]] = [
        {"type": "service", "id": "s-1", "name": "Een", "variant_of": "s-2"},
        {"type": "service", "id": "s-2", "name": "Twee", "variant_of": "s-1"},
        helped,
        {**helped, "id": "h-2"},
        double,
    ]
    found = reasons(bring_in(tmp_path, *lines))
    assert sorted(found) == [1, 2, 4, 5]
    assert "circle" in found[1]


def test_only_a_colleague_owns_a_space(tmp_path: Path) -> None:
    team = {"type": "team", "id": "team-noord", "name": "Noord", "department": DEPARTMENT["id"]}
    guest = {**JOOST, "id": "p-gast", "email": "gast@example.org", "roles": ["guest"]}
    bring_in(tmp_path, *ORGANISATION, team, {**guest, "guest_until": "2030-01-01"})
    sentence = "members: only a colleague can be the owner of a space, and no guest"
    others: list[dict[str, str]] = [
        {"person": "p-gast"},
        {"team": "team-noord"},
        {"department": "afd-inkomen"},
    ]
    for other in others:
        owned = {**SPACE, "members": [{**other, "role": "manager"}]}
        assert reasons(bring_in(tmp_path, owned)) == {1: sentence}
        assert reasons(bring_in(tmp_path, {**SPACE, "members": [{**other, "role": "editor"}]})) == {}
    assert reasons(bring_in(tmp_path, {**SPACE, "members": [{"person": "p-joost", "role": "manager"}]})) == {}


def test_a_second_of_a_name_beside_it_is_refused(tmp_path: Path) -> None:
    double = {**DEPARTMENT, "id": "afd-dubbel", "name": "INKOMEN"}
    below = {**DEPARTMENT, "id": "afd-onder", "parent": "afd-inkomen"}
    team = {"type": "team", "id": "t-1", "name": "Oost", "department": "afd-inkomen"}
    elsewhere, again = {**team, "id": "t-2", "department": "afd-onder"}, {**team, "id": "t-3", "name": "oost"}
    for _time in range(2):
        report = bring_in(tmp_path, DEPARTMENT, double, below, team, elsewhere, again)
        assert set(reasons(report)) == {2, 6}
        assert 'name: "INKOMEN" stands already in ' in reasons(report)[2]
    only = {**DEPARTMENT, "id": "afd-later", "name": "inkomen"}
    assert reasons(bring_in(tmp_path, only)) == {
        1: 'name: "inkomen" is already that of department "afd-inkomen"'
    }
    assert Department.objects.count() == 2


def test_a_name_is_handed_on_below_the_same_department(tmp_path: Path) -> None:
    other = {**DEPARTMENT, "id": "afd-zorg", "name": "Zorg"}
    bring_in(tmp_path, DEPARTMENT, other)
    report = bring_in(tmp_path, {**other, "name": "inkomen"}, {**DEPARTMENT, "name": "Werk"})
    assert not report.refused
    assert set(Department.objects.values_list("name", flat=True)) == {"inkomen", "Werk"}
