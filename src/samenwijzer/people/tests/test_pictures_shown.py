"""A picture stands wherever somebody is named with a face, for who may see it, and nowhere else."""

import io
import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from samenwijzer.accounts.models import Circle, ProfileField, Team, User
from samenwijzer.forum.models import Question
from samenwijzer.forum.tests.factories import make_answer, make_comment, make_question, make_request
from samenwijzer.people import actions
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import declare
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.spaces.tests.factories import make_guest
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    place = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    settings.STORAGES = {**settings.STORAGES, "default": place}


def give_picture(person: User, circle: Circle = Circle.EVERYONE) -> None:
    written = io.BytesIO()
    Image.new("RGB", (200, 200), "teal").save(written, "PNG")
    actions.change_picture(actor=person, portrait=actions.Portrait.of(written, size=written.tell()))
    User.objects.filter(pk=person.pk).update(field_visibility={ProfileField.PICTURE.value: circle.value})


@pytest.fixture
def team(joost: User, els: User) -> Team:
    """Joost is in a team with Els, so that who may see what needs the team."""
    assert joost.department is not None
    team = Team.objects.create(name="Wonen", department=joost.department)
    for person in (joost, els):
        person.team = team
        person.save()
    return team


@pytest.fixture
def question(team: Team, joost: User, els: User, fatima: User, closed_space: Space) -> Question:
    """A question of Joost in a closed space, in which Fatima and Els take part too."""
    Member.objects.create(space=closed_space, person=fatima, role=Role.EDITOR)
    Member.objects.create(space=closed_space, person=els, role=Role.EDITOR)
    found = make_question(joost, "Wie betaalt de woningaanpassing?", space=closed_space)
    make_comment(joost, found, make_answer(joost, found))
    make_request(found, els, asked_by=joost)
    return found


def places(question: Question) -> list[str]:
    space = question.space_id
    return [
        f"/vragen/{question.pk}/",
        f"/ruimtes/{space}/",
        f"/ruimtes/{space}/wie/",
        "/zoeken/?q=woningaanpassing",
        "/collegas/?name=joost",
        reverse("people:person", args=[question.author_id]),
    ]


def shown(browser: Client, place: str) -> set[str]:
    answer = browser.get(place)
    assert answer.status_code == 200, place
    return set(re.findall(r"/collegas/\d+/foto/\?v=\w+", answer.content.decode().split("<main")[1]))


def test_who_may_see_it_sees_it_everywhere(
    question: Question, joost: User, fatima: User, sign_in: SignIn, index: Index
) -> None:
    give_picture(joost)
    declare(joost, "woningaanpassing")
    index()
    browser = sign_in(fatima)
    for place in [*places(question), f"/vragen/{question.pk}/vraag-collega/?name=joost"]:
        if "vraag-collega" in place:  # Who asks is not asked himself.
            Question.objects.filter(pk=question.pk).update(author=fatima)
        (address,) = shown(browser, place)
        assert address.startswith(f"/collegas/{joost.pk}/foto/"), place
        assert browser.get(address).status_code == 200


def test_for_his_team_alone_others_see_none(
    question: Question, joost: User, els: User, fatima: User, sign_in: SignIn, index: Index
) -> None:
    give_picture(joost, Circle.TEAM)
    declare(joost, "woningaanpassing")
    index()
    for place in places(question):
        assert not shown(sign_in(fatima), place), place
        assert shown(sign_in(els), place), place


def test_a_guest_sees_that_of_who_shares_a_space_with_him(
    question: Question, joost: User, noor: User, sign_in: SignIn, index: Index
) -> None:
    guest = make_guest()
    Member.objects.create(space=question.space, person=guest, role=Role.READER)
    give_picture(joost)
    give_picture(noor)
    make_answer(noor, question)
    index()
    browser = sign_in(guest)
    every = [address for place in places(question) for address in shown(browser, place)]
    assert f"/collegas/{joost.pk}/foto/" in "".join(shown(browser, f"/ruimtes/{question.space_id}/"))
    assert every
    assert not [address for address in every if f"/collegas/{noor.pk}/" in address]
    for address in every:
        assert browser.get(address).status_code == 200


def test_of_who_left_there_is_none(question: Question, joost: User, fatima: User, sign_in: SignIn) -> None:
    give_picture(joost)
    User.objects.filter(pk=joost.pk).update(is_active=False)
    for place in places(question)[:3]:
        assert not shown(sign_in(fatima), place), place


def test_pictures_cost_no_query_for_each_row(
    question: Question, team: Team, fatima: User, sign_in: SignIn
) -> None:
    browser = sign_in(fatima)

    def counted(place: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as made:
            assert browser.get(place).status_code == 200
        return len(made)

    def more(first: int) -> None:
        for number in range(first, first + 4):
            person = User.objects.create_user(
                email=f"p{number}@example.org",
                name=f"Persoon {number}",
                department=team.department,
                team=team,
            )
            give_picture(person)
            make_comment(person, question, make_answer(person, question))
            make_request(question, person, asked_by=fatima)
            Member.objects.create(space=question.space, person=person, role=Role.READER)

    here = [*places(question)[:3], f"/vragen/{question.pk}/vraag-collega/"]
    more(0)
    before = {place: counted(place) for place in here}
    more(4)
    assert {place: counted(place) for place in here} == before
