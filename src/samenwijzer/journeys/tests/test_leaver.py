"""Somebody leaves: he is out at once, his words stay, and nothing is without an owner."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import GUEST_BIT, Department, Right, Team, User
from samenwijzer.documents.models import Page
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.models import Request
from samenwijzer.forum.tests.factories import make_question, make_request
from samenwijzer.journeys import leaver
from samenwijzer.journeys.leaver import CannotLeave, person_leaves, plan_leaving
from samenwijzer.journeys.models import Ownership
from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.outbox.models import AuditLine
from samenwijzer.privacy.actions import forget_person
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def goes_to(person: User) -> dict[str, str]:
    plan = plan_leaving(viewer=None, person=person)
    return {
        f"{thing.kind}:{thing.number}": share.heir.name for share in plan.shares for thing in share.things
    }


def test_what_he_owned_goes_to_who_leads_his_team(
    joost: User, els: User, bram: User, team: Team, hidden_space: Space, wmo: Department
) -> None:
    page = make_page("Traplift", space=wmo.default_space, author=joost)
    subject = Subject.objects.create(name="woningaanpassing", owner=joost)
    led = Team.objects.create(name="Liften", department=wmo, manager=joost)
    person_leaves(person=joost, actor=bram)
    for thing in (page, subject, led):
        thing.refresh_from_db()
    assert (page.owner, page.author) == (els, joost)
    assert subject.owner == els
    assert led.manager == els
    assert User.objects.get(pk=els.pk).may(Right.LEAD_TEAM)
    assert Member.objects.get(space=hidden_space, person=els).role == Role.MANAGER
    kinds = Ownership.objects.filter(person=els, former=joost).values_list("kind", flat=True)
    assert sorted(kinds) == ["page", "space", "subject", "team"]


def test_he_is_out_at_once(joost: User, bram: User, team: Team, sign_in: SignIn) -> None:
    client = sign_in(joost)
    assert client.get("/").status_code == 200
    person_leaves(person=joost, actor=bram)
    assert client.get("/").status_code == 302
    left = User.objects.get(pk=joost.pk)
    assert left.left_at is not None
    assert not left.is_active


def test_without_a_manager_it_goes_to_who_owns_the_space(
    joost: User, fatima: User, bram: User, hidden_space: Space, wmo: Department
) -> None:
    Member.objects.filter(space=hidden_space, person=fatima).update(role=Role.MANAGER)
    page = make_page("Geheim", space=hidden_space, author=joost)
    assert goes_to(joost)[f"page:{page.pk}"] == fatima.name
    # The space has her; nobody else has to take it.
    assert f"space:{hidden_space.pk}" not in goes_to(joost)


def test_a_manager_who_may_not_read_a_page_does_not_get_it(
    joost: User, fatima: User, els: User, team: Team, bram: User, hidden_space: Space
) -> None:
    Member.objects.filter(space=hidden_space, person=fatima).update(role=Role.MANAGER)
    page = make_page("Geheim", space=hidden_space, author=joost)
    assert goes_to(joost)[f"page:{page.pk}"] == fatima.name


def test_who_leads_the_team_himself_leaves_it_to_the_department_and_then_to_an_administrator(
    els: User, joost: User, fatima: User, team: Team, bram: User, wmo: Department
) -> None:
    page = make_page("Traplift", space=wmo.default_space, author=els)
    assert set(goes_to(els).values()) == {bram.name}
    Member.objects.create(space=wmo.default_space, person=joost, role=Role.MANAGER)
    assert goes_to(els) == {f"page:{page.pk}": joost.name, f"team:{team.pk}": joost.name}


@pytest.mark.parametrize(
    "how",
    [
        {"is_active": False},
        {"role_bits": GUEST_BIT, "guest_until": "2999-12-31", "department": None, "team": None},
    ],
    ids=["left", "guest"],
)
def test_who_left_or_is_a_guest_gets_nothing(
    how: dict[str, Any], joost: User, els: User, team: Team, bram: User, wmo: Department
) -> None:
    User.objects.filter(pk=els.pk).update(**how)
    make_page("Traplift", space=wmo.default_space, author=joost)
    assert set(goes_to(User.objects.get(pk=joost.pk)).values()) == {bram.name}


def test_with_nobody_to_take_over_nothing_is_done(joost: User, wmo: Department) -> None:
    make_page("Traplift", space=wmo.default_space, author=joost)
    with pytest.raises(CannotLeave):
        plan_leaving(viewer=None, person=joost)


def test_what_was_asked_of_him_goes_back(
    joost: User, fatima: User, bram: User, team: Team, sign_in: SignIn
) -> None:
    question = make_question(fatima, "Hoe werkt een traplift?")
    make_request(question, joost)
    person_leaves(person=joost, actor=bram)
    assert Request.objects.get().state == "returned"
    page = sign_in(fatima).get(reverse("forum:question", args=[question.pk])).content.decode()
    assert "heeft dit niet meer" in page


def test_leaving_twice_changes_nothing(joost: User, bram: User, team: Team, wmo: Department) -> None:
    make_page("Traplift", space=wmo.default_space, author=joost)
    for _ in range(2):
        person_leaves(person=User.objects.get(pk=joost.pk), actor=bram)
    assert Ownership.objects.count() == 1
    assert AuditLine.objects.filter(action="documents.page.handed_over").count() == 1
    assert AuditLine.objects.filter(action="accounts.user.left").count() == 1


def test_only_an_administrator_lets_somebody_leave_and_never_himself(
    joost: User, els: User, bram: User, team: Team, sign_in: SignIn
) -> None:
    with pytest.raises(NotAllowed):
        person_leaves(person=joost, actor=els)
    with pytest.raises(CannotLeave):
        person_leaves(person=bram, actor=bram)
    address = reverse("journeys:leave", args=[joost.pk])
    assert sign_in(els).get(address).status_code == 403
    assert sign_in(els).post(address).status_code == 403
    assert User.objects.get(pk=joost.pk).is_active


def test_more_than_fits_at_once_goes_by_a_job(
    joost: User, els: User, bram: User, team: Team, wmo: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaver, "AT_ONCE", 2)
    for number in range(5):
        make_page(f"Stuk {number}", space=wmo.default_space, author=joost)
    person_leaves(person=joost, actor=bram)
    assert Page.objects.filter(owner=els).count() == 2
    left = User.objects.get(pk=joost.pk)
    assert not left.is_active
    leaver.pass_on_all_job.func(person_id=left.pk, actor_id=bram.pk)
    assert Page.objects.filter(owner=els).count() == 5
    assert Ownership.objects.filter(person=els).count() == 5


def test_the_administrator_sees_what_goes_to_whom_and_no_title_he_may_not_read(
    joost: User, els: User, bram: User, team: Team, hidden_space: Space, wmo: Department, sign_in: SignIn
) -> None:
    make_page("Traplift", space=wmo.default_space, author=joost)
    make_page("Kwartsietbende", space=hidden_space, author=joost)
    client, address = sign_in(bram), reverse("journeys:leave", args=[joost.pk])
    words = client.get(address).content.decode()
    assert f"Gaat naar {els.name}" in words
    assert "Traplift" in words
    assert "Kwartsietbende" not in words
    assert "1 pagina in een ruimte die je niet leest" in words
    done = client.post(address, follow=True).content.decode()
    assert "2 pagina’s" in done
    assert els.name in done
    assert not Page.objects.filter(owner=joost).exists()


def test_the_page_asks_little_however_much_he_owns(
    joost: User, els: User, bram: User, team: Team, hidden_space: Space, wmo: Department,
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client, address = sign_in(bram), reverse("journeys:leave", args=[joost.pk])
    for number in range(20):
        space = Space.objects.create(name=f"Ruimte {number}", department=wmo)
        Member.objects.create(space=space, person=joost, role=Role.MANAGER)
        make_page(f"Stuk {number}", space=space, author=joost)
        Subject.objects.create(name=f"onderwerp {number}", owner=joost)
        Team.objects.create(name=f"Team {number}", department=wmo, manager=joost)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_after_forgetting_nothing_points_at_him(
    joost: User, els: User, bram: User, team: Team, hidden_space: Space, wmo: Department
) -> None:
    page = make_page("Traplift", space=wmo.default_space, author=joost)
    forget_person(person_id=joost.pk, actor=bram)
    page.refresh_from_db()
    assert page.owner == els
    assert not Ownership.objects.filter(former=joost).exists()
    assert not Ownership.objects.filter(person=joost).exists()
    assert Ownership.objects.filter(person=els).exists()


def test_the_last_one_of_all_can_be_forgotten(joost: User, wmo: Department) -> None:
    page = make_page("Traplift", space=wmo.default_space, author=joost)
    forget_person(person_id=joost.pk, actor=None)
    page.refresh_from_db()
    assert page.owner is None


def test_his_name_stays_and_leads_nowhere(
    client: Client, joost: User, fatima: User, bram: User, team: Team, wmo: Department, sign_in: SignIn
) -> None:
    page = make_page("Traplift", space=wmo.default_space, author=joost)
    person_leaves(person=joost, actor=bram)
    words = sign_in(fatima).get(f"/bibliotheek/{page.pk}/").content.decode()
    assert "Joost Verhagen, werkt hier niet meer" in words
    assert f"/collegas/{joost.pk}/" not in words
