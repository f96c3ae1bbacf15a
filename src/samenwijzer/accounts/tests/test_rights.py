"""Who may open the administration of people, and who is sent away from every door of it."""

import pytest
from django.test import Client
from django.urls import reverse

from samenwijzer.accounts import actions
from samenwijzer.accounts.models import (
    BulkKind,
    Location,
    Municipality,
    Role,
    Team,
    User,
    WeekPattern,
    role_bits,
)
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(noor: User, team: Team, admin: User) -> list[str]:
    """Every page of the administration of people, each with something to show."""
    place = Location.objects.create(name="Stadhuis")
    town = Municipality.objects.create(name="Lindehaven")
    week = WeekPattern.objects.create(name="Voltijd", working_day_bits=31)
    change = actions.change_many(actor=admin, kind=BulkKind.SIGN_OUT, people=[noor.pk])
    made = actions.start_import(
        actor=admin, columns=["Naam", "E-mail"], rows=[["Noor", noor.email]], mapping={"name": 0, "email": 1}
    )
    numbered = {
        "person": noor.pk,
        "change_person": noor.pk,
        "roles": noor.pk,
        "block": noor.pk,
        "department": noor.department_id,
        "change_department": noor.department_id,
        "move_everybody": noor.department_id,
        "team": team.pk,
        "change_team": team.pk,
        "remove_team": team.pk,
        "location": place.pk,
        "remove_location": place.pk,
        "municipality": town.pk,
        "remove_municipality": town.pk,
        "week_pattern": week.pk,
        "remove_week_pattern": week.pk,
        "bulk_change": change.pk,
        "import_mapping": made.pk,
        "import_plan": made.pk,
    }
    plain = (
        "people add_person add_guest imports departments teams add_team location_list add_location"
        " municipality_list add_municipality week_pattern_list add_week_pattern"
    )
    return [
        *(reverse(f"accounts:{name}") for name in plain.split()),
        *(reverse(f"accounts:{name}", args=[pk]) for name, pk in numbered.items()),
        reverse("journeys:new_department"),
        reverse("journeys:remove_department", args=[noor.department_id]),
    ]


def test_an_administrator_opens_every_page(addresses: list[str], admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    for address in addresses:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "role", [None, Role.KNOWLEDGE_MANAGER, Role.PRIVACY_OFFICER, Role.TEAM_MANAGER, Role.GUEST]
)
def test_nobody_else_opens_any(
    addresses: list[str], role: Role | None, fatima: User, sign_in: SignIn
) -> None:
    fatima.role_bits = role_bits({role} if role else ())
    if role == Role.GUEST:
        fatima.department, fatima.guest_until = None, clock.today()
    fatima.save()
    client = sign_in(fatima)
    for address in addresses:
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code in {403, 405}, address


def test_every_button_is_shut_for_others(noor: User, team: Team, fatima: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    for name in ("sign_out", "unblock", "make_link", "block"):
        assert client.post(reverse(f"accounts:{name}", args=[noor.pk])).status_code == 403
    assert client.post(reverse("accounts:bulk"), {"act": "block", "picked": noor.pk}).status_code == 403
    assert client.get(reverse("accounts:lead_team", args=[team.pk])).status_code == 403
    assert client.post(reverse("accounts:take_in", args=[team.pk])).status_code == 403


def test_actions_state_the_right_themselves(noor: User, fatima: User, team: Team, admin: User) -> None:
    values = actions.PersonValues.of(noor)
    department = noor.department
    assert department is not None
    for deed in (
        lambda: actions.block_person(person=noor, actor=fatima),
        lambda: actions.unblock_person(person=noor, actor=fatima),
        lambda: actions.end_account(person=noor, actor=fatima),
        lambda: actions.sign_out_everywhere(person=noor, actor=fatima),
        lambda: actions.make_sign_in_link(person=noor, actor=fatima),
        lambda: actions.change_roles(person=fatima, roles={Role.ADMINISTRATOR}, actor=fatima),
        lambda: actions.add_person(actor=fatima, values=values),
        lambda: actions.change_person(actor=fatima, person=noor, values=values),
        lambda: actions.change_many(actor=fatima, kind="block", people=[noor.pk]),
        lambda: actions.make_department(actor=fatima, name="X"),
        lambda: actions.change_department(actor=fatima, department=department, name="X", parent=None),
        lambda: actions.remove_department(actor=fatima, department=department),
        lambda: actions.set_team_manager(actor=fatima, team=team, manager=fatima),
        lambda: actions.remove_team(actor=fatima, team=team),
        lambda: actions.take_into_team(actor=fatima, team=team, person=noor),
        lambda: actions.save_location(actor=fatima, location=None, name="X", about=""),
        lambda: actions.start_import(actor=fatima, columns=[], rows=[], mapping={}),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_visitor_is_sent_to_sign_in(client: Client, db: None) -> None:
    answer = client.get(reverse("accounts:people"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "value", ["", "\x00", "-1", "9" * 40, "１２", '"><img src=x onerror=1><script>1</script>{{ x }}%(name)s']
)
def test_nothing_that_an_administrator_sends_breaks_a_page(
    value: str, addresses: list[str], admin: User, noor: User, sign_in: SignIn
) -> None:
    client = sign_in(admin)
    names = (
        "name email function phone until language seen department team location pattern parent manager target"
    )
    names += " words role state act picked leaving person starts_on leaves_on day_mon about page sending"
    sent = dict.fromkeys(names.split(), value)
    buttons = [reverse(f"accounts:{name}", args=[noor.pk]) for name in ("unblock", "make_link")]
    buttons += [reverse("accounts:bulk")]
    for address in (*addresses, *buttons):
        assert client.get(address, sent).status_code < 500, address
        for more in ({}, {"confirmed": "1", "act": "department", "picked": str(noor.pk), "everyone": "1"}):
            answer = client.post(address, {**sent, **more})
            assert answer.status_code < 500, address
            assert b"<img src=x" not in answer.content
    nowhere = reverse("accounts:person", args=[10**30])
    assert client.get(nowhere).status_code == 404
