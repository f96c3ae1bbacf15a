"""Handing over: the owner keeps it until a colleague says yes."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, Team, User
from samenwijzer.documents.models import Page
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.journeys import access, ownership, queries
from samenwijzer.journeys.leaver import person_leaves
from samenwijzer.journeys.models import Ownership
from samenwijzer.journeys.things import CannotOwn, Thing
from samenwijzer.kernel.modules import Task
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(joost: User, wmo: Department) -> Page:
    return make_page("Traplift", space=wmo.default_space, author=joost)


def thing(page: Page, viewer: User) -> Thing:
    return access.thing_to_hand_over(viewer=viewer, ref=f"documents.page:{page.pk}")


def waiting(person: User) -> list[Task]:
    return list(queries.ownership_tasks(viewer=User.objects.get(pk=person.pk)))


def say(sign_in: SignIn, person: User, says: str) -> None:
    [task] = waiting(person)
    [address] = {answer.url for answer in task.answers if answer.name}
    for _twice in range(2):
        assert sign_in(person).post(address, {"says": says, "next": "/"}).status_code == 302


def test_a_colleague_is_asked_and_takes_it(page: Page, joost: User, noor: User, sign_in: SignIn) -> None:
    address = reverse("journeys:hand_over", args=[f"documents.page:{page.pk}"])
    client = sign_in(joost)
    assert noor.name in client.get(address, {"name": "noor"}).content.decode()
    for _twice in range(2):
        assert client.post(address, {"person": noor.pk}).status_code == 302
    page.refresh_from_db()
    assert page.owner == joost
    [task] = waiting(noor)
    assert task.title == "Traplift"
    assert joost.name in task.sentence
    home = sign_in(noor).get("/").content.decode()
    assert "Ik neem dit over" in home
    say(sign_in, noor, "take")
    page.refresh_from_db()
    assert page.owner == noor
    assert waiting(noor) == []


def test_giving_back_tells_the_owner(page: Page, joost: User, noor: User, sign_in: SignIn) -> None:
    ownership.offer(actor=joost, thing=thing(page, joost), person=noor)
    say(sign_in, noor, "give_back")
    page.refresh_from_db()
    assert page.owner == joost
    [task] = waiting(joost)
    assert noor.name in task.sentence
    say(sign_in, joost, "keep")
    assert waiting(joost) == []


def test_an_heir_keeps_it_or_hands_it_on(
    page: Page, joost: User, els: User, noor: User, bram: User, team: Team, sign_in: SignIn
) -> None:
    person_leaves(person=joost, actor=bram)
    [task] = waiting(els)
    assert [answer.label for answer in task.answers] == ["Ik houd dit", "Geef door aan een collega"]
    answer = sign_in(els).post(task.answers[1].url, {"person": noor.pk})
    assert answer.status_code == 302
    assert waiting(els) == []
    say(sign_in, noor, "take")
    page.refresh_from_db()
    assert page.owner == noor


def test_a_second_choice_takes_the_place_of_the_first(page: Page, joost: User, noor: User, els: User) -> None:
    ownership.offer(actor=joost, thing=thing(page, joost), person=noor)
    ownership.offer(actor=joost, thing=thing(page, joost), person=els)
    assert waiting(noor) == []
    assert len(waiting(els)) == 1


def test_nobody_gets_what_he_may_not_read(
    joost: User, noor: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    secret = make_page("Geheim", space=hidden_space, author=joost)
    with pytest.raises(CannotOwn):
        ownership.offer(actor=joost, thing=thing(secret, joost), person=noor)
    address = reverse("journeys:hand_over", args=[f"documents.page:{secret.pk}"])
    refused = sign_in(joost).post(address, {"person": noor.pk})
    assert refused.status_code == 422
    listed = sign_in(joost).get(address).content.decode()
    assert fatima.name in listed
    assert noor.name not in listed


def test_who_loses_the_right_sees_no_title_and_cannot_take_it(
    joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    secret = make_page("Geheim", space=hidden_space, author=joost)
    ownership.offer(actor=joost, thing=thing(secret, joost), person=fatima)
    assert len(waiting(fatima)) == 1
    Member.objects.filter(space=hidden_space, person=fatima).delete()
    assert waiting(fatima) == []
    address = reverse("journeys:answer", args=[Ownership.objects.get().pk])
    assert sign_in(fatima).post(address, {"says": "take"}).status_code == 404
    secret.refresh_from_db()
    assert secret.owner == joost


def test_only_the_owner_or_who_owns_the_space_hands_over(
    page: Page, joost: User, noor: User, fatima: User, wmo: Department, sign_in: SignIn
) -> None:
    address = reverse("journeys:hand_over", args=[f"documents.page:{page.pk}"])
    assert sign_in(noor).get(address).status_code == 403
    Member.objects.create(space=wmo.default_space, person=fatima, role=Role.MANAGER)
    assert sign_in(fatima).get(address).status_code == 200


@pytest.mark.parametrize(
    "ref", ["documents.page:999999", "forum.question:1", "x", "spaces.space:1", f"documents.page:{9**30}"]
)
def test_what_is_not_there_is_not_found(noor: User, ref: str, sign_in: SignIn) -> None:
    assert sign_in(noor).get(reverse("journeys:hand_over", args=[ref])).status_code == 404


@pytest.mark.parametrize("person", ["", "x", "-1", "9" * 30, "999999"])
def test_a_choice_that_is_none_says_so(page: Page, joost: User, person: str, sign_in: SignIn) -> None:
    address = reverse("journeys:hand_over", args=[f"documents.page:{page.pk}"])
    assert sign_in(joost).post(address, {"person": person}).status_code == 422


def test_what_came_to_others_does_not_exist(
    page: Page, joost: User, noor: User, els: User, sign_in: SignIn
) -> None:
    ownership.offer(actor=joost, thing=thing(page, joost), person=noor)
    address = reverse("journeys:answer", args=[Ownership.objects.get().pk])
    assert sign_in(els).post(address, {"says": "take"}).status_code == 404
    assert sign_in(noor).post(address, {"says": "misschien"}).status_code == 422


def test_a_subject_passes_on_too(joost: User, noor: User, sign_in: SignIn) -> None:
    subject = Subject.objects.create(name="woningaanpassing", owner=joost)
    address = reverse("journeys:hand_over", args=[f"subjects.subject:{subject.pk}"])
    assert sign_in(noor).get(address).status_code == 403
    assert sign_in(joost).post(address, {"person": noor.pk}).status_code == 302
    say(sign_in, noor, "take")
    subject.refresh_from_db()
    assert subject.owner == noor


def test_all_that_waits_is_one_query(
    joost: User, noor: User, wmo: Department, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        made = make_page(f"Stuk {number}", space=wmo.default_space, author=joost)
        ownership.offer(actor=joost, thing=thing(made, joost), person=noor)
    viewer = User.objects.get(pk=noor.pk)
    queries.ownership_tasks(viewer=viewer)
    with django_assert_num_queries(1):
        assert len(queries.ownership_tasks(viewer=viewer)) == 5
