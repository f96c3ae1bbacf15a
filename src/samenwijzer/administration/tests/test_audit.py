import csv
import datetime
import io
from typing import Any
from unittest import mock

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import FORGOTTEN_NAME, Role, User, role_bits
from samenwijzer.administration.queries import Filters, _audit, audit_as_csv, audit_page
from samenwijzer.administration.queries._csv import safe
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.outbox.models import AuditLine
from samenwijzer.outbox.sealing import seal_all
from samenwijzer.spaces.models import Space
from tests.cast import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_audit")]
ADDRESS = "/beheer/logboek/"


def record(
    person: User | None, action: str = "forum.question.asked", ref: Ref | None = None, **more: Any
) -> None:
    audit.record(action=action, actor=person, object=ref, **more)


def whats(viewer: User, **filters: Any) -> list[str]:
    return [line.what for line in audit_page(viewer=viewer, filters=Filters(**filters)).lines]


@pytest.mark.parametrize("role", [Role.KNOWLEDGE_MANAGER, Role.TEAM_MANAGER, None])
def test_only_who_may_read_the_audit_opens_it(role: Role | None, fatima: User, sign_in: SignIn) -> None:
    fatima.role_bits = role_bits({role} if role else set())
    fatima.save()
    client = sign_in(fatima)
    for address in (ADDRESS, f"{ADDRESS}export.csv"):
        assert client.get(address).status_code == 403


def test_who_reads_it_looking_around_as_a_role_stands_in_it_himself(
    administrator: User, sign_in: SignIn
) -> None:
    client = sign_in(administrator)
    client.post(reverse("spaces:view_as"), {"role": Role.PRIVACY_OFFICER})
    assert client.get(f"{ADDRESS}export.csv").status_code == 200
    line = AuditLine.objects.get(action="administration.audit.exported")
    assert line.actor == administrator.public_id


def test_a_line_says_in_words_who_did_what(mirjam: User, fatima: User, sign_in: SignIn) -> None:
    record(fatima, "accounts.user.blocked", Ref("accounts.user", fatima.pk))
    [line] = audit_page(viewer=mirjam, filters=Filters()).lines
    assert (line.actor, line.what, line.object) == (fatima.name, "Persoon geblokkeerd", fatima.name)
    page = sign_in(mirjam).get(ADDRESS).content.decode()
    assert "Persoon geblokkeerd" in page
    assert fatima.name in page


@pytest.mark.parametrize(
    ("action", "actor", "what"),
    [
        (
            "privacy.text.reported",
            "een collega (naam niet bewaard)",
            "Tekst waarin iemand herkenbaar is gemeld",
        ),
        ("privacy.block_report.accepted", "het systeem", "Tegengehouden tekst toegelaten"),
        ("outbox.person.turned_away", "het systeem", "Toegang geweigerd"),
    ],
)
def test_a_line_without_a_name_reads_well(mirjam: User, action: str, actor: str, what: str) -> None:
    record(None, action)
    [line] = audit_page(viewer=mirjam, filters=Filters()).lines
    assert (line.actor, line.what) == (actor, what)


@pytest.mark.parametrize(
    ("stored", "words"),
    [
        ("page", "de site"),
        ("import", "een import"),
        ("command demo", "de opdrachtregel: demo"),
        ("command", "de opdrachtregel"),
        ("job import_people_job", "import van mensen"),
        ("job wipe_remains_job", "een taak: wipe_remains_job"),
        ("", ""),
    ],
)
def test_a_line_says_in_words_by_which_way(stored: str, words: str, mirjam: User, fatima: User) -> None:
    token = audit.origin.set(audit.Origin(stored))
    try:
        record(fatima)
    finally:
        audit.origin.reset(token)
    [line] = audit_page(viewer=mirjam, filters=Filters()).lines
    assert line.origin == words


def test_who_was_forgotten_and_who_is_gone_have_no_name(mirjam: User, fatima: User, noor: User) -> None:
    record(fatima)
    record(noor)
    User.objects.filter(pk=fatima.pk).update(name=FORGOTTEN_NAME)
    User.objects.filter(pk=noor.pk).delete()
    record(None, "accounts.user.sign_in_failed", result="refused")
    lines = audit_page(viewer=mirjam, filters=Filters()).lines
    assert [line.actor for line in lines] == ["het systeem", "onbekend", FORGOTTEN_NAME]


def test_an_object_is_a_link_for_who_may_read_it_and_never_a_title(
    mirjam: User, joost: User, fatima: User, hidden_space: Space
) -> None:
    open_space = Space.objects.get(default_for=fatima.department)
    shown = make_question(fatima, "Wat is een briefadres?", space=open_space)
    hidden = make_question(joost, "Toezicht op zilvervos?", space=hidden_space)
    record(fatima, ref=Ref("forum.question", shown.pk))
    record(joost, ref=Ref("forum.question", hidden.pk))
    record(joost, "spaces.space.changed", Ref("spaces.space", hidden_space.pk))
    by_object = {line.object: line for line in audit_page(viewer=mirjam, filters=Filters()).lines}
    assert by_object[f"Vraag {shown.pk}"].object_url == reverse("forum:question", args=[shown.pk])
    assert by_object[f"Vraag {hidden.pk}"].object_url == ""
    assert by_object[f"Ruimte {hidden_space.pk}"].object_url == ""


def test_every_filter_filters(mirjam: User, fatima: User, joost: User) -> None:
    record(fatima, "forum.question.asked", Ref("forum.question", 1))
    record(joost, "documents.page.changed", Ref("documents.page", 1))
    record(joost, "forum.question.edited", Ref("forum.question", 2), result="refused")
    assert whats(mirjam, area="documents") == ["Pagina gewijzigd"]
    assert whats(mirjam, person="fatima") == ["Vraag gevraagd"]
    assert whats(mirjam, person="niemand") == []
    assert whats(mirjam, kind="forum.question") == ["Vraag gewijzigd", "Vraag gevraagd"]
    assert whats(mirjam, kind="forum.question", number=1) == ["Vraag gevraagd"]
    assert whats(mirjam, result="refused") == ["Vraag gewijzigd"]


def test_a_period_holds_both_its_days(mirjam: User, fatima: User) -> None:
    record(fatima, "forum.question.asked")
    record(fatima, "forum.question.edited")
    long_ago = datetime.datetime(2026, 3, 5, 22, 59, tzinfo=datetime.UTC)  # 23:59 in Amsterdam.
    AuditLine.objects.filter(action="forum.question.asked").update(at=long_ago)
    day = datetime.date(2026, 3, 5)
    before, after = day - datetime.timedelta(days=1), day + datetime.timedelta(days=1)
    assert whats(mirjam, since=day, until=day) == ["Vraag gevraagd"]
    assert whats(mirjam, until=day) == ["Vraag gevraagd"]
    assert whats(mirjam, since=after) == ["Vraag gewijzigd"]
    assert whats(mirjam, until=before) == []
    assert whats(mirjam, since=datetime.date.min, until=datetime.date.max) == [
        "Vraag gewijzigd",
        "Vraag gevraagd",
    ]
    assert whats(mirjam, since=datetime.date(9999, 12, 31)) == []


def test_one_pages_through_all_lines_and_back(mirjam: User, fatima: User) -> None:
    for number in range(1, 8):
        record(fatima, ref=Ref("forum.question", number))
    with mock.patch.object(_audit, "SIZE", 3):
        first = audit_page(viewer=mirjam, filters=Filters())
        second = audit_page(viewer=mirjam, filters=Filters(), before=first.older)
        third = audit_page(viewer=mirjam, filters=Filters(), before=second.older)
        back = audit_page(viewer=mirjam, filters=Filters(), after=third.newer)
        start = audit_page(viewer=mirjam, filters=Filters(), after=back.newer)
    numbers = [[line.object for line in page.lines] for page in (first, second, third)]
    assert numbers == [["Vraag 7", "Vraag 6", "Vraag 5"], ["Vraag 4", "Vraag 3", "Vraag 2"], ["Vraag 1"]]
    assert (first.newer, third.older) == (None, None)
    assert [line.object for line in back.lines] == numbers[1]
    assert [line.object for line in start.lines] == numbers[0]
    assert start.newer is None


def test_reading_is_noted_without_what_was_looked_for(mirjam: User, sign_in: SignIn) -> None:
    client = sign_in(mirjam)
    client.get(ADDRESS, {"person": "Fatima", "result": "refused", "since": "2026-01-01"})
    line = AuditLine.objects.get(action="administration.audit.read")
    assert line.actor == mirjam.public_id
    assert line.object == "administration.filters:26"
    assert "fatima" not in str(AuditLine.objects.values().get(pk=line.pk)).lower()
    shown = client.get(ADDRESS).content.decode()
    assert "gefilterd op persoon, resultaat, periode" in shown


@pytest.mark.parametrize(
    "sent",
    [
        {"area": "elders"},
        {"number": "-1"},
        {"number": "3"},
        {"since": "gisteren"},
        {"since": "2026-02-02", "until": "2026-01-01"},
    ],
)
def test_a_filter_that_cannot_be_used_is_said(sent: dict[str, str], mirjam: User, sign_in: SignIn) -> None:
    answer = sign_in(mirjam).get(ADDRESS, sent)
    assert answer.status_code == 422
    assert "utrecht-form-field-error-message" in answer.content.decode()


def test_the_page_asks_few_queries_whatever_it_holds(
    mirjam: User, fatima: User, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(mirjam)
    space = Space.objects.get(default_for=fatima.department)
    for number in range(40):
        question = make_question(fatima, f"Vraag {number}?", space=space)
        for kind in ("forum.question", "spaces.space", "documents.page", "signpost.service", "accounts.user"):
            record(fatima, "forum.question.asked", Ref(kind, question.pk))
    filters = {"person": "a", "since": "2026-01-01", "area": "forum"}
    client.get(ADDRESS, filters)
    with django_assert_max_num_queries(14):  # Two of these are the savepoint of the test.
        assert client.get(ADDRESS, filters).status_code == 200


def exported(client: Any, **filters: str) -> list[dict[str, str]]:
    answer = client.get(f"{ADDRESS}export.csv", filters)
    assert answer["Content-Type"].startswith("text/csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_file_holds_every_line_that_fits_with_its_seal(
    mirjam: User, fatima: User, joost: User, sign_in: SignIn
) -> None:
    for number in range(5):
        record(fatima, ref=Ref("forum.question", number + 1))
    record(joost, "documents.page.changed", Ref("documents.page", 1))
    seal_all()
    rows = exported(sign_in(mirjam), area="forum")
    assert [row["object"] for row in rows] == [f"forum.question:{number}" for number in (5, 4, 3, 2, 1)]
    assert [row["sequence"] for row in rows] == ["5", "4", "3", "2", "1"]
    assert {len(row["seal"]) for row in rows} == {64}
    assert {(row["actor"], row["actor_id"]) for row in rows} == {(fatima.name, str(fatima.public_id))}
    assert rows[0]["what"] == "Vraag gevraagd"
    line = AuditLine.objects.get(action="administration.audit.exported")
    assert (line.actor, line.object) == (mirjam.public_id, "administration.filters:1")


def test_a_name_is_no_formula(mirjam: User, fatima: User, sign_in: SignIn) -> None:
    User.objects.filter(pk=fatima.pk).update(name='=HYPERLINK("http://elders.example","x")')
    record(fatima)
    [row] = exported(sign_in(mirjam), area="forum")
    assert row["actor"].startswith("'=")
    for start in ("+", "-", "@", "\t", "\r"):
        assert safe(f"{start}1").startswith("'")


def test_the_file_is_read_in_chunks(mirjam: User, fatima: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samenwijzer.administration.queries._csv._AT_ONCE", 2)
    for _ in range(5):
        record(fatima)
    assert len(list(audit_as_csv(viewer=mirjam, filters=Filters()))) == 4


def test_a_line_without_a_seal_says_that_it_waits(mirjam: User, fatima: User, sign_in: SignIn) -> None:
    record(fatima)
    assert "wacht" in sign_in(mirjam).get(ADDRESS).content.decode()
    AuditLine.objects.create(action="forum.question.asked", area="forum", result="ok", at=now())
    seal_all()
    assert "Niet van ons" in sign_in(mirjam).get(ADDRESS).content.decode()
