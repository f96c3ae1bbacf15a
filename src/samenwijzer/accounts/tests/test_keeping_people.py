"""Adding and changing people, departments and places, in the browser."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from samenwijzer.accounts import actions
from samenwijzer.accounts.forms import PersonForm
from samenwijzer.accounts.models import (
    DEEPEST_TREE,
    Department,
    Location,
    Municipality,
    Team,
    User,
    WeekPattern,
)
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox.models import Change
from samenwijzer.spaces.models import Member, Role, Space, Visibility, roles_of
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def sent(person: User, **changed: Any) -> dict[str, Any]:
    """Give what the form of a person posts when these fields were changed."""
    filled = {name: "" if value is None else value for name, value in PersonForm.filled(person).items()}
    return {**filled, **changed}


def test_a_person_is_added_with_half_days(admin: User, wmo: Department, sign_in: SignIn) -> None:
    form = {"name": "Kees van Dam", "email": "Kees@Example.org", "department": wmo.pk, "language": "nl"}
    form |= {"day_mon": "whole", "day_wed": "morning"}
    answer = sign_in(admin).post(reverse("accounts:add_person"), form)
    kees = User.objects.get(email="kees@example.org")
    assert answer["Location"] == reverse("accounts:person", args=[kees.pk])
    assert (kees.working_day_bits, kees.morning_only_bits) == (0b101, 0b100)
    assert not kees.has_usable_password()


def test_a_week_pattern_fills_in_its_days(admin: User, wmo: Department, sign_in: SignIn) -> None:
    week = WeekPattern.objects.create(name="32 uur", working_day_bits=0b1111, afternoon_only_bits=0b1000)
    form = {"name": "Kees", "email": "kees@example.org", "pattern": week.pk, "language": "nl"}
    sign_in(admin).post(reverse("accounts:add_person"), form)
    assert User.objects.get(email="kees@example.org").afternoon_only_bits == 0b1000


def test_what_is_wrong_stands_beside_its_field_and_stays(admin: User, noor: User, sign_in: SignIn) -> None:
    form = {"name": "Kees <b>", "email": noor.email, "language": "nl", "starts_on": "32-1-2026"}
    answer = sign_in(admin).post(reverse("accounts:add_person"), form)
    assert answer.status_code == 422
    assert "32-1-2026" in answer.content.decode()
    answer = sign_in(admin).post(reverse("accounts:add_person"), {**form, "starts_on": ""})
    assert answer.status_code == 422
    assert "Kees &lt;b&gt;" in answer.content.decode()
    assert noor.name in answer.context["form"].errors["email"][0]


def test_two_who_change_the_same_see_each_other(admin: User, noor: User, sign_in: SignIn) -> None:
    client, address = sign_in(admin), reverse("accounts:change_person", args=[noor.pk])
    opened = sent(noor, function="Coach schulden")
    User.objects.filter(pk=noor.pk).update(function="Teamcoach", phone="0199-100200")
    answer = client.post(address, opened)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Teamcoach" in page
    assert "Coach schulden" in page
    again = {**opened, "seen": answer.context["form"].data["seen"], "phone": "0199-100200"}
    assert client.post(address, again).status_code == 302
    noor.refresh_from_db()
    assert (noor.function, noor.phone) == ("Coach schulden", "0199-100200")


def test_what_one_left_alone_keeps_what_the_other_made_of_it(
    admin: User, noor: User, sign_in: SignIn
) -> None:
    opened = sent(noor, function="Coach")
    User.objects.filter(pk=noor.pk).update(phone="0199-100200")
    sign_in(admin).post(reverse("accounts:change_person", args=[noor.pk]), opened)
    noor.refresh_from_db()
    assert (noor.function, noor.phone) == ("Coach", "0199-100200")


def test_moving_changes_what_somebody_may_see_at_once(admin: User, noor: User, wmo: Department) -> None:
    space = Space.objects.create(name="Besloten", department=wmo, visibility=Visibility.HIDDEN)
    Member.objects.create(space=space, department=wmo, role=Role.READER)
    assert space.pk not in roles_of(User.objects.get(pk=noor.pk))
    values = actions.PersonValues.of(noor)
    actions.change_person(actor=admin, person=noor, values=replace(values, department=wmo.pk))
    assert space.pk in roles_of(User.objects.get(pk=noor.pk))
    assert Change.objects.filter(kind="people.person", object_id=noor.pk).exists()


def test_a_team_of_another_department_is_refused(
    admin: User, noor: User, team: Team, sign_in: SignIn
) -> None:
    answer = sign_in(admin).post(reverse("accounts:change_person", args=[noor.pk]), sent(noor, team=team.pk))
    assert answer.status_code == 422
    assert "team" in answer.context["form"].errors


def test_a_department_comes_with_a_space_and_goes_with_it(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    client.post(reverse("journeys:new_department"), {"name": "Werkplein"})
    made = Department.objects.get(name="Werkplein")
    assert Space.objects.get(default_for=made).visibility == Visibility.OPEN
    client.post(reverse("journeys:remove_department", args=[made.pk]), {"confirmed": "1"})
    assert not Department.objects.filter(name="Werkplein").exists()


def test_a_department_with_people_stays_and_says_why(admin: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    address = reverse("journeys:remove_department", args=[noor.department_id])
    answer = client.post(address, {"confirmed": "1"})
    assert answer.status_code == 422
    assert User.objects.get(pk=noor.pk).department is not None
    assert Space.objects.filter(default_for=noor.department_id).exists()


def test_departments_hang_no_deeper_than_pages_can_walk(
    admin: User, wmo: Department, inkomen: Department
) -> None:
    lowest = inkomen
    for number in range(DEEPEST_TREE - 1):
        lowest = actions.make_department(actor=admin, name=f"Afdeling {number}", parent=lowest)
    with pytest.raises(Refusal) as refused:
        actions.make_department(actor=admin, name="Te diep", parent=lowest)
    assert refused.value.field == "parent"
    with pytest.raises(Refusal):
        actions.change_department(actor=admin, department=inkomen, name="Inkomen", parent=wmo)
    assert actions.change_department(actor=admin, department=lowest, name="Anders", parent=inkomen)


def test_departments_make_no_circle(admin: User, wmo: Department, inkomen: Department) -> None:
    actions.change_department(actor=admin, department=wmo, name="Wmo", parent=inkomen)
    with pytest.raises(Refusal) as refused:
        actions.change_department(actor=admin, department=inkomen, name="Inkomen", parent=wmo)
    assert refused.value.field == "parent"


def test_short_lists_add_change_and_remove_what_nobody_uses(admin: User, noor: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    client.post(reverse("accounts:add_location"), {"name": "Stadhuis", "about": ""})
    place = Location.objects.get()
    assert client.post(reverse("accounts:add_location"), {"name": "Stadhuis"}).status_code == 422
    client.post(reverse("accounts:location", args=[place.pk]), {"name": "Stadskantoor"})
    User.objects.filter(pk=noor.pk).update(location=place)
    remove = reverse("accounts:remove_location", args=[place.pk])
    assert client.post(remove, {"confirmed": "1"}).status_code == 422
    User.objects.filter(pk=noor.pk).update(location=None)
    assert client.post(remove, {"confirmed": "1"}).status_code == 302
    client.post(reverse("accounts:add_municipality"), {"name": "Lindehaven"})
    town = Municipality.objects.get()
    User.objects.filter(pk=noor.pk).update(municipality=town)
    with pytest.raises(Refusal):
        actions.remove_named(actor=admin, thing=town)
    week = {"name": "Voltijd", "day_mon": "whole"}
    assert client.post(reverse("accounts:add_week_pattern"), {"name": "Leeg"}).status_code == 422
    assert client.post(reverse("accounts:add_week_pattern"), week).status_code == 302


def test_a_manager_takes_in_and_out_of_his_own_team(
    team: Team, joost: User, els: User, noor: User, sign_in: SignIn
) -> None:
    client = sign_in(joost)
    address = reverse("accounts:lead_team", args=[team.pk])
    assert els.name in client.get(address).content.decode()
    client.post(reverse("accounts:take_in", args=[team.pk]), {"person": els.pk})
    assert User.objects.get(pk=els.pk).team_id == team.pk
    client.post(reverse("accounts:take_out", args=[team.pk, els.pk]))
    assert User.objects.get(pk=els.pk).team_id is None
    wrong = client.post(reverse("accounts:take_in", args=[team.pk]), {"person": noor.pk})
    assert wrong.status_code == 422


def test_a_team_in_a_space_is_not_removed_with_its_rights(admin: User, team: Team, joost: User) -> None:
    User.objects.filter(team=team).update(team=None)
    space = Space.objects.create(name="Wonen", visibility=Visibility.CLOSED)
    Member.objects.create(space=space, team=team, role=Role.READER)
    with pytest.raises(Refusal):
        actions.remove_team(actor=admin, team=team)
    Member.objects.all().delete()
    actions.remove_team(actor=admin, team=team)
    assert not Team.objects.exists()


def test_who_leads_a_team_finds_the_way_from_its_page(
    team: Team, joost: User, els: User, sign_in: SignIn
) -> None:
    address, way = reverse("people:team", args=[team.pk]), reverse("accounts:lead_team", args=[team.pk])
    assert way in sign_in(joost).get(address).content.decode()
    assert way not in sign_in(els).get(address).content.decode()


def test_two_departments_side_by_side_have_two_names(admin: User, sign_in: SignIn) -> None:
    actions.make_department(actor=admin, name="Werkplein")
    answer = sign_in(admin).post(reverse("journeys:new_department"), {"name": "werkplein", "parent": ""})
    assert answer.status_code == 422
    assert "Deze naam bestaat al." in answer.text
    assert 'value="werkplein"' in answer.text
    other = actions.make_department(actor=admin, name="Balie")
    with pytest.raises(Refusal):
        actions.change_department(actor=admin, department=other, name="Werkplein", parent=None)


def test_two_teams_of_a_department_have_two_names(admin: User, team: Team) -> None:
    with pytest.raises(Refusal):
        actions.add_team(actor=admin, name=team.name.upper(), department=team.department)
    other = actions.add_team(actor=admin, name="Balie", department=team.department)
    with pytest.raises(Refusal):
        actions.change_team(
            actor=admin, team=other, name=team.name, department=team.department, manager=None, location=None
        )
