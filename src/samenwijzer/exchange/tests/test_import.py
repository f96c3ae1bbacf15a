import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.models import Page
from samenwijzer.exchange import importing
from samenwijzer.exchange.importing import import_files
from samenwijzer.exchange.importing.spool import Entry, Spool
from samenwijzer.exchange.importing.writing import Note, no_note, write
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
from samenwijzer.forum.models import Answer, Comment, Question
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.signpost.models import Service
from samenwijzer.signpost.records import add_unclaimed_products
from samenwijzer.spaces.models import Member, Space
from samenwijzer.subjects.models import Product, Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def changed_since(line: int) -> set[str]:
    """Give what the change log says after that line, in this transaction too."""
    return {f"{change.kind}:{change.object_id}" for change in Change.objects.filter(pk__gt=line)}


def last_change() -> int:
    return Change.objects.aggregate(last=Max("pk"))["last"] or 0


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    first = bring_in(tmp_path, *ORGANISATION)
    assert (first.created, first.changed, first.unchanged, len(first.refused)) == (7, 0, 0, 0)
    line, lines = last_change(), AuditLine.objects.count()
    again = bring_in(tmp_path, *ORGANISATION)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 7)
    assert changed_since(line) == set()
    assert AuditLine.objects.count() == lines


def test_records_may_stand_in_any_order_and_in_several_files(tmp_path: Path) -> None:
    files = [
        write_lines(tmp_path / f"{number}.jsonl", record)
        for number, record in enumerate(reversed(ORGANISATION))
    ]
    assert import_files(paths=files).created == 7


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    report = bring_in(tmp_path, *ORGANISATION, "{", dry_run=True)
    assert (report.fit, report.created, len(report.refused)) == (7, 0, 1)
    assert not User.objects.exists()
    assert not AuditLine.objects.exists()
    assert not Space.objects.exists()


def test_a_field_left_out_leaves_what_is_stored_and_null_clears(tmp_path: Path) -> None:
    full = {
        **FATIMA,
        "function": "consulent",
        "working_days": ["tue", "mon"],
        "phone": "0199-1",
        "about": "Bijstand",
        "leaves_on": "2027-01-31",
        "subjects": ["giften", "bijstand"],
    }
    bring_in(tmp_path, DEPARTMENT, full)
    assert bring_in(tmp_path, {"type": "person", "id": "p-fatima", "phone": "0199-2"}).changed == 1
    person = User.objects.get(external_id="p-fatima")
    assert (person.phone, person.about, person.working_days) == ("0199-2", "Bijstand", ["mon", "tue"])
    assert person.leaves_on == datetime.date(2027, 1, 31)
    cleared = dict.fromkeys(
        ["department", "function", "working_days", "phone", "about", "leaves_on", "subjects"]
    )
    assert bring_in(tmp_path, {"type": "person", "id": "p-fatima", **cleared}).changed == 1
    person = User.objects.get(external_id="p-fatima")
    assert (person.department, person.function, person.phone, person.about) == (None, "", "", "")
    assert not person.working_days
    assert person.leaves_on is None
    assert not person.declared_subjects.exists()
    assert bring_in(tmp_path, {"type": "person", "id": "p-fatima", **cleared}).unchanged == 1


def test_a_line_that_says_only_who_it_is_changes_nothing(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    report = bring_in(tmp_path, *({"type": record["type"], "id": record["id"]} for record in ORGANISATION))
    assert (report.unchanged, len(report.refused)) == (7, 0)


def test_dates_stay_as_they_came(tmp_path: Path) -> None:
    moment = "2026-01-20T09:30:00+01:00"
    bring_in(tmp_path, *ORGANISATION[:5], {**ANSWER, "date": moment}, {**PAGE, "date": "2026-07-01T12:00Z"})
    question = Question.objects.get()
    assert (question.date_given, question.asked_at.isoformat()) == ("2026-01-20", "2026-01-19T23:00:00+00:00")
    assert Answer.objects.get().date_given == moment
    assert Page.objects.get().dated == datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    assert bring_in(tmp_path, {**ANSWER, "date": moment}).unchanged == 1


def test_steps_stay_as_they_are_written(tmp_path: Path) -> None:
    steps = ["Bel de inwoner.", "Noteer:\n\n- naam\n- adres", "Bel de inwoner."]
    service = {"type": "service", "id": "d-1", "name": "Bijstand", "steps": steps}
    bring_in(tmp_path, service)
    assert Service.objects.get(external_id="d-1").steps == steps
    assert bring_in(tmp_path, service).unchanged == 1


def test_the_first_open_space_record_becomes_the_default(tmp_path: Path) -> None:
    bring_in(
        tmp_path,
        {**SPACE, "id": "dicht", "visibility": "closed"},
        {**SPACE, "id": "eerste"},
        {**SPACE, "id": "tweede"},
        *ORGANISATION[:3],
        QUESTION,
    )
    assert Department.objects.get().default_space.external_id == "eerste"
    assert Question.objects.get().space.external_id == "eerste"


def test_a_department_without_open_space_record_gets_a_space_with_its_name(tmp_path: Path) -> None:
    bring_in(tmp_path, {**SPACE, "name": "Dicht", "visibility": "closed"}, *ORGANISATION[:3], QUESTION)
    made = Department.objects.get().default_space
    assert (made.name, made.visibility) == ("Inkomen", "open")
    assert Question.objects.get().space == made


def test_a_space_record_that_comes_later_takes_over_the_space_that_was_made(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION[:3], QUESTION)
    report = bring_in(tmp_path, {**SPACE, "name": "Kamer"}, {**SPACE, "id": "tweede"})
    assert (report.created, report.changed) == (2, 0)
    assert Question.objects.get().space.name == "Kamer"
    assert Department.objects.get().default_space.external_id == "ruimte-inkomen"
    assert Space.objects.count() == 2


def test_a_default_space_that_closes_is_followed_by_another(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION[:4])
    bring_in(tmp_path, {**SPACE, "visibility": "hidden"})
    assert Department.objects.get().default_space.external_id != "ruimte-inkomen"


def test_null_puts_a_question_in_the_default_space_and_left_out_leaves_it(tmp_path: Path) -> None:
    other = {"type": "space", "id": "kring", "name": "Kring"}
    bring_in(tmp_path, *ORGANISATION[:4], other, {**QUESTION, "space": "kring"})
    assert bring_in(tmp_path, QUESTION).unchanged == 1
    assert bring_in(tmp_path, {**QUESTION, "space": None}).changed == 1
    assert Question.objects.get().space.external_id == "ruimte-inkomen"
    assert bring_in(tmp_path, {**QUESTION, "space": None}).unchanged == 1


def test_members_are_replaced_as_a_whole(tmp_path: Path) -> None:
    members = [{"person": "p-joost", "role": "reader"}, {"person": "p-fatima", "role": "editor"}]
    bring_in(tmp_path, DEPARTMENT, FATIMA, JOOST, {**SPACE, "members": members})
    assert bring_in(tmp_path, {**SPACE, "members": members[::-1]}).unchanged == 1
    bring_in(tmp_path, {**SPACE, "members": [{"person": "p-joost", "role": "manager"}]})
    assert list(Member.objects.values_list("person__external_id", "role")) == [("p-joost", "manager")]


def test_an_unknown_subject_is_made_and_its_record_takes_it_over(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION[:6], {**PAGE, "subjects": ["giften", "bijstand", "giften"]})
    assert set(Subject.objects.values_list("name", flat=True)) == {"giften", "bijstand"}
    subject = {
        "type": "subject",
        "id": "ond-giften",
        "name": "giften",
        "synonyms": ["gift"],
        "owner": "p-fatima",
    }
    line = last_change()
    report = bring_in(tmp_path, subject)
    assert (report.created, len(report.refused)) == (1, 0)
    assert Page.objects.get().subjects.get(name="giften").external_id == "ond-giften"
    assert f"documents.page:{Page.objects.get().pk}" in changed_since(line)


def test_people_name_subjects_by_their_new_names(tmp_path: Path) -> None:
    def subject(external_id: str, name: str) -> dict[str, str]:
        return {"type": "subject", "id": external_id, "name": name, "owner": "p-fatima"}

    bring_in(tmp_path, DEPARTMENT, {**FATIMA, "subjects": ["a"]}, subject("o-1", "a"), subject("o-2", "b"))
    lines: list[Any] = [
        {**FATIMA, "subjects": ["a", "b"]},
        subject("o-2", "a"),
        subject("o-1", "c"),
        subject("o-3", "b"),
    ]
    report = bring_in(tmp_path, *lines)
    assert (report.created, report.changed, len(report.refused)) == (1, 3, 0)
    declared = DeclaredSubject.objects.values_list("subject__external_id", flat=True)
    assert set(declared) == {"o-2", "o-3"}
    assert bring_in(tmp_path, *lines).unchanged == 4


def test_products_are_known_by_name_by_address_and_not_yet(tmp_path: Path) -> None:
    product = Product.objects.get(name="bijstand")
    lines: list[Any] = [
        {"type": "service", "id": "s-1", "name": "Een", "upl": "bijstand"},
        {"type": "service", "id": "s-2", "name": "Twee", "upl": product.uri},
        {"type": "service", "id": "s-3", "name": "Drie", "upl": "UPL-naam nog niet beschikbaar"},
    ]
    assert bring_in(tmp_path, *lines).created == 3
    assert [service.product for service in Service.objects.order_by("external_id")] == [
        product,
        product,
        None,
    ]
    assert bring_in(tmp_path, *lines).unchanged == 3


def test_unclaimed_products_get_a_service_that_a_record_may_take_over(tmp_path: Path) -> None:
    bring_in(tmp_path, {"type": "service", "id": "s-1", "name": "Een", "upl": "bijstand"})
    assert add_unclaimed_products() == 448
    assert add_unclaimed_products() == 0
    listed = Service.objects.get(product__name="briefadres")
    report = bring_in(tmp_path, {"type": "service", "id": "s-2", "name": "Briefadres", "upl": "briefadres"})
    assert report.created == 1
    listed.refresh_from_db()
    assert (listed.external_id, listed.from_list, listed.name) == ("s-2", False, "Briefadres")
    assert Service.objects.count() == 449


def test_a_changed_space_makes_search_read_its_content_again(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    line = last_change()
    bring_in(tmp_path, {**SPACE, "visibility": "hidden"})
    question, answer, page = Question.objects.get(), Answer.objects.get(), Page.objects.get()
    assert changed_since(line) >= {
        str(Ref("forum.question", question.pk)),
        str(Ref("forum.answer", answer.pk)),
        str(Ref("documents.page", page.pk)),
    }


def test_an_answer_that_moves_takes_its_comments_and_makes_search_read_both_questions_again(
    tmp_path: Path,
) -> None:
    comment = {"type": "comment", "id": "c-1", "on": "answer:a-1", "body": "Dank.", "author": "p-joost"}
    bring_in(tmp_path, *ORGANISATION, {**QUESTION, "id": "v-2"}, comment)
    line = last_change()
    bring_in(tmp_path, {**ANSWER, "question": "v-2"})
    assert Comment.objects.get().question.external_id == "v-2"
    assert changed_since(line) >= {
        f"forum.question:{pk}" for pk in Question.objects.values_list("pk", flat=True)
    }


def test_every_change_leaves_a_line_in_the_audit(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    bring_in(tmp_path, {**JOOST, "phone": "0199-5"})
    joost = User.objects.get(external_id="p-joost")
    lines = AuditLine.objects.filter(object=f"accounts.user:{joost.pk}").values_list("action", "origin")
    assert list(lines) == [
        ("accounts.user.imported", "import"),
        ("accounts.user.changed_by_import", "import"),
    ]


def test_nobody_signs_in_with_an_imported_account(tmp_path: Path) -> None:
    bring_in(tmp_path, JOOST)
    assert not User.objects.get().has_usable_password()


def test_names_with_html_emoji_and_right_to_left_text_come_in_as_they_are(tmp_path: Path) -> None:
    name = '<script>alert("x")</script> 👩🏽‍💻 شارع e\u0301'
    bring_in(tmp_path, {**DEPARTMENT, "name": f"  {name}\r\n\x00 "}, {**FATIMA, "about": f"{name}\r\n\tx"})
    assert Department.objects.get().name == '<script>alert("x")</script> 👩🏽‍💻 شارع é'
    assert User.objects.get().about == f"{name[:-2]}é\n\tx"


def test_an_id_is_the_same_however_its_accents_are_written(tmp_path: Path) -> None:
    bring_in(tmp_path, {**DEPARTMENT, "id": "afd-é"}, {**FATIMA, "department": "afd-e\u0301"})
    assert User.objects.get().department == Department.objects.get(external_id="afd-é")


def test_the_longest_page_comes_in(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION[:4], {**PAGE, "body": "\U0001f600" * 200_000})
    assert len(Page.objects.get().body) == 200_000


def test_a_mark_at_the_start_and_blank_lines_do_no_harm(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path, b"\xef\xbb\xbf" + b'{"type": "department", "id": "a", "name": "A"}\r', b"", "   ", JOOST
    )
    assert (report.created, len(report.refused)) == (2, 0)


def test_queries_do_not_grow_with_the_records_of_a_chunk(tmp_path: Path) -> None:
    def queries(first: int, number: int) -> int:
        lines = [{**PAGE, "id": f"wi-{first + place}", "subjects": ["giften"]} for place in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert bring_in(tmp_path, *lines).created == number
        return len([query for query in counted if "outbox_auditline" not in query["sql"]])

    bring_in(tmp_path, *ORGANISATION)
    queries(100, 1)
    assert queries(200, 50) <= queries(300, 10) + 2


def test_what_somebody_else_took_meanwhile_is_refused_and_the_rest_comes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_before_writing(entries: Sequence[Entry], spool: Spool, note: Note = no_note) -> None:
        User.objects.create_user(email="fatima@example.org", name="Fatima", external_id="p-9")
        write(entries, spool, note)

    monkeypatch.setattr(importing, "write", taken_before_writing)
    report = bring_in(tmp_path, *ORGANISATION)
    found = reasons(report)
    assert "somebody else stored meanwhile" in found[2]
    assert found[5] == 'author: person "p-fatima" was not imported'
    assert sorted(found) == [2, 5, 6, 7]
    assert report.created == 3


def test_a_department_keeps_its_default_space_until_another_takes_that(tmp_path: Path) -> None:
    bring_in(tmp_path, *ORGANISATION)
    nothing = {"type": "space", "id": SPACE["id"], "default_for": None}
    assert bring_in(tmp_path, nothing).unchanged == 1
    assert Space.objects.get(external_id=SPACE["id"]).default_for is not None
    other = {**SPACE, "id": "ruimte-2", "name": "Ook van ons", "default_for": DEPARTMENT["id"]}
    assert not bring_in(tmp_path, nothing, other).refused
    assert Space.objects.get(default_for__external_id=DEPARTMENT["id"]).external_id == "ruimte-2"


def test_who_is_set_inactive_or_gone_is_signed_out_at_once(
    tmp_path: Path, noor: User, joost: User, fatima: User, sign_in: SignIn
) -> None:
    for person in (noor, joost, fatima):
        key = sign_in(person).session.session_key
        UserSession.objects.create(user=person, session_key=key, ip="192.0.2.1", user_agent="x")
    line = {"type": "person", "active": False}
    gone = {**line, "id": joost.external_id, "left": "2026-11-01T08:00:00Z"}
    other = {"type": "person", "id": fatima.external_id, "phone": "0199-3"}
    assert not bring_in(tmp_path, {**line, "id": noor.external_id}, gone, other).refused
    assert set(UserSession.objects.values_list("user", flat=True)) == {fatima.pk}
    assert Session.objects.count() == 1
