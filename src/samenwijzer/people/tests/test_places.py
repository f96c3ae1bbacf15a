"""Teams, departments and the organisation: who leads, who is there, and nothing of hidden spaces."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, Location, Team, User, weekday_bits
from samenwijzer.people.queries import department_page, organisation, team_page
from samenwijzer.people.tests.factories import declare
from samenwijzer.spaces.models import Member, Role, Space, Visibility
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def wonen(wmo: Department, joost: User, els: User, bram: User) -> Team:
    team = Team.objects.create(
        name="Wonen", department=wmo, manager=bram, location=Location.objects.create(name="De Lindehof")
    )
    for person in (joost, els):
        person.team = team
        person.save()
    els.working_day_bits = weekday_bits(["mon"])
    els.save()
    declare(joost, "woningaanpassing")
    declare(els, "woningaanpassing")
    declare(els, "rolstoel")
    return team


def test_a_team_tells_who_leads_who_is_there_and_what_it_knows(
    wonen: Team, fatima: User, sign_in: SignIn
) -> None:
    shown = team_page(viewer=fatima, team=wonen)
    assert shown.manager is not None
    assert (shown.manager.name, shown.total, shown.today) == ("Bram Koster", 2, 1)
    assert [person.name for person in shown.people] == ["Els Mulder", "Joost Verhagen"]
    assert [(row.name, row.number) for row in shown.subjects] == [("woningaanpassing", 2), ("rolstoel", 1)]
    text = sign_in(fatima).get(reverse("people:team", args=[wonen.pk])).content.decode()
    for words in ("Bram Koster", "Els Mulder", "De Lindehof", "1 werkt vandaag", "Woningaanpassing"):
        assert words in text
    found = sign_in(fatima).get("/collegas/", {"team": str(wonen.pk), "today": "on"}).content.decode()
    assert "Joost Verhagen" in found
    assert "Els Mulder" not in found


def test_who_left_leads_nothing_and_is_not_counted(
    wonen: Team, fatima: User, joost: User, bram: User
) -> None:
    User.objects.filter(pk__in=[joost.pk, bram.pk]).update(is_active=False)
    shown = team_page(viewer=fatima, team=Team.objects.select_related("department", "manager").get())
    assert shown.manager is None
    assert (shown.total, [person.name for person in shown.people]) == (1, ["Els Mulder"])
    (inkomen, wmo) = organisation(viewer=fatima)
    assert (inkomen.people, wmo.people, wmo.teams[0].manager) == (1, 1, "")


def test_a_team_names_the_spaces_that_the_viewer_may_read(
    wonen: Team, fatima: User, noor: User, joost: User, sign_in: SignIn
) -> None:
    for visibility in Visibility:
        space = Space.objects.create(name=f"Kamer {visibility}", team=wonen, visibility=visibility)
        Member.objects.create(space=space, person=joost, role=Role.MANAGER)
    address = reverse("people:team", args=[wonen.pk])
    mine, others = (sign_in(person).get(address).content.decode() for person in (joost, noor))
    assert [name for name in ("open", "closed", "hidden") if f"Kamer {name}" in mine] == [
        "open",
        "closed",
        "hidden",
    ]
    assert [name for name in ("open", "closed", "hidden") if f"Kamer {name}" in others] == ["open"]


def test_a_department_counts_all_below_it(
    wonen: Team, wmo: Department, fatima: User, sign_in: SignIn
) -> None:
    above = Department.objects.create(name="Zorg en meedoen")
    wmo.parent = above
    wmo.save()
    shown = department_page(viewer=fatima, department=above)
    assert (shown.branch.people, shown.today) == (2, 1)
    assert [(branch.name, branch.people) for branch in shown.branch.below] == [("Wmo", 2)]
    below = department_page(viewer=fatima, department=wmo)
    assert [link.name for link in below.above] == ["Zorg en meedoen"]
    assert [team.name for team in below.branch.teams] == ["Wonen"]
    for pk in (above.pk, wmo.pk):
        assert sign_in(fatima).get(reverse("people:department", args=[pk])).status_code == 200


def test_the_tree_folds_without_a_script(wonen: Team, wmo: Department, fatima: User, sign_in: SignIn) -> None:
    above = Department.objects.create(name="Zorg en meedoen")
    wmo.parent = above
    wmo.save()
    text = sign_in(fatima).get("/organisatie/").content.decode()
    assert text.count("<details") == 3
    assert reverse("people:team", args=[wonen.pk]) in text
    assert "geleid door Bram Koster" in text


def test_a_circle_in_the_departments_hangs_no_page(wmo: Department, fatima: User, sign_in: SignIn) -> None:
    above = Department.objects.create(name="Zorg en meedoen", parent=wmo)
    Department.objects.filter(pk=wmo.pk).update(parent=above)
    browser = sign_in(fatima)
    for place in ("/organisatie/", f"/afdelingen/{above.pk}/", f"/afdelingen/{wmo.pk}/"):
        assert browser.get(place).status_code == 200


@pytest.mark.parametrize(
    "place", ["/teams/999/", "/afdelingen/999/", f"/teams/{'9' * 30}/", f"/afdelingen/{'9' * 30}/"]
)
def test_what_is_not_there_is_not_there(fatima: User, sign_in: SignIn, place: str) -> None:
    assert sign_in(fatima).get(place).status_code == 404


@pytest.mark.parametrize("number", [3, 50])
def test_more_departments_teams_and_people_take_no_more_queries(
    wonen: Team,
    wmo: Department,
    fatima: User,
    sign_in: SignIn,
    number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in range(number):
        department = Department.objects.create(name=f"Afdeling {count:02}", parent=wmo)
        Team.objects.create(name=f"Team {count:02}", department=department, manager=fatima)
        person = User.objects.create_user(
            email=f"p{count}@example.org", name=f"Persoon {count}", department=department, team=wonen
        )
        declare(person, f"onderwerp {count}")
        Space.objects.create(name=f"Kamer {count}", team=wonen)
    browser = sign_in(fatima)
    for place, most in (
        ("/organisatie/", 6),
        (reverse("people:team", args=[wonen.pk]), 9),
        (reverse("people:department", args=[wmo.pk]), 10),
    ):
        with django_assert_max_num_queries(most):
            browser.get(place)
