"""People from a file: what Excel makes of it, what would happen, and what did."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from samenwijzer.accounts import actions, queries
from samenwijzer.accounts.forms import UploadForm
from samenwijzer.accounts.models import Department, PeopleImport, User
from samenwijzer.kernel import clock
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
HEAD = "Naam;E-mailadres;Afdeling;Functie;Werkdagen\r\n"


def upload(content: bytes) -> UploadForm:
    return UploadForm({}, MultiValueDict({"file": [SimpleUploadedFile("mensen.csv", content)]}))


def planned(admin: User, words: str) -> tuple[PeopleImport, object]:
    form = upload(words.encode())
    assert form.is_valid(), form.errors
    made = actions.start_import(
        actor=admin,
        columns=form.columns,
        rows=form.rows,
        mapping=queries.guessed_mapping(form.columns, viewer=admin),
    )
    return made, queries.import_plan(made, viewer=admin)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_whatever_program_saved_it(encoding: str, separator: str) -> None:
    words = 'Naam;E-mail\r\n"Zoë; de Graaf";zoe@example.org\r\n'.replace(";", separator)
    form = upload(words.encode(encoding))
    assert form.is_valid()
    assert form.columns == ["Naam", "E-mail"]
    assert form.rows[0][0] == f"Zoë{separator} de Graaf".replace("\t", "\t")


@pytest.mark.parametrize(
    "content", [b"", b"Naam;E-mail\r\n", b"PK\x03\x04\x00\x00", b"\x00" * 50, b"x" * 5_000_001]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert not upload(content).is_valid()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=some.one_of(
        some.binary(max_size=400), some.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_no_file_breaks_reading(content: bytes) -> None:
    form = upload(content)
    if form.is_valid():
        assert form.rows


@settings(deadline=None, max_examples=60)
@given(written=some.text(alphabet="madiwovrzt -/()ochtendm,.:0", max_size=40))
def test_days_are_read_or_not_but_never_break(written: str) -> None:
    week = queries.read_days(written)
    if week is not None:
        assert week.mornings & week.whole == week.mornings
        assert week.afternoons & week.whole == week.afternoons
        assert not week.mornings & week.afternoons


@pytest.mark.parametrize(
    ("written", "whole", "mornings", "afternoons"),
    [
        ("ma di wo(o)", 0b111, 0b100, 0),
        ("ma-do", 0b1111, 0, 0),
        ("ma t/m vr", 0b11111, 0, 0),
        ("Monday to Thursday", 0b1111, 0, 0),
        ("mon, wed (pm)", 0b101, 0, 0b100),
        ("maandag en vrijdag (middag)", 0b10001, 0, 0b10000),
        ("ma/di/do", 0b1011, 0, 0),
        ("", 0, 0, 0),
    ],
)
def test_days_as_people_write_them(written: str, whole: int, mornings: int, afternoons: int) -> None:
    assert queries.read_days(written) == queries.Week(whole, mornings, afternoons)


@pytest.mark.parametrize("written", ["36 uur", "ma-", "vr-ma", "ma(x)", "fulltime"])
def test_what_are_no_days(written: str) -> None:
    assert queries.read_days(written) is None


def test_what_would_happen_is_shown_and_nothing_done(
    admin: User, fatima: User, joost: User, noor: User
) -> None:
    words = HEAD + (
        "Kees van Dam;Kees@example.org;Wmo;jurist;ma-do\r\n"
        f"{fatima.name};{fatima.email};Wmo;Wmo-consulent;\r\n"
        f"{joost.name};{joost.email};Wmo;;\r\n"
        "Fout adres;geenadres;;;\r\n"
        "Dubbel;kees@example.org;;;\r\n"
        "Verkeerd;v@example.org;Nergens;;\r\n"
    )
    _made, plan = planned(admin, words)
    assert [row.email for row in plan.added] == ["kees@example.org"]  # type: ignore[attr-defined]
    [changed] = plan.changed  # type: ignore[attr-defined]
    assert {field for field, _old, _new in changed.changes} == {"Functie", "Afdeling"}
    assert plan.unchanged == 1  # type: ignore[attr-defined]
    assert [row.line for row in plan.refused] == [5, 6, 7]  # type: ignore[attr-defined]
    assert plan.refused[0].reason == "‘geenadres’ is geen e-mailadres."  # type: ignore[attr-defined]
    assert {person.id for person in plan.missing} == {admin.pk, noor.pk}  # type: ignore[attr-defined]
    assert User.objects.count() == 4


def test_it_is_written_by_a_job_that_may_run_twice(
    admin: User, fatima: User, noor: User, wmo: Department
) -> None:
    rows = "".join(f"Mens {number};mens{number}@example.org;Wmo;x;ma\r\n" for number in range(70))
    made, _plan = planned(admin, HEAD + f"{fatima.name};{fatima.email};Wmo;;\r\n" + rows)
    actions.confirm_import(actor=admin, made=made, leaving=[noor.pk])
    actions.confirm_import(actor=admin, made=made, leaving=[])
    assert actions.import_rows(import_id=made.pk)
    for _run in range(3):
        actions.import_people_job.func(import_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.added, made.changed, made.done) == ("done", 70, 1, 71)
    assert made.rows == []
    assert made.leaving == [noor.pk]
    noor.refresh_from_db()
    assert noor.is_active
    assert User.objects.filter(department=wmo).count() == 71


def test_in_the_browser(admin: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    wrong = client.post(reverse("accounts:imports"), {"file": SimpleUploadedFile("x.csv", b"")})
    assert wrong.status_code == 422
    file = SimpleUploadedFile("mensen.csv", (HEAD + "Kees;kees@example.org;;;\r\n").encode("cp1252"))
    answer = client.post(reverse("accounts:imports"), {"file": file})
    made = PeopleImport.objects.get()
    assert answer["Location"] == reverse("accounts:import_mapping", args=[made.pk])
    twice = client.post(answer["Location"], {"name": 0, "email": 0})
    assert twice.status_code == 422
    plan = client.post(answer["Location"], {"name": 0, "email": 1})["Location"]
    page = client.get(plan).content.decode()
    assert "Kees" in page
    assert noor.name in page
    report = client.post(plan, {"leaving": [noor.pk, "x"]})["Location"]
    assert "every 1s" in client.get(report, headers={"HX-Request": "true"}).content.decode()
    actions.import_people_job.func(import_id=made.pk)
    assert reverse("journeys:leave", args=[noor.pk]) in client.get(report).content.decode()


def test_cells_that_nobody_agreed_to_go_after_a_day(admin: User) -> None:
    made, _plan = planned(admin, HEAD + "Kees;kees@example.org;;;\r\n")
    PeopleImport.objects.update(made_at=clock.now() - timedelta(days=2))
    planned(admin, HEAD + "Kees;kees@example.org;;;\r\n")
    made.refresh_from_db()
    assert made.rows == []


def test_forgetting_leaves_no_cell_behind(admin: User, noor: User) -> None:
    made, _plan = planned(admin, HEAD + f"{noor.name};{noor.email};;;\r\n")
    actions.change_many(actor=admin, kind="sign_out", people=[noor.pk])
    actions.forget_account(person_id=noor.pk)
    made.refresh_from_db()
    assert made.rows == []
    assert not admin.bulk_changes.exists()


def test_a_report_keeps_its_figures_when_somebody_is_forgotten(
    admin: User, noor: User, sign_in: SignIn
) -> None:
    made, _plan = planned(admin, HEAD + "Kees;kees@example.org;;;\r\nZonder adres;;;;\r\n")
    actions.confirm_import(actor=admin, made=made, leaving=[])
    actions.import_people_job.func(import_id=made.pk)
    actions.forget_account(person_id=noor.pk)
    made.refresh_from_db()
    assert (made.left_out, made.refused) == (1, [])
    report = sign_in(admin).get(reverse("accounts:import_report", args=[made.pk])).text
    assert "De lijst is gewist toen iemand werd vergeten." in report


def test_an_import_that_was_looked_at_is_thrown_away(admin: User, sign_in: SignIn) -> None:
    made, _plan = planned(admin, HEAD + "Kees;kees@example.org;;;\r\n")
    client = sign_in(admin)
    stop = reverse("accounts:stop_import", args=[made.pk])
    assert stop in client.get(reverse("accounts:import_plan", args=[made.pk])).text
    assert "De import is weggegooid. Er is niets veranderd." in client.post(stop, follow=True).text
    assert "De import is gestopt." in client.post(stop, follow=True).text
