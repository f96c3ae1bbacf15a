"""Keeping one's own profile: subjects, days, phone, absence."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samenwijzer.accounts.models import User, weekday_bits
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.people import actions
from samenwijzer.people.models import DeclaredSubject
from samenwijzer.people.module import MODULE
from samenwijzer.people.queries import colleagues_today, experts, subject_ids_of
from samenwijzer.people.tests.conftest import TUESDAY, Index
from samenwijzer.people.tests.factories import declare
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

EDIT = "/collegas/ik/bewerken/"
ADD = "/collegas/ik/onderwerpen/"
PICTURE = "/collegas/ik/foto/"
FILLED = {
    "phone": "0199 - 10 05 47",
    "about": "Bel mij over giften.",
    "mon": "day",
    "thu": "morning",
    "fri": "afternoon",
    "absent_until": "01-12-2026",
    "requests_a_week": "3",
    "languages": "Nederlands, Turks,  turks ; Papiaments,,",
    "birthday_day": "29",
    "birthday_month": "2",
    "phone_for": "department",
    "location_for": "everyone",
    "languages_for": "everyone",
    "birthday_for": "nobody",
    "picture_for": "everyone",
    "language": "en",
}


def reread(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_fatima_changes_what_colleagues_see(fatima: User, sign_in: SignIn) -> None:
    browser = sign_in(fatima)
    answer = browser.post(EDIT, FILLED)
    assert answer.headers["Location"] == reverse("people:person", args=[fatima.pk])
    person = reread(fatima)
    assert (person.phone, person.about) == ("0199 - 10 05 47", "Bel mij over giften.")
    assert person.working_days == ["mon", "thu", "fri"]
    halves = (person.morning_only_bits, person.afternoon_only_bits)
    assert halves == (weekday_bits(["thu"]), weekday_bits(["fri"]))
    assert person.spoken_languages == ["Nederlands", "Turks", "turks", "Papiaments"]
    assert person.birthday == datetime.date(2000, 2, 29)
    assert person.field_visibility == {"phone": "department", "birthday": "nobody"}
    assert (person.absent_until, person.language) == (datetime.date(2026, 12, 1), "en")
    assert person.requests_a_week == 3
    assert "Your profile is saved." in browser.get(answer.headers["Location"]).content.decode()


def test_a_change_is_noted_for_audit_and_search(fatima: User, sign_in: SignIn) -> None:
    sign_in(fatima).post(EDIT, FILLED)
    line = AuditLine.objects.get(action="people.profile.changed")
    assert (line.actor, line.object) == (fatima.public_id, f"people.person:{fatima.pk}")
    assert Change.objects.filter(kind="people.person", object_id=fatima.pk).exists()


def test_nothing_else_of_the_person_changes(fatima: User, sign_in: SignIn) -> None:
    sign_in(fatima).post(
        EDIT, {**FILLED, "name": "Baas", "email": "x@example.org", "is_active": "", "leaves_on": "2026-12-24"}
    )
    person = reread(fatima)
    assert (person.name, person.email, person.is_active) == ("Fatima Amrani", "fatima@example.org", True)
    assert person.leaves_on is None


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("requests_a_week", "0", "Kies een getal van 1 tot en met 25."),
        ("requests_a_week", "veel", "Schrijf een heel getal, zoals 5."),
        ("phone", "bel maar", "Schrijf een telefoonnummer in cijfers"),
        ("phone", "12", "Schrijf een telefoonnummer in cijfers"),
        ("phone", "javascript:1111", "Schrijf een telefoonnummer in cijfers"),
        ("absent_until", "2026-11-24", "Kies een dag na vandaag"),
        ("absent_until", "gisteren", "Schrijf dag, maand en jaar"),
        ("absent_until", "12/25/2026", "Schrijf dag, maand en jaar"),
        ("about", "a" * 2001, ""),
        ("language", "fr", ""),
        ("mon", "xyz", ""),
        ("birthday_day", "31", "Deze dag bestaat niet in die maand"),
        ("birthday_day", "", "Kies de dag en de maand, of geen van beide"),
        ("birthday_month", "13", ""),
        ("languages", ",".join(f"taal {number}" for number in range(20)), "Noem hoogstens 12 talen"),
        ("phone_for", "team", ""),
        ("phone_for", "iedereen", ""),
        ("location", "99", ""),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(
    fatima: User, sign_in: SignIn, field: str, value: str, sentence: str
) -> None:
    answer = sign_in(fatima).post(EDIT, {**FILLED, "language": "nl", field: value})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    if field != "about":
        assert "Bel mij over giften." in text
    assert reread(fatima).about == ""


def test_an_absence_that_is_over_is_not_in_the_way(fatima: User, sign_in: SignIn) -> None:
    fatima.absent_until = TUESDAY - datetime.timedelta(days=3)
    fatima.save()
    browser = sign_in(fatima)
    assert "2026-11-21" not in browser.get(EDIT).content.decode()
    assert browser.post(EDIT, {**FILLED, "absent_until": ""}).status_code == 302


def test_joost_adds_a_subject_by_name_or_by_another_word(joost: User, sign_in: SignIn, fatima: User) -> None:
    declare(fatima, "woningaanpassing", "traplift")
    declare(fatima, "Bbz")
    browser = sign_in(joost)
    for words in ("Traplift", " bbz ", "woningaanpassing"):
        answer = browser.post(ADD, {"subject": words})
        assert answer.headers["Location"] == f"{EDIT}#subjects"
    assert sorted(joost.declared_subjects.values_list("subject__name", flat=True)) == [
        "Bbz",
        "woningaanpassing",
    ]
    assert AuditLine.objects.filter(action="people.subject.declared", actor=joost.public_id).count() == 2


def test_an_unknown_subject_is_refused_with_the_word_kept(joost: User, sign_in: SignIn) -> None:
    answer = sign_in(joost).post(ADD, {"subject": "zwembaden"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Het onderwerp ‘zwembaden’ kennen we nog niet." in text
    assert 'value="zwembaden"' in text


def test_htmx_gets_the_list_alone_and_hears_what_happened(joost: User, sign_in: SignIn, fatima: User) -> None:
    declare(fatima, "woningaanpassing")
    headers = {"HX-Request": "true", "HX-Target": "subjects"}
    text = sign_in(joost).post(ADD, {"subject": "woningaanpassing"}, headers=headers).content.decode()
    assert "<html" not in text
    assert "‘woningaanpassing’ staat op je profiel." in text


def test_joost_removes_a_subject_of_his_own(joost: User, sign_in: SignIn) -> None:
    declared = declare(joost, "woningaanpassing")
    browser = sign_in(joost)
    place = reverse("people:remove_subject", args=[declared.pk])
    assert browser.get(place).status_code == 405
    assert browser.post(place).status_code == 302
    assert not joost.declared_subjects.exists()
    assert browser.post(place).status_code == 404


def test_nobody_removes_a_subject_of_another(joost: User, noor: User, sign_in: SignIn) -> None:
    declared = declare(joost, "woningaanpassing")
    place = reverse("people:remove_subject", args=[declared.pk])
    assert sign_in(noor).post(place).status_code == 404
    with pytest.raises(NotAllowed):
        actions.remove_subject(actor=noor, declared=declared)
    assert joost.declared_subjects.exists()


def test_saying_it_twice_changes_nothing(joost: User) -> None:
    subject = Subject.objects.create(name="woningaanpassing")
    first = actions.declare_subject(actor=joost, subject=subject)
    assert actions.declare_subject(actor=joost, subject=subject) == first
    assert AuditLine.objects.filter(action="people.subject.declared").count() == 1


def test_twenty_subjects_are_enough(joost: User, sign_in: SignIn) -> None:
    for number in range(actions.MOST_SUBJECTS):
        declare(joost, f"onderwerp {number}")
    Subject.objects.create(name="nog een")
    answer = sign_in(joost).post(ADD, {"subject": "nog een"})
    assert answer.status_code == 422
    assert "Meer kan niet" in answer.content.decode()


def test_who_left_says_nothing_any_more(joost: User) -> None:
    joost.is_active = False
    subject = Subject.objects.create(name="woningaanpassing")
    with pytest.raises(NotAllowed):
        actions.declare_subject(actor=joost, subject=subject)
    with pytest.raises(NotAllowed):
        actions.change_own_profile(
            actor=joost,
            phone="",
            just_call_me=False,
            about="",
            spoken_languages=[],
            location_id=None,
            week={},
            absent_until=None,
            requests_a_week=None,
            birthday=None,
            shown_to={},
            language="nl",
        )
    with pytest.raises(NotAllowed):
        actions.remove_picture(actor=joost)
    with pytest.raises(NotAllowed):
        actions.choose_municipality(actor=joost, municipality_id=None)


def test_forgetting_joost_empties_his_subjects_and_may_run_twice(joost: User, noor: User) -> None:
    declare(joost, "woningaanpassing")
    declare(noor, "woningaanpassing")
    assert MODULE.forget is not None
    MODULE.forget(joost.pk)
    MODULE.forget(joost.pk)
    assert list(DeclaredSubject.objects.values_list("person", flat=True)) == [noor.pk]


def test_the_home_page_knows_who_of_my_department_works_today(
    fatima: User, sanne: User, bram: User, joost: User
) -> None:
    bram.absent_until = TUESDAY + datetime.timedelta(days=1)
    bram.save()
    assert [person.name for person in colleagues_today(viewer=fatima)] == ["Sanne Bakker"]
    thursday = TUESDAY + datetime.timedelta(days=2)
    assert [person.name for person in colleagues_today(viewer=fatima, day=thursday)] == ["Bram Koster"]
    assert colleagues_today(viewer=None) == ()


def test_the_home_page_knows_my_subjects(joost: User, noor: User) -> None:
    declared = declare(joost, "woningaanpassing")
    declare(noor, "schulden")
    assert subject_ids_of(viewer=joost) == (declared.subject_id,)
    assert subject_ids_of(viewer=None) == ()


def test_what_is_declared_now_is_found_now(joost: User, fatima: User, index: Index) -> None:
    subject = Subject.objects.create(name="woningaanpassing")
    index()
    assert experts("woningaanpassing", viewer=fatima) == ()
    actions.declare_subject(actor=joost, subject=subject)
    index()
    assert [expert.name for expert in experts("woningaanpassing", viewer=fatima)] == ["Joost Verhagen"]


WORDS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="\x00\u200f\u202e\ud7ff\ufeff👩‍👧<>&'\"{}%\\;", max_size=60),
    st.sampled_from(
        [
            "",
            " ",
            "\x00",
            "9" * 30,
            "-1",
            "NaN",
            "<script>alert(1)</script>",
            "0001-01-01",
            "9999-12-31",
            "mon",
        ]
    ),
    st.just("a" * 30_000),
)
SENT = st.fixed_dictionaries(
    {},
    optional={
        field: st.one_of(WORDS, st.lists(WORDS, max_size=3))
        for field in (*FILLED, "just_call_me", "location", "subject", "tue", "picture")
    },
)
ASKED = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("name", "department", "team", "location", "subject", "today", "page"), WORDS)
)


@pytest.fixture
def browser(fatima: User, sign_in: SignIn) -> Client:
    return sign_in(fatima)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=SENT)
def test_whatever_is_sent_there_is_an_answer(browser: Client, sent: dict[str, object]) -> None:
    for place in (EDIT, ADD, PICTURE):
        assert browser.post(place, sent).status_code in {302, 422}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=ASKED)
def test_whatever_the_directory_is_asked_there_is_an_answer(browser: Client, asked: dict[str, str]) -> None:
    assert browser.get("/collegas/", asked).status_code in {200, 422}


def test_the_day_back_is_shown_and_read_as_people_here_write_it(fatima: User, sign_in: SignIn) -> None:
    """A browser in English shows type=date with the month first; this field reads the same everywhere."""
    browser = sign_in(fatima)
    for written in ("24-12-2026", "24/12/2026", "2026-12-24"):
        browser.post(EDIT, {**FILLED, "absent_until": written})
        assert reread(fatima).absent_until == datetime.date(2026, 12, 24)
        assert 'value="24-12-2026"' in browser.get(EDIT).content.decode()
