"""Who can be chosen for a place, and what is said after an answer."""

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import Role as PersonRole
from samenwijzer.accounts.models import User, role_bits
from samenwijzer.spaces import actions, queries
from samenwijzer.spaces.models import Member, MembershipRequest, RequestKind, RequestState, Role, Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def test_only_who_has_no_place_is_offered(closed_space: Space, joost: User, els: User, sanne: User) -> None:
    Member.objects.create(space=closed_space, person=sanne, role=Role.READER)

    def offered(**narrowed: object) -> set[str]:
        found = queries.people_to_choose("e", viewer=joost, space=closed_space, **narrowed)  # type: ignore[arg-type]
        return {one.name for one in found}

    assert offered() == {els.name}
    assert offered(without=[Role.MANAGER]) == {els.name, sanne.name}


def test_a_place_by_a_team_or_department_does_not_count(
    closed_space: Space, joost: User, els: User, wmo: object
) -> None:
    Member.objects.create(space=closed_space, department=els.department, role=Role.READER)
    (found,) = queries.people_to_choose("Els", viewer=joost, space=closed_space)
    assert found.id == els.pk


def test_who_becomes_owner_reads_that(closed_space: Space, joost: User, noor: User, sign_in: SignIn) -> None:
    asked = actions.offer_ownership(actor=joost, space=closed_space, person=noor)
    address = reverse("spaces:request", args=[asked.pk])
    said = sign_in(noor).post(address, {"answer": "accept"}, follow=True).content.decode()
    assert "Je bent nu eigenaar van ‘Casuïstiek’." in said


def test_who_comes_in_reads_as_what_and_his_word_is_kept(
    closed_space: Space, joost: User, noor: User, sign_in: SignIn
) -> None:
    asked = actions.invite(actor=joost, space=closed_space, person=noor, role=Role.READER)
    address = reverse("spaces:request", args=[asked.pk])
    said = sign_in(noor).post(address, {"answer": "accept", "reply": "Leuk, dank je."}, follow=True)
    assert "Je bent nu lezer in ‘Casuïstiek’." in said.content.decode()
    asked.refresh_from_db()
    assert (asked.state, asked.reply) == (RequestState.ACCEPTED, "Leuk, dank je.")
    assert "Leuk, dank je." in sign_in(joost).get(address).content.decode()


def test_the_asker_reads_that_he_asked(closed_space: Space, joost: User, noor: User, sign_in: SignIn) -> None:
    asked = actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    assert isinstance(asked, MembershipRequest)
    address = reverse("spaces:request", args=[asked.pk])
    own, owners = (sign_in(one).get(address).content.decode() for one in (noor, joost))
    assert "Je vroeg toegang" in own
    assert f"{noor.name} wil meelezen in een ruimte van jou" in owners
    actions.accept_request(actor=joost, request=asked)
    assert f"{noor.name} vroeg toegang" in sign_in(joost).get(address).content.decode()


def test_who_asked_reads_on_the_home_page_what_came_of_it_until_he_read_it(
    closed_space: Space, joost: User, noor: User, els: User, sign_in: SignIn
) -> None:
    asked = actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    refused = actions.ask_to_enter(actor=els, space=closed_space, kind=RequestKind.JOIN)
    assert asked is not None
    assert refused is not None
    actions.accept_request(actor=joost, request=asked, reply="Welkom.")
    actions.decline_request(actor=joost, request=refused)
    client, home = sign_in(noor), reverse("home:start")
    text = client.get(home).text
    assert f"{joost.name} liet je toe in een ruimte" in text
    assert "Welkom." in text
    assert reverse("spaces:space", args=[closed_space.pk]) in text
    assert f"{joost.name} liet je niet toe in een ruimte" in sign_in(els).get(home).text
    heard = reverse("spaces:request_heard", args=[asked.pk])
    sign_in(els).post(heard, {"heard": "1"})
    assert "liet je toe" in client.get(home).text
    for _double_click in range(2):
        assert "liet je toe" not in client.post(heard, {"heard": "1"}, follow=True).text


def test_a_place_is_given_to_whom_it_was_looked_for(
    closed_space: Space, bram: User, noor: User, sign_in: SignIn
) -> None:
    bram.role_bits = role_bits({PersonRole.ADMINISTRATOR})
    bram.save()
    client = sign_in(bram)
    listed = client.get(reverse("spaces:administer"), {"for": noor.pk}).text
    assert f"Kies de ruimte waarin {noor.name} een plek krijgt." in listed
    here = reverse("spaces:administer_space", args=[closed_space.pk])
    assert f"{here}?for={noor.pk}#place" in listed
    assert f'name="person" value="{noor.pk}"' in client.get(here, {"for": noor.pk}).text
    for wrong in ("x", "99999999999999999999", "-1"):
        assert client.get(here, {"for": wrong}).status_code == 200
