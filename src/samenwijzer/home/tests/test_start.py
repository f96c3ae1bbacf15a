"""The home page: what is asked of me, what I asked, what is new, and who is there."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_question, make_request
from samenwijzer.home.queries import tasks
from samenwijzer.journeys.access import thing_to_hand_over
from samenwijzer.journeys.ownership import offer
from samenwijzer.people.tests.factories import declare
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def start(sign_in: SignIn, viewer: User) -> str:
    response = sign_in(viewer).get(reverse("home:start"))
    assert response.status_code == 200
    return response.content.decode()


def test_joost_sees_what_he_is_asked_with_its_answers(joost: User, fatima: User, sign_in: SignIn) -> None:
    question = make_question(fatima, "Hoe werkt een traplift?")
    make_request(question, joost)
    page = start(sign_in, joost)
    assert "Hoe werkt een traplift?" in page
    assert "Ik pak het op" in page
    assert "Nu niet" in page
    assert "Hoe werkt een traplift?" not in start(sign_in, joost).split("Mijn open vragen")[1]


def test_a_reaction_brings_joost_back_to_his_page(joost: User, fatima: User, sign_in: SignIn) -> None:
    request = make_request(make_question(fatima, "Hoe werkt een traplift?"), joost)
    client = sign_in(joost)
    answer = client.post(reverse("forum:react", args=[request.pk]), {"reaction": "not_now"}, follow=True)
    assert answer.status_code == 200
    assert "Hoe werkt een traplift?" not in start(sign_in, joost)


def test_fatima_sees_her_open_question_and_what_is_new(fatima: User, joost: User, sign_in: SignIn) -> None:
    make_question(fatima, "Mag een gift?")
    new = make_question(joost, "Traplift vervangen?")
    declare(fatima, "woningaanpassing")
    new.subjects.add(Subject.objects.get(name="woningaanpassing"))
    page = start(sign_in, fatima)
    assert "Mag een gift?" in page
    assert "Traplift vervangen?" in page


def test_nobody_hears_of_a_hidden_space_on_the_home_page(
    fatima: User, noor: User, hidden_space: Space, sign_in: SignIn
) -> None:
    question = make_question(fatima, "Wie volgt de kwartsietbende?", space=hidden_space)
    declare(noor, "kwartsiet")
    question.subjects.add(Subject.objects.get(name="kwartsiet"))
    make_request(question, noor)
    assert "kwartsietbende" not in start(sign_in, noor)


def test_an_empty_home_page_teaches(sanne: User, sign_in: SignIn) -> None:
    page = start(sign_in, sanne)
    assert "Een vraag hoeft niet slim of af te zijn." in page
    assert "Er wacht nu niemand op jou." in page


def test_what_waits_of_every_kind_stands_in_one_list(
    joost: User, fatima: User, wmo: Department, sign_in: SignIn
) -> None:
    make_request(make_question(fatima, "Hoe werkt een traplift?"), joost)
    page = make_page("Werken met tilliften", space=wmo.default_space, author=fatima)
    thing = thing_to_hand_over(viewer=fatima, ref=f"documents.page:{page.pk}")
    offer(actor=fatima, thing=thing, person=joost)
    words = start(sign_in, joost)
    asked = words[words.index('id="asked"') : words.index("Mijn open vragen")]
    assert asked.index("Werken met tilliften") < asked.index("Hoe werkt een traplift?")
    assert asked.count("<form") == 4
    assert "Ik neem dit over" in asked


def test_an_answer_brings_him_back_with_a_word(
    joost: User, fatima: User, wmo: Department, sign_in: SignIn
) -> None:
    page = make_page("Werken met tilliften", space=wmo.default_space, author=fatima)
    thing = thing_to_hand_over(viewer=fatima, ref=f"documents.page:{page.pk}")
    offer(actor=fatima, thing=thing, person=joost)
    client = sign_in(joost)
    [task] = tasks(viewer=User.objects.get(pk=joost.pk))
    for _double_click in range(2):
        answer = client.post(task.answers[0].url, {"says": "take", "next": "/"}, follow=True)
        assert answer.redirect_chain[0][0] == "/"
        assert "Het is nu van jou." in answer.content.decode()
    assert "Er wacht nu niemand op jou." in start(sign_in, joost)


def test_more_than_ten_have_a_page_of_their_own(joost: User, fatima: User, sign_in: SignIn) -> None:
    for number in range(13):
        make_request(make_question(fatima, f"Vraag nummer {number}?"), joost)
    words = start(sign_in, joost)
    assert "En nog 3 andere" in words
    assert words.count("sw-note--new") == 10
    every = sign_in(joost).get(reverse("home:asked")).content.decode()
    assert every.count("sw-note--new") == 13


def test_the_fullest_home_page_asks_at_most_twelve_times(
    joost: User, fatima: User, els: User, wmo: Department, sign_in: SignIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    declare(joost, "woningaanpassing")
    subject = Subject.objects.get(name="woningaanpassing")
    for number in range(12):
        question = make_question(fatima, f"Vraag {number}?")
        question.subjects.add(subject)
        make_request(question, joost)
        make_question(joost, f"Mijn vraag {number}?").subjects.add(subject)
        page = make_page(f"Stuk {number}", space=wmo.default_space, author=fatima, subjects=(subject,))
        thing = thing_to_hand_over(viewer=fatima, ref=f"documents.page:{page.pk}")
        offer(actor=fatima, thing=thing, person=joost)
    client = sign_in(joost)
    client.get("/")
    with django_assert_max_num_queries(12):
        client.get("/")
