"""Where knowledge is thin: counted as the viewer could find people himself, and never who leaves when."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Team, User
from samenwijzer.people.actions import confirm_subject, turn_subject_away
from samenwijzer.people.queries import CoverageFilters, Covered, coverage
from samenwijzer.people.queries import _weights as weights
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import answered, declare, wrote
from samenwijzer.spaces.models import Space
from samenwijzer.spaces.tests.factories import make_guest
from samenwijzer.subjects.models import Subject
from tests.cast import SignIn

pytestmark = pytest.mark.django_db

ADDRESS = reverse("people:coverage")


def list_of(client: Client) -> str:
    return client.get(ADDRESS).content.decode().split('id="found"')[1].split("</main")[0]


def rows(viewer: User, **filters: int) -> dict[str, Covered]:
    found = coverage(viewer=viewer, filters=CoverageFilters(**filters))
    return {row.name: row for row in found.page.items}


@pytest.fixture
def subjects(joost: User, els: User, fatima: User, noor: User, index: Index) -> dict[str, Subject]:
    """Nobody knows tolken, one giften, two traplift, three bijstand."""
    made = {name: Subject.objects.create(name=name) for name in ("tolken", "giften", "traplift", "bijstand")}
    for person in (joost, els, fatima):
        declare(person, "bijstand")
    declare(els, "traplift")
    wrote(joost, "Traplift plaatsen").subjects.add(made["traplift"])
    answered(fatima, "Telt een gift mee?", asker=noor).question.subjects.add(made["giften"])
    answered(joost, "Mag een gift?", asker=noor, days_ago=900).question.subjects.add(made["giften"])
    wrote(noor, "Tolken van vroeger", days_ago=600).subjects.add(made["tolken"])
    index()
    return made


def test_those_that_fewest_know_come_first_in_words(
    subjects: dict[str, Subject], noor: User, sign_in: SignIn
) -> None:
    found = coverage(viewer=noor, filters=CoverageFilters())
    assert [(row.name, row.number) for row in found.page.items] == [
        ("tolken", 0),
        ("giften", 1),
        ("traplift", 2),
        ("bijstand", weights.THIN + 1),
    ]
    assert (found.none, found.one) == (1, 1)
    named = {row.name: [person.name for person in row.people] for row in found.page.items}
    assert named["giften"] == ["Fatima Amrani"]
    assert named["traplift"] == ["Els Mulder", "Joost Verhagen"]
    assert named["bijstand"] == []
    text = sign_in(noor).get(ADDRESS).content.decode()
    for said in ("niemand", "één collega", "twee collega’s", "drie of meer"):
        assert said in text


def test_a_subject_that_was_turned_away_counts_for_nobody_also_after_new_evidence(
    subjects: dict[str, Subject], joost: User, fatima: User, noor: User, els: User, index: Index
) -> None:
    turn_subject_away(actor=joost, subject=subjects["traplift"], state="hidden")
    turn_subject_away(actor=els, subject=subjects["traplift"], state="contested", note="Nee.")
    assert rows(noor)["traplift"].number == 0, "at once, before the index knows"
    confirm_subject(actor=noor, person=joost, subject=subjects["traplift"], example="Wist welke lift past.")
    answered(joost, "Welke traplift?", asker=fatima, accepted=True).question.subjects.add(
        subjects["traplift"]
    )
    index()
    assert rows(noor)["traplift"].number == 0
    confirm_subject(actor=noor, person=fatima, subject=subjects["traplift"], example="Wist welke lift past.")
    assert [one.name for one in rows(noor)["traplift"].people] == ["Fatima Amrani"]


def test_what_lies_in_a_hidden_space_adds_nothing_for_who_may_not_read_it(
    subjects: dict[str, Subject], joost: User, fatima: User, noor: User, hidden_space: Space,
    index: Index, sign_in: SignIn,
) -> None:  # fmt: skip
    page = wrote(joost, "Tolken bij kwartsietfraude", space=hidden_space)
    page.subjects.add(subjects["tolken"])
    before = list_of(sign_in(noor))
    index()
    assert [one.name for one in rows(fatima)["tolken"].people] == ["Joost Verhagen"]
    assert rows(noor)["tolken"].number == 0
    assert list_of(sign_in(noor)) == before


def test_who_leaves_is_known_to_herself_her_manager_and_the_owner_alone(
    subjects: dict[str, Subject], fatima: User, noor: User, els: User, joost: User, sign_in: SignIn
) -> None:
    before = list_of(sign_in(noor))
    fatima.team = Team.objects.create(name="Balie", department=fatima.department, manager=els)  # type: ignore[misc]
    fatima.leaves_on = datetime.date(2027, 3, 31)
    fatima.save()
    Subject.objects.filter(name="giften").update(owner=joost)
    for viewer in (fatima, els, joost):
        assert rows(viewer)["giften"].people[0].leaves_on == fatima.leaves_on
        assert "31 maart 2027" in sign_in(viewer).get(ADDRESS).content.decode()
    assert rows(noor)["giften"].people[0].leaves_on is None
    assert list_of(sign_in(noor)) == before


def test_who_left_does_not_count_and_a_guest_may_not_look(
    subjects: dict[str, Subject], fatima: User, noor: User, sign_in: SignIn
) -> None:
    fatima.is_active = False
    fatima.save()
    assert rows(noor)["giften"].number == 0
    guest = make_guest("Marit Zwart")
    assert sign_in(guest).get(ADDRESS).status_code == 403


def test_of_one_department_or_subject(
    subjects: dict[str, Subject], joost: User, noor: User, sign_in: SignIn
) -> None:
    assert joost.department_id is not None
    of_wmo = rows(noor, department_id=joost.department_id)
    assert {name: row.number for name, row in of_wmo.items()} == {
        "tolken": 0,
        "giften": 0,
        "traplift": 2,
        "bijstand": 2,
    }
    assert list(rows(noor, subject_id=subjects["giften"].pk)) == ["giften"]
    client = sign_in(noor)
    assert client.get(ADDRESS, {"department": "x", "subject": "9" * 30}).status_code == 422
    assert client.get(ADDRESS, {"page": "99"}).status_code == 200


def test_more_subjects_take_no_more_queries_and_stand_on_pages(
    subjects: dict[str, Subject], noor: User, joost: User, sign_in: SignIn, index: Index,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(30):
        wrote(joost, f"Stuk {number}").subjects.add(Subject.objects.create(name=f"onderwerp {number:02}"))
    index()
    client = sign_in(noor)
    client.get(ADDRESS)
    with django_assert_max_num_queries(12):
        text = client.get(ADDRESS, {"department": str(joost.department_id)}).content.decode()
    assert "Onderwerp 22" in text
    assert "Onderwerp 24" not in text
    assert "Onderwerp 24" in client.get(ADDRESS, {"page": "2"}).content.decode()
