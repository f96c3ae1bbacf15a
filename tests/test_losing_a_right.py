"""A right that is lost works at the next request: page, list, search, suggestion and count."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.accounts.models import Department, Team, User
from samenwijzer.forum.models import Question
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.kernel import clock
from samenwijzer.search.actions import catch_up
from samenwijzer.search.building import rebuild
from samenwijzer.search.queries import search, suggest
from samenwijzer.spaces import actions, queries
from samenwijzer.spaces.models import Kind, Member, Role, Space, Visibility
from samenwijzer.spaces.tests.factories import again, anew, make_guest
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"


@pytest.fixture
def question(closed_space: Space, joost: User) -> Question:
    return make_question(joost, "Mag een zilvervos mee?", space=closed_space)


def seen(person: User, question: Question, sign_in: SignIn) -> dict[str, bool]:
    """Say where a person meets the question now, each time as a new request."""
    client = sign_in(person)
    found = search("zilvervos", viewer=again(person))
    return {
        "page": "zilvervos" in client.get(f"/vragen/{question.pk}/").content.decode(),
        "list": "zilvervos" in client.get("/vragen/?show=all").content.decode(),
        "search": any("zilvervos" in hit.title for hit in found.hits),
        "suggestion": bool(suggest("zilver", viewer=again(person))),
        "count": found.total > 0,
        "space": question.space_id in {one.id for one in queries.spaces_to_read(viewer=again(person))},
    }


def everywhere(person: User, question: Question, sign_in: SignIn) -> bool:
    places = seen(person, question, sign_in)
    assert len(set(places.values())) == 1, places
    return places["page"]


def test_who_is_taken_out(noor: User, joost: User, question: Question, sign_in: SignIn) -> None:
    member = Member.objects.create(space=question.space, person=noor, role=Role.READER)
    rebuild()
    assert everywhere(noor, question, sign_in)
    actions.take_out(actor=joost, member=member)
    assert not everywhere(noor, question, sign_in)


def test_who_goes_to_another_department(
    noor: User, schuldhulp: Department, inkomen: Department, question: Question, sign_in: SignIn
) -> None:
    Member.objects.create(space=question.space, department=schuldhulp, role=Role.READER)
    rebuild()
    assert everywhere(noor, question, sign_in)
    noor.department = inkomen
    noor.save()
    assert not everywhere(noor, question, sign_in)
    # And who comes under it gets it, without a word to anybody.
    noor.department = Department.objects.create(name="Preventie", parent=schuldhulp)
    noor.save()
    assert everywhere(noor, question, sign_in)


def test_who_goes_to_another_team(
    noor: User, schuldhulp: Department, question: Question, sign_in: SignIn
) -> None:
    team = Team.objects.create(name="Wijkteam", department=schuldhulp)
    noor.team = team
    noor.save()
    Member.objects.create(space=question.space, team=team, role=Role.READER)
    rebuild()
    assert everywhere(noor, question, sign_in)
    noor.team = None
    noor.save()
    assert not everywhere(noor, question, sign_in)


# The index reads what was committed.
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("visibility", [Visibility.CLOSED, Visibility.HIDDEN])
@pytest.mark.parametrize("follows", ["at once", "late"])
def test_a_space_that_closes(
    visibility: Visibility, follows: str, noor: User, joost: User, sign_in: SignIn
) -> None:
    space = actions.make_space(actor=joost, name="Kring", kind=Kind.CIRCLE)
    question = make_question(joost, "Mag een zilvervos mee?", space=space)
    rebuild()
    assert everywhere(noor, question, sign_in)
    actions.change_space(
        actor=joost,
        space=anew(space),
        name="Kring",
        kind=Kind.CIRCLE,
        about="",
        visibility=visibility,
        department=None,
        team=None,
    )
    if follows == "at once":
        catch_up()
    # An index that is behind shows no more than the database allows.
    assert not everywhere(noor, question, sign_in)
    assert everywhere(joost, question, sign_in) is True


@pytest.mark.django_db(transaction=True)
def test_a_space_that_opens_is_found_when_the_index_has_followed(
    noor: User, joost: User, question: Question, sign_in: SignIn
) -> None:
    rebuild()
    space = anew(question.space)
    actions.change_space(
        actor=joost,
        space=space,
        name=space.name,
        kind=Kind(space.kind),
        about="",
        visibility=Visibility.OPEN,
        department=space.department,
        team=None,
    )
    catch_up()
    assert everywhere(noor, question, sign_in)


@pytest.mark.parametrize("how", ["blocked", "past the last day"])
def test_who_may_not_sign_in(how: str, joost: User, question: Question, sign_in: SignIn) -> None:
    guest = make_guest()
    Member.objects.create(space=question.space, person=guest, role=Role.READER)
    client = sign_in(guest)
    address = f"/vragen/{question.pk}/"
    assert client.get(address).status_code == 200
    if how == "blocked":
        guest.is_active = False
    else:
        guest.guest_until = clock.today() - datetime.timedelta(days=1)
    guest.save()
    assert client.get(address).status_code == 302


def test_a_lower_role_writes_no_more(noor: User, joost: User, question: Question, sign_in: SignIn) -> None:
    member = Member.objects.create(space=question.space, person=noor, role=Role.CONTRIBUTOR)
    client, address = sign_in(noor), f"/vragen/{question.pk}/antwoord/"
    assert client.post(address, {"body": "Ja, dat mag."}).status_code == 302
    actions.change_role(actor=joost, member=member, role=Role.READER)
    assert client.post(address, {"body": "En dit ook."}).status_code == 403
