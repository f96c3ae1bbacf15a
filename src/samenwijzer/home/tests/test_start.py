"""The home page: what is asked of me, what I asked, what is new, and who is there."""

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum.tests.factories import make_question, make_request
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
