"""Who knows this? Facts about the named cast, over a real index."""

import datetime
from itertools import product

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.forum.actions import ask_colleague
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.actions import confirm_subject, take_subject_back, turn_subject_away
from samenwijzer.people.models import Confirmation
from samenwijzer.people.queries import Expert, experts, item_experts
from samenwijzer.people.tests.conftest import TUESDAY, Index
from samenwijzer.people.tests.factories import answered, declare, wrote

pytestmark = pytest.mark.django_db


def names(found: tuple[Expert, ...]) -> list[str]:
    return [expert.name.split()[0] for expert in found]


def test_joost_is_the_one_to_ask_about_home_adaptations(
    joost: User, fatima: User, els: User, index: Index
) -> None:
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    wrote(joost, "Woningaanpassing: van drempel tot traplift")
    declare(joost, "woningaanpassing")
    wrote(els, "Vervoer naar de dagbesteding")
    index()
    assert names(experts("woningaanpassing", viewer=fatima)) == ["Joost"]


def test_each_reason_is_a_sentence_with_a_title_to_open(joost: User, fatima: User, index: Index) -> None:
    answer = answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    declare(joost, "woningaanpassing")
    index()
    (expert,) = experts("woningaanpassing", viewer=fatima)
    assert expert.why == (
        "Gaf het gekozen antwoord op ‘Wie betaalt de woningaanpassing?’.",
        "Zegt zelf: vraag mij over woningaanpassing.",
    )
    first, second = expert.reasons
    assert (first.title, second.url) == ("Wie betaalt de woningaanpassing?", "")
    assert first.url.startswith(f"/vragen/{answer.question_id}/")


def test_reasons_follow_the_language_of_the_reader(joost: User, fatima: User, index: Index) -> None:
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima)
    index()
    with translation.override("en"):
        (expert,) = experts("woningaanpassing", viewer=fatima)
    assert expert.why == ("Answered ‘Wie betaalt de woningaanpassing?’ in November 2026.",)
    assert expert.presence_text == "Works today"


def test_a_chosen_answer_beats_another(joost: User, els: User, fatima: User, index: Index) -> None:
    answered(els, "Wie betaalt de woningaanpassing van een huurder?", asker=fatima)
    answered(joost, "Wie betaalt de woningaanpassing van een koper?", asker=fatima, accepted=True)
    index()
    assert names(experts("woningaanpassing", viewer=fatima)) == ["Joost", "Els"]


def test_an_old_answer_counts_less(joost: User, els: User, fatima: User, index: Index) -> None:
    answered(els, "Wie betaalt de woningaanpassing van een huurder?", asker=fatima, days_ago=900)
    answered(joost, "Wie betaalt de woningaanpassing van een koper?", asker=fatima)
    index()
    assert names(experts("woningaanpassing", viewer=fatima)) == ["Joost", "Els"]


def test_who_answers_everything_is_not_named_for_what_he_did_not_answer(
    joost: User, bram: User, fatima: User, index: Index
) -> None:
    for number in range(40):
        answered(bram, f"Hoe werkt knop {number}?", asker=fatima, body="Klik. Woningaanpassing staat links.")
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    index()
    found = experts("woningaanpassing", viewer=fatima)
    assert names(found)[0] == "Joost"
    assert all(expert.score < found[0].score / 3 for expert in found[1:])


def test_a_second_department_stands_among_the_first_three(
    joost: User, noor: User, fatima: User, wmo: Department, index: Index
) -> None:
    colleagues = [joost, *(_colleague(f"Wmo {n}", wmo) for n in range(3))]
    for number, person in enumerate(colleagues):
        for what in ("woningaanpassing", "woningaanpassing van een huurder"):
            answered(person, f"Wie betaalt de {what} op {number}?", asker=fatima, accepted=True)
    answered(noor, "Wie betaalt de woningaanpassing bij schuld?", asker=fatima)
    index()
    found = experts("woningaanpassing", viewer=fatima)
    assert [expert.department for expert in found] == ["Wmo", "Wmo", "Schuldhulpverlening", "Wmo", "Wmo"]
    assert found[4].score > found[2].score


def test_who_is_absent_is_marked_and_stands_below(joost: User, els: User, fatima: User, index: Index) -> None:
    answered(joost, "Wie betaalt de woningaanpassing van een koper?", asker=fatima, accepted=True)
    answered(els, "Wie betaalt de woningaanpassing van een huurder?", asker=fatima)
    joost.absent_until = TUESDAY + datetime.timedelta(days=9)
    joost.save()
    index()
    found = experts("woningaanpassing", viewer=fatima)
    assert names(found) == ["Els", "Joost"]
    assert (found[1].presence_kind, found[1].presence_text) == ("away", "Afwezig tot 3 december")


def test_who_works_today_stands_first_when_both_know_it(
    sanne: User, joost: User, fatima: User, index: Index
) -> None:
    declare(sanne, "woningaanpassing")
    declare(joost, "woningaanpassing")
    index()
    thursday = TUESDAY + datetime.timedelta(days=2)
    assert names(experts("woningaanpassing", viewer=fatima, day=thursday)) == ["Joost", "Sanne"]


def test_who_left_or_was_forgotten_is_never_named(
    joost: User, els: User, noor: User, fatima: User, index: Index
) -> None:
    for person in (joost, els, noor):
        declare(person, "woningaanpassing")
        answered(person, f"Wie betaalt de woningaanpassing van {person.name}?", asker=fatima, accepted=True)
    index()
    User.objects.filter(pk=joost.pk).update(is_active=False)
    User.objects.filter(pk=els.pk).update(forgotten_at=datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC))
    assert names(experts("woningaanpassing", viewer=fatima)) == ["Noor"]


def test_a_synonym_finds_who_declares_the_subject(joost: User, fatima: User, index: Index) -> None:
    declare(joost, "woningaanpassing", "traplift")
    declare(joost, "rolstoel")
    index()
    (expert,) = experts("traplift", viewer=fatima)
    assert expert.why == ("Zegt zelf: vraag mij over woningaanpassing.",)


def test_a_name_finds_the_colleague(joost: User, fatima: User, index: Index) -> None:
    declare(joost, "woningaanpassing")
    index()
    (expert,) = experts("Joost", viewer=fatima)
    assert expert.why == ("Je zocht op deze naam.",)


def test_asking_is_no_sign_of_knowing(fatima: User, sanne: User, index: Index) -> None:
    answered(fatima, "Wie betaalt de woningaanpassing?", asker=sanne)
    index()
    assert names(experts("woningaanpassing", viewer=None)) == ["Fatima"]


def test_a_busy_generalist_does_not_go_before_who_knows_this(
    joost: User, bram: User, fatima: User, index: Index
) -> None:
    for number, word in product(range(50), ("uitkering", "woningaanpassing")):
        answered(bram, f"Hoe boek ik {word} {number}?", asker=fatima, body="Klik op de knop.")
    for what in ("koper", "huurder", "wooncorporatie", "mantelzorger"):
        answered(joost, f"Wie betaalt de woningaanpassing van een {what}?", asker=fatima)
    index()
    assert names(experts("Wie betaalt de woningaanpassing?", viewer=fatima))[0] == "Joost"


def test_what_is_hidden_stays_hidden_after_new_evidence(
    joost: User, els: User, fatima: User, index: Index
) -> None:
    subject = declare(joost, "woningaanpassing", "traplift").subject
    Confirmation.objects.create(
        person=joost, subject=subject, by=els, example="Bij de flat.", made_at=clock.now()
    )
    index()
    assert names(experts("woningaanpassing", viewer=fatima)) == ["Joost"]
    turn_subject_away(actor=joost, subject=subject, state="hidden")
    assert experts("woningaanpassing", viewer=fatima) == ()  # The index does not know it yet.
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    other = answered(joost, "Wie betaalt de drempelhulp?", asker=fatima, accepted=True)
    other.question.subjects.add(subject)
    index()
    for text in ("woningaanpassing", "traplift", "drempelhulp"):
        assert experts(text, viewer=fatima) == ()
    assert names(experts("Joost", viewer=fatima)) == ["Joost"]
    take_subject_back(actor=joost, subject=subject)
    index()
    assert names(experts("drempelhulp", viewer=fatima)) == ["Joost"]


def test_what_a_colleague_confirms_with_an_example_is_a_reason(
    joost: User, els: User, fatima: User, index: Index
) -> None:
    subject = declare(els, "woningaanpassing").subject
    confirm_subject(actor=els, person=joost, subject=subject, example="Hij regelde een traplift.")
    index()
    first = experts("woningaanpassing", viewer=fatima)[0]
    assert first.why == ("Collega’s bevestigen met een voorbeeld: weet van woningaanpassing.",)
    assert first.reasons[0].url == first.url


def test_who_was_asked_enough_this_week_goes_lower_and_says_until_when(
    joost: User, els: User, fatima: User, index: Index
) -> None:
    answered(joost, "Wie betaalt de woningaanpassing van een koper?", asker=fatima, accepted=True)
    answered(els, "Wie betaalt de woningaanpassing van een huurder?", asker=fatima)
    index()
    for number in range(2):
        ask_colleague(asker=fatima, question=make_question(fatima, f"Vraag {number}"), person=joost)
    assert names(experts("woningaanpassing", viewer=fatima)) == ["Joost", "Els"]
    User.objects.filter(pk=joost.pk).update(requests_a_week=2)
    found = experts("woningaanpassing", viewer=fatima)
    assert names(found) == ["Els", "Joost"]
    assert (found[0].full, found[1].full) == ("", "Deze week al vaak gevraagd: vol t/m maandag.")


def test_a_text_of_which_nothing_is_known_names_nobody(joost: User, fatima: User, index: Index) -> None:
    answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima, accepted=True)
    index()
    assert experts("zwembad glijbaan springplank woningaanpassing", viewer=fatima) == ()


def test_nobody_is_said_honestly(joost: User, fatima: User, index: Index) -> None:
    declare(joost, "woningaanpassing")
    index()
    for nothing in ("zwembad", "", "   ", "🐈", "\x00", "de het een"):
        assert experts(nothing, viewer=fatima) == ()
    assert experts("woningaanpassing", viewer=fatima, limit=0) == ()


def test_without_an_index_nobody_is_found_and_nothing_breaks(joost: User, fatima: User) -> None:
    declare(joost, "woningaanpassing")
    assert experts("woningaanpassing", viewer=fatima) == ()


def test_few_people_are_filled_up_with_those_who_know_its_subject(
    joost: User, els: User, noor: User, fatima: User, index: Index
) -> None:
    answer = answered(joost, "Wie betaalt de drempelhulp bij een huurder?", asker=fatima, accepted=True)
    declared = declare(els, "woningaanpassing")
    declare(noor, "woningaanpassing")
    answer.question.subjects.add(declared.subject)
    index()
    found = experts("drempelhulp", viewer=fatima)
    assert names(found)[0] == "Joost"
    assert set(names(found)) == {"Joost", "Els", "Noor"}


def test_for_an_item_the_viewer_himself_is_left_out(
    joost: User, els: User, fatima: User, index: Index
) -> None:
    answer = answered(joost, "Wie betaalt de woningaanpassing?", asker=fatima)
    declare(els, "woningaanpassing")
    index()
    ref = Ref("forum.question", answer.question_id)
    assert names(item_experts(ref, viewer=joost).experts) == ["Els"]
    assert names(item_experts(ref, viewer=fatima).experts) == ["Joost", "Els"]


def test_for_an_item_that_is_not_there_nobody_is_found(fatima: User, index: Index) -> None:
    index()
    assert item_experts(Ref("forum.question", 999), viewer=fatima).experts == ()


def test_finding_takes_few_queries_however_many_people_there_are(
    joost: User,
    fatima: User,
    wmo: Department,
    index: Index,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(20):
        person = _colleague(f"Wmo {number}", wmo)
        declare(person, "woningaanpassing")
        answered(person, f"Wie betaalt de woningaanpassing van huis {number}?", asker=fatima, accepted=True)
    index()
    with django_assert_max_num_queries(7):
        assert len(experts("woningaanpassing", viewer=fatima)) == 10


def _colleague(name: str, department: Department) -> User:
    return User.objects.create_user(
        email=f"{name.lower().replace(' ', '-')}@example.org",
        name=name,
        department=department,
        working_day_bits=31,
    )
