"""The privacy officer finds who left, and forgets him, without an administrator."""

import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import FORGOTTEN_NAME, Role, User
from samenwijzer.kernel import clock
from samenwijzer.spaces.tests.factories import make_guest, with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

LIST = "/beheer/vertrokken/"


@pytest.fixture
def officer(noor: User, sign_in: SignIn) -> Client:
    return sign_in(with_role(noor, Role.PRIVACY_OFFICER))


def leave(person: User) -> None:
    person.is_active, person.left_at = False, clock.now()
    person.save()


def test_who_left_is_found_and_forgotten(officer: Client, joost: User, fatima: User) -> None:
    leave(joost)
    text = officer.get(LIST).content.decode()
    assert "Joost Verhagen" in text
    assert "uit dienst" in text
    assert "Fatima Amrani" not in text.split("<main")[1]
    address = f"/beheer/vergeten/{joost.pk}/"
    assert f'href="{address}"' in text
    assert f'href="/beheer/mensen/{joost.pk}/gegevens/"' in text
    assert f'href="{LIST}"' in officer.get(address).content.decode().split("<main")[1]
    assert officer.post(address, {"name": joost.name}).status_code == 302
    joost.refresh_from_db()
    assert joost.name == FORGOTTEN_NAME
    assert f"/beheer/vergeten/{joost.pk}/" not in officer.get(LIST).content.decode()


def test_blocked_people_and_former_guests_stand_there_too(officer: Client, joost: User) -> None:
    guest = make_guest()
    for person, changed in (
        (joost, {"is_active": False}),
        (guest, {"guest_until": clock.today() - datetime.timedelta(days=1)}),
    ):
        User.objects.filter(pk=person.pk).update(**changed)
    text = officer.get(LIST).content.decode()
    assert "Joost Verhagen" in text
    assert "Gijs Gast" in text
    text = officer.get(LIST, {"name": "gijs"}).content.decode()
    assert "Gijs Gast" in text
    assert "Joost Verhagen" not in text
    assert "Niemand gevonden" in officer.get(LIST, {"name": "zeb"}).content.decode()


def test_it_is_for_who_may_forget_alone(joost: User, fatima: User, els: User, sign_in: SignIn) -> None:
    leave(joost)
    manager = sign_in(with_role(els, Role.TEAM_MANAGER))
    for browser in (sign_in(fatima), manager):
        answer = browser.get(LIST)
        assert answer.status_code == 403
        assert "Joost" not in answer.content.decode()


def test_it_costs_as_much_with_many(
    officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        User.objects.create_user(email=f"p{number}@example.org", name=f"Persoon {number}", is_active=False)
    with django_assert_max_num_queries(8):
        assert officer.get(LIST).status_code == 200
    assert "Persoon 59" in officer.get(LIST, {"page": "2"}).content.decode()
