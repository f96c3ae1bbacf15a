"""What lies in a hidden space brings forth no colleague and no reason for who may not read it."""

import pytest
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.forum.models import Answer
from samenwijzer.people.queries import experts
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import answered, declare, wrote
from samenwijzer.spaces.models import Member, Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

SECRET = "Wie onderzoekt de kwartsietfraude?"


@pytest.fixture
def secret(joost: User, fatima: User, noor: User, hidden_space: Space, index: Index) -> Answer:
    answer = answered(joost, SECRET, asker=fatima, accepted=True, space=hidden_space)
    wrote(joost, "Kwartsietfraude onderzoeken", space=hidden_space)
    declare(joost, "woningaanpassing")
    index()
    return answer


def test_a_member_sees_person_and_reason(secret: Answer, fatima: User) -> None:
    (expert,) = experts("kwartsietfraude", viewer=fatima)
    assert expert.name == "Joost Verhagen"
    assert SECRET in expert.why[0]


def test_noor_gets_no_person_and_no_reason(secret: Answer, noor: User) -> None:
    assert experts("kwartsietfraude", viewer=noor) == ()
    assert experts("kwartsietfraude", viewer=None) == ()


def test_for_noor_the_hidden_work_does_not_move_the_order(
    secret: Answer, noor: User, els: User, fatima: User, index: Index
) -> None:
    answered(els, "Wie ruimt kwartsiet op?", asker=fatima)
    declare(els, "kwartsiet")
    index()
    before = experts("kwartsiet", viewer=noor)
    Answer.objects.filter(pk=secret.pk).update(accepted=False)
    index()
    assert experts("kwartsiet", viewer=noor) == before


def test_losing_membership_closes_it_before_the_index_knows(secret: Answer, fatima: User) -> None:
    Member.objects.filter(person=fatima).delete()
    again = User.objects.get(pk=fatima.pk)
    assert experts("kwartsietfraude", viewer=again) == ()


def test_noor_sees_nothing_of_it_on_joosts_profile(
    secret: Answer, joost: User, noor: User, fatima: User, sign_in: SignIn
) -> None:
    address = reverse("people:person", args=[joost.pk])
    assert "kwartsiet" in sign_in(fatima).get(address).content.decode().lower()
    assert "kwartsiet" not in sign_in(noor).get(address).content.decode().lower()


@pytest.mark.parametrize("kind", ["forum.question", "forum.answer"])
def test_the_fragment_of_a_hidden_item_is_not_there_for_noor(
    secret: Answer, noor: User, fatima: User, sign_in: SignIn, kind: str
) -> None:
    number = secret.question_id if kind == "forum.question" else secret.pk
    address = reverse("people:experts_for_ref", args=[f"{kind}:{number}"])
    hidden = sign_in(noor).get(address)
    missing = sign_in(noor).get(reverse("people:experts_for_ref", args=[f"{kind}:99999"]))
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert "kwartsiet" not in hidden.content.decode().lower()
    assert sign_in(fatima).get(address).status_code == 200


@pytest.mark.parametrize(
    "name", ["directory", "own", "edit", "how", "person", "experts_for_ref", "add_subject", "remove_subject"]
)
def test_nobody_gets_in_without_signing_in(joost: User, client: Client, name: str) -> None:
    numbers: dict[str, list[object]] = {"person": [joost.pk], "remove_subject": [1]}
    numbers["experts_for_ref"] = ["forum.question:1"]
    answer = client.get(reverse(f"people:{name}", args=numbers.get(name, [])))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")
