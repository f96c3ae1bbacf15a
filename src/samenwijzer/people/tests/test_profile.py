"""A colleague's profile: how to reach him and what he knows, as evidence."""

import datetime

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.people.queries import profile
from samenwijzer.people.tests.conftest import TUESDAY, Index
from samenwijzer.people.tests.factories import answered, declare, wrote
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def address(person: User) -> str:
    return reverse("people:person", args=[person.pk])


@pytest.fixture
def known(joost: User, fatima: User, index: Index) -> User:
    joost.phone = "0199-102212"
    joost.about = "Vraag mij vóór de aannemer komt.\n\n<b>Echt</b>."
    joost.save()
    declared = declare(joost, "woningaanpassing")
    declare(joost, "rolstoel")
    answer = answered(joost, "Wie betaalt de drempels?", asker=fatima, accepted=True)
    answer.question.subjects.add(declared.subject)
    wrote(joost, "Vervoer naar de dagbesteding", days_ago=20)
    index()
    return joost


def test_what_he_did_stands_under_the_subject_it_is_about(known: User, fatima: User) -> None:
    shown = profile(known, viewer=fatima)
    assert [(row.name, [str(reason) for reason in row.reasons]) for row in shown.knows] == [
        ("woningaanpassing", ["Gaf het gekozen antwoord op ‘Wie betaalt de drempels?’."]),
        ("rolstoel", []),
    ]
    assert [work.title for work in shown.work] == ["Vervoer naar de dagbesteding"]


def test_the_page_tells_how_to_reach_him(known: User, fatima: User, sign_in: SignIn) -> None:
    text = sign_in(fatima).get(address(known)).content.decode()
    assert 'href="tel:0199102212"' in text
    assert 'href="mailto:joost@example.org"' in text
    assert "Werkt vandaag" in text
    assert "Bel Joost" in text
    assert "&lt;b&gt;Echt&lt;/b&gt;" in text
    assert reverse("people:edit") not in text.split("<main")[1]


def test_no_score_and_no_count_of_points_stands_on_the_page(
    known: User, fatima: User, sign_in: SignIn
) -> None:
    text = sign_in(fatima).get(address(known)).content.decode().lower()
    assert "score" not in text
    assert "punten" not in text


def test_absence_is_said_with_its_end(known: User, fatima: User, sign_in: SignIn) -> None:
    known.absent_until = TUESDAY + datetime.timedelta(days=90)
    known.save()
    assert "Afwezig tot 22 februari 2027" in sign_in(fatima).get(address(known)).content.decode()


def test_his_own_page_offers_to_change_it(known: User, sign_in: SignIn) -> None:
    browser = sign_in(known)
    assert browser.get(reverse("people:own")).headers["Location"] == address(known)
    text = browser.get(address(known)).content.decode().split("<main")[1]
    assert reverse("people:edit") in text
    assert "Bel Joost" not in text


def test_a_page_without_anything_still_is_a_page(fatima: User, els: User, sign_in: SignIn) -> None:
    User.objects.filter(pk=els.pk).update(working_day_bits=0, department=None, function="")
    text = sign_in(fatima).get(address(els)).content.decode()
    assert "Els heeft nog geen onderwerp genoemd." in text
    assert "Werkdagen niet ingevuld" in text


def test_who_left_or_never_was_has_no_page(fatima: User, joost: User, els: User, sign_in: SignIn) -> None:
    User.objects.filter(pk=joost.pk).update(is_active=False)
    User.objects.filter(pk=els.pk).update(forgotten_at="2026-11-01T00:00:00Z")
    browser = sign_in(fatima)
    for place in (address(joost), address(els), "/collegas/999999/", f"/collegas/{'9' * 30}/"):
        assert browser.get(place).status_code == 404


def test_much_work_takes_no_more_queries(
    joost: User,
    fatima: User,
    sign_in: SignIn,
    index: Index,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(30):
        answered(joost, f"Wie betaalt drempel {number}?", asker=fatima)
        wrote(joost, f"Drempels {number}")
        declare(joost, f"onderwerp {number}")
    index()
    browser = sign_in(fatima)
    with django_assert_max_num_queries(9):  # Two find out who is signed in, one his spaces.
        browser.get(address(joost))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_how_we_know_says_what_counts(fatima: User, sign_in: SignIn, language: str) -> None:
    User.objects.filter(pk=fatima.pk).update(language=language)
    answer = sign_in(fatima).get(reverse("people:how"))
    words = {"nl": "Wat nooit meetelt", "en": "What never counts"}
    assert words[language] in answer.content.decode()


def test_the_fragment_is_a_part_for_htmx_and_a_page_for_others(
    known: User, fatima: User, sign_in: SignIn
) -> None:
    number = fatima.questions.get().pk
    place = reverse("people:experts_for_ref", args=[f"forum.question:{number}"])
    browser = sign_in(fatima)
    part = browser.get(place, headers={"HX-Request": "true", "HX-Target": "colleagues"}).content.decode()
    whole = browser.get(place).content.decode()
    assert "<html" not in part
    assert "<html" in whole
    for text in (part, whole):
        assert "Joost Verhagen" in text
        assert "Waarom deze collega’s?" in text


@pytest.mark.parametrize(
    "ref",
    ["forum.question", "forum.question:x", f"forum.question:{'9' * 30}", "people.person:0", "x:1", "🐈:1"],
)
def test_a_fragment_of_nothing_is_not_found(fatima: User, sign_in: SignIn, ref: str) -> None:
    assert sign_in(fatima).get(reverse("people:experts_for_ref", args=[ref])).status_code == 404


def test_who_may_forget_finds_the_way_there_on_the_profile(
    known: User, fatima: User, els: User, sign_in: SignIn
) -> None:
    forget = reverse("privacy:forget", args=[known.pk])
    address = reverse("people:person", args=[known.pk])
    assert forget not in sign_in(fatima).get(address).text
    els.role_bits = role_bits([Role.PRIVACY_OFFICER])
    els.save()
    shown = sign_in(els).get(address).text
    assert forget in shown
    assert reverse("privacy:own_data_of", args=[known.pk]) in shown
