"""Changing many people at once, taking it back, and a job that was killed."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts import actions, queries
from samenwijzer.accounts.models import BulkChange, BulkKind, Department, Role, User, role_bits
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox.models import AuditLine, Change
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(inkomen: Department) -> list[int]:
    """Sixty people of Inkomen."""
    made = User.objects.bulk_create(
        User(name=f"Medewerker {number}", email=f"m{number}@example.org", department=inkomen, password="!")
        for number in range(60)
    )
    return [person.pk for person in made]


def test_a_few_are_moved_at_once_and_back(admin: User, fatima: User, sanne: User, wmo: Department) -> None:
    change = actions.change_many(
        actor=admin, kind=BulkKind.DEPARTMENT, people=[fatima.pk, sanne.pk], target=str(wmo.pk)
    )
    assert User.objects.filter(department=wmo).count() == 2
    User.objects.filter(pk=sanne.pk).update(role_bits=role_bits({Role.PRIVACY_OFFICER}))
    undone = actions.undo_change(actor=admin, change=change)
    fatima.refresh_from_db()
    sanne.refresh_from_db()
    assert fatima.department_id != wmo.pk
    assert sanne.department_id == wmo.pk
    assert len(undone.refused) == 1
    assert actions.undo_change(actor=admin, change=change).pk == undone.pk


def test_many_are_moved_by_a_job_that_may_be_killed_and_run_twice(
    admin: User, crowd: list[int], wmo: Department
) -> None:
    change = actions.change_many(actor=admin, kind=BulkKind.DEPARTMENT, people=crowd, target=str(wmo.pk))
    assert change.state == "waiting"
    assert DBTaskResult.objects.filter(task_path__endswith="change_many_job").count() == 1
    assert actions.go_on(change_id=change.pk)
    halfway = User.objects.filter(department=wmo).count()
    assert 0 < halfway < len(crowd)
    for _run in range(3):
        actions.change_many_job.func(change_id=change.pk)
    change.refresh_from_db()
    assert (change.state, change.done, len(change.former)) == ("done", 60, 60)
    assert User.objects.filter(department=wmo).count() == 60
    assert AuditLine.objects.filter(action="accounts.user.moved").count() == 60
    assert Change.objects.filter(kind="people.person", object_id__in=crowd).count() == 60


def test_a_job_stops_when_told_and_when_who_asked_may_no_more(
    admin: User, fatima: User, crowd: list[int], wmo: Department
) -> None:
    change = actions.change_many(actor=admin, kind=BulkKind.DEPARTMENT, people=crowd, target=str(wmo.pk))
    actions.stop_change(actor=admin, change=change)
    assert not actions.go_on(change_id=change.pk)
    other = actions.change_many(actor=admin, kind=BulkKind.DEPARTMENT, people=crowd, target=str(wmo.pk))
    User.objects.filter(pk=admin.pk).update(role_bits=0)
    assert not actions.go_on(change_id=other.pk)
    assert not User.objects.filter(department=wmo).exists()


def test_a_double_click_changes_once(admin: User, noor: User) -> None:
    sending = uuid.uuid4()
    first, second = (
        actions.change_many(actor=admin, kind=BulkKind.BLOCK, people=[noor.pk], sending=sending)
        for _click in range(2)
    )
    assert first.pk == second.pk
    assert BulkChange.objects.count() == 1


def test_undo_is_for_an_hour(admin: User, noor: User) -> None:
    change = actions.change_many(actor=admin, kind=BulkKind.BLOCK, people=[noor.pk])
    BulkChange.objects.update(made_at=clock.now() - datetime.timedelta(hours=2))
    with pytest.raises(Refusal):
        actions.undo_change(actor=admin, change=change)


def test_roles_are_given_and_taken_together(admin: User, fatima: User, noor: User) -> None:
    people = [fatima.pk, noor.pk]
    give = actions.change_many(actor=admin, kind="give_role", people=people, target="knowledge_manager")
    assert all(Role.KNOWLEDGE_MANAGER in person.roles for person in User.objects.filter(pk__in=people))
    actions.undo_change(actor=admin, change=give)
    assert not any(person.role_bits for person in User.objects.filter(pk__in=people))


@pytest.mark.parametrize(
    ("kind", "target"),
    [("undo", ""), ("x", ""), ("team", "9" * 30), ("department", "\x00"), ("give_role", "guest")],
)
def test_nonsense_is_refused(admin: User, noor: User, kind: str, target: str) -> None:
    with pytest.raises(Refusal):
        actions.change_many(actor=admin, kind=kind, people=[noor.pk], target=target)


def test_the_page_asks_first_and_offers_to_undo(
    admin: User, noor: User, wmo: Department, sign_in: SignIn
) -> None:
    client, address = sign_in(admin), reverse("accounts:bulk")
    asked = client.post(address, {"act": "department", "picked": noor.pk})
    assert asked.status_code == 200
    noor.refresh_from_db()
    assert noor.department_id != wmo.pk
    sent = {"act": "department", "picked": noor.pk, "confirmed": "1"}
    assert client.post(address, sent).status_code == 422
    done = client.post(address, {**sent, "target": wmo.pk}, follow=True)
    noor.refresh_from_db()
    assert noor.department_id == wmo.pk
    change = BulkChange.objects.get()
    undo = reverse("accounts:undo", args=[change.pk])
    assert undo in done.content.decode()
    client.post(undo)
    noor.refresh_from_db()
    assert noor.department_id != wmo.pk


def test_everybody_found_is_moved_with_progress(
    admin: User, crowd: list[int], wmo: Department, sign_in: SignIn
) -> None:
    client = sign_in(admin)
    sent = {"act": "department", "everyone": "1", "words": "medewerker", "confirmed": "1", "target": wmo.pk}
    answer = client.post(reverse("accounts:bulk"), sent)
    change = BulkChange.objects.get()
    assert len(change.people) == len(crowd)
    assert answer["Location"] == reverse("accounts:bulk_change", args=[change.pk])
    part = client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'hx-trigger="every 1s"' in part
    actions.change_many_job.func(change_id=change.pk)
    ready = client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "every 1s" not in ready


def test_a_whole_department_goes_to_another(
    admin: User, crowd: list[int], inkomen: Department, wmo: Department, sign_in: SignIn
) -> None:
    address = reverse("accounts:move_everybody", args=[inkomen.pk])
    assert "60" in sign_in(admin).get(address).content.decode()
    sign_in(admin).post(address, {"confirmed": "1", "target": wmo.pk})
    change = BulkChange.objects.get()
    actions.change_many_job.func(change_id=change.pk)
    assert User.objects.filter(department=wmo, name__startswith="Medewerker").count() == 60


def test_a_renamed_department_is_read_again_by_search(
    admin: User, crowd: list[int], inkomen: Department
) -> None:
    actions.change_department(actor=admin, department=inkomen, name="Inkomen en werk", parent=None)
    before = Change.objects.count()
    actions.reread_department_job.func(department_id=inkomen.pk)
    assert Change.objects.count() - before >= 60


@pytest.mark.parametrize("name", ["people", "departments", "teams"])
def test_more_rows_cost_no_more_queries(
    name: str, admin: User, crowd: list[int], sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    client, address = sign_in(admin), reverse(f"accounts:{name}")
    client.get(address)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(address, {"words": "medewerker", "role": "employee"})
    User.objects.bulk_create(
        User(name=f"Extra {number}", email=f"x{number}@example.org", password="!") for number in range(200)
    )
    Department.objects.bulk_create(Department(name=f"Afdeling {number}") for number in range(200))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(address, {"state": "active"})


def test_the_list_finds_by_word_place_role_and_state(
    admin: User, joost: User, noor: User, wmo: Department
) -> None:
    User.objects.filter(pk=noor.pk).update(name="Nóor Çelik", is_active=False)

    def found(**asked: object) -> set[int]:
        filters = queries.PeopleFilters(**asked)  # type: ignore[arg-type]
        return {person.pk for person in queries.people_found(viewer=admin, filters=filters)}

    below = Department.objects.create(name="Wmo jeugd", parent=wmo)
    User.objects.filter(pk=admin.pk).update(department=below)
    assert found(department=wmo.pk) == {joost.pk, admin.pk}
    assert found(words="verhagen joost") == {joost.pk}
    assert found(words="çelik") == {noor.pk}
    assert found(words="NOOR@example") == {noor.pk}
    assert found(state="blocked") == {noor.pk}
    assert found(role="administrator") == {admin.pk}
    assert found(words="100%") == set()
