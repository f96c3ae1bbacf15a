import uuid

import pytest
from django.urls import reverse

from samenwijzer.accounts.models import Department, Team, User
from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.spaces import actions, queries
from samenwijzer.spaces.models import Kind, Member, MembershipRequest, RequestKind, Role, Space, Visibility
from samenwijzer.spaces.tests.factories import again, anew, make_guest, with_role
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def role_in(space: Space, person: User) -> str:
    return Member.objects.filter(space=space, person=person).values_list("role", flat=True).first() or ""


def test_who_makes_a_space_owns_it_and_a_double_click_makes_one(noor: User) -> None:
    sending = uuid.uuid4()
    for _turn in range(2):
        space = actions.make_space(actor=noor, name="Kring taal", kind=Kind.CIRCLE, sending=sending)
    assert Space.objects.filter(name="Kring taal").count() == 1
    assert role_in(space, noor) == "manager"
    assert AuditLine.objects.filter(action="spaces.space.made").count() == 1


def test_a_guest_makes_none(noor: User) -> None:
    with pytest.raises(NotAllowed):
        actions.make_space(actor=make_guest(), name="Mijn kring", kind=Kind.CIRCLE)


def _change(space: Space, actor: User, **values: object) -> None:
    old = {
        name: getattr(space, name) for name in ("name", "kind", "about", "visibility", "department", "team")
    }
    actions.change_space(actor=actor, space=space, **{**old, **values})


def test_closing_a_space_has_search_read_it_again(joost: User, noor: User, wmo: Department) -> None:
    space = actions.make_space(actor=joost, name="Kring", kind=Kind.CIRCLE, department=wmo)
    _change(space, joost, about="Om te leren.")
    assert not Change.objects.filter(kind="spaces.space", object_id=space.pk).exists()
    _change(anew(space), joost, visibility=Visibility.HIDDEN)
    assert Change.objects.filter(kind="spaces.space", object_id=space.pk).count() == 1
    with pytest.raises(NotAllowed):
        _change(anew(space), noor, name="Van mij")


def test_the_own_space_of_a_department_stays_open_and_in_use(joost: User, wmo: Department) -> None:
    space = Space.objects.get(default_for=wmo)
    Member.objects.create(space=space, person=joost, role=Role.MANAGER)
    with pytest.raises(Refusal) as refused:
        _change(space, joost, visibility=Visibility.CLOSED)
    assert refused.value.field == "visibility"
    for act in (actions.archive_space, actions.remove_space):
        with pytest.raises(Refusal):
            act(actor=joost, space=anew(space))


def test_an_archived_space_is_read_and_not_written(joost: User, noor: User, closed_space: Space) -> None:
    Member.objects.create(space=closed_space, person=noor, role=Role.EDITOR)
    for _turn in range(2):
        actions.archive_space(actor=joost, space=closed_space)
    assert AuditLine.objects.filter(action="spaces.space.archived").count() == 1
    assert closed_space.name not in {one.name for one in queries.spaces_to_post_in(viewer=again(noor))}
    assert closed_space.name in {one.name for one in queries.spaces_to_read(viewer=again(noor))}
    with pytest.raises(Refusal):
        actions.invite(actor=joost, space=closed_space, person=noor, role=Role.EDITOR)
    actions.unarchive_space(actor=joost, space=closed_space)
    assert anew(closed_space).archived_at is None


def test_only_an_empty_space_is_removed(joost: User, closed_space: Space, hidden_space: Space) -> None:
    make_page("Werkwijze", space=closed_space)
    with pytest.raises(Refusal):
        actions.remove_space(actor=joost, space=closed_space)
    assert Space.objects.filter(pk=closed_space.pk).exists()
    actions.remove_space(actor=joost, space=hidden_space)
    assert not Space.objects.filter(pk=hidden_space.pk).exists()


def test_an_open_space_is_joined_and_left(noor: User, wmo: Department, closed_space: Space) -> None:
    space = Space.objects.get(default_for=wmo)
    for _turn in range(2):
        actions.join_space(actor=noor, space=space)
    assert role_in(space, noor) == "contributor"
    for _turn in range(2):
        actions.leave_space(actor=noor, space=space)
    assert role_in(space, noor) == ""
    with pytest.raises(NotAllowed):
        actions.join_space(actor=noor, space=closed_space)


def test_the_last_owner_stays(joost: User, fatima: User, closed_space: Space) -> None:
    member = Member.objects.get(space=closed_space, person=joost)
    with pytest.raises(Refusal):
        actions.leave_space(actor=joost, space=closed_space)
    with pytest.raises(Refusal):
        actions.take_out(actor=joost, member=member)
    with pytest.raises(Refusal):
        actions.change_role(actor=joost, member=member, role=Role.READER)
    Member.objects.create(space=closed_space, person=fatima, role=Role.MANAGER)
    actions.leave_space(actor=joost, space=closed_space)
    assert role_in(closed_space, joost) == ""


def test_ownership_is_offered_and_taken_over(joost: User, noor: User, closed_space: Space) -> None:
    with pytest.raises(Refusal):
        actions.offer_ownership(actor=joost, space=closed_space, person=make_guest())
    request = actions.offer_ownership(actor=joost, space=closed_space, person=noor, note="Ik ga weg.")
    assert role_in(closed_space, noor) == ""
    [task] = queries.tasks_of(viewer=again(noor))
    assert (task.title, task.note) == (closed_space.name, "Ik ga weg.")
    with pytest.raises(NotAllowed):
        actions.accept_request(actor=joost, request=request)
    for _turn in range(2):
        actions.accept_request(actor=again(noor), request=request)
    assert role_in(closed_space, noor) == "manager"
    actions.leave_space(actor=joost, space=closed_space)
    assert queries.tasks_of(viewer=again(noor)) == ()


def test_access_is_asked_and_given(joost: User, noor: User, closed_space: Space) -> None:
    first = actions.ask_to_enter(
        actor=noor, space=closed_space, kind=RequestKind.ACCESS, note="Voor een zaak."
    )
    second = actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.JOIN)
    assert first == second
    assert MembershipRequest.objects.count() == 1
    [task] = queries.tasks_of(viewer=again(joost))
    assert noor.name in task.sentence
    assert task.note == "Voor een zaak."
    assert [answer.value for answer in task.answers] == ["accept", ""]
    assert first is not None
    with pytest.raises(NotAllowed):
        actions.accept_request(actor=noor, request=first)
    actions.accept_request(actor=again(joost), request=first)
    assert role_in(closed_space, noor) == "contributor"
    assert actions.ask_to_enter(actor=again(noor), space=closed_space, kind=RequestKind.ACCESS) is None


def test_a_request_is_declined_with_a_word(
    joost: User, noor: User, closed_space: Space, sign_in: SignIn
) -> None:
    request = actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    assert request is not None
    for _turn in range(2):
        actions.decline_request(actor=joost, request=request, reply="Vraag het in mei.")
    page = sign_in(noor).get(reverse("spaces:space", args=[closed_space.pk]))
    assert page.status_code == 403
    assert "Vraag het in mei." in page.content.decode()
    with pytest.raises(Refusal):
        actions.accept_request(actor=joost, request=request)
    actions.withdraw_request(actor=noor, request=request)
    assert MembershipRequest.objects.get().state == "declined"


@pytest.mark.parametrize("visibility", [Visibility.OPEN, Visibility.HIDDEN])
def test_access_is_asked_of_closed_spaces_only(
    noor: User, joost: User, closed_space: Space, visibility: str
) -> None:
    closed_space.visibility = visibility
    closed_space.save()
    with pytest.raises(NotAllowed):
        actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)


def test_of_a_space_that_became_hidden_only_who_is_invited_sees_the_request(
    joost: User, noor: User, els: User, closed_space: Space, sign_in: SignIn
) -> None:
    asked = actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    invited = actions.invite(actor=joost, space=closed_space, person=els, role=Role.READER)
    assert asked is not None
    addresses = {noor: asked.pk, els: invited.pk, joost: asked.pk}
    Space.objects.filter(pk=closed_space.pk).update(visibility="hidden", name="Onder de hoed")
    pages = {
        person: sign_in(person).get(reverse("spaces:request", args=[pk])) for person, pk in addresses.items()
    }
    assert [pages[person].status_code for person in (noor, els, joost)] == [404, 200, 200]
    assert "Onder de hoed" not in pages[noor].content.decode()


def test_a_guest_asks_nothing_and_is_invited(joost: User, closed_space: Space) -> None:
    guest = make_guest()
    with pytest.raises(NotAllowed):
        actions.ask_to_enter(actor=guest, space=closed_space, kind=RequestKind.JOIN)
    request = actions.invite(actor=joost, space=closed_space, person=guest, role=Role.CONTRIBUTOR)
    actions.invite(actor=joost, space=closed_space, person=guest, role=Role.READER)
    assert MembershipRequest.objects.count() == 1
    [task] = queries.tasks_of(viewer=again(guest))
    assert task.answers[0].usual
    actions.accept_request(actor=again(guest), request=request)
    assert role_in(closed_space, guest) == "reader"
    with pytest.raises(Refusal):
        actions.change_role(actor=joost, member=Member.objects.get(person=guest), role=Role.MANAGER)


def test_an_invitation_is_taken_back(joost: User, noor: User, closed_space: Space) -> None:
    request = actions.invite(actor=joost, space=closed_space, person=noor, role=Role.READER)
    with pytest.raises(NotAllowed):
        actions.withdraw_request(actor=noor, request=request)
    for _turn in range(2):
        actions.withdraw_request(actor=joost, request=request)
    with pytest.raises(Refusal):
        actions.accept_request(actor=noor, request=request)
    assert role_in(closed_space, noor) == ""


def test_a_request_of_who_left_lets_nobody_in(joost: User, noor: User, closed_space: Space) -> None:
    request = actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    assert request is not None
    noor.is_active = False
    noor.save()
    assert queries.tasks_of(viewer=again(joost)) == ()
    with pytest.raises(Refusal):
        actions.accept_request(actor=joost, request=request)


def test_an_administrator_hears_of_a_space_without_an_owner(
    bram: User, joost: User, noor: User, closed_space: Space
) -> None:
    admin = with_role(bram, OrganisationRole.ADMINISTRATOR)
    actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    assert queries.tasks_of(viewer=admin) == ()
    joost.is_active = False
    joost.save()
    [task] = queries.tasks_of(viewer=again(admin))
    assert task.url == reverse("spaces:administer_space", args=[closed_space.pk])


def test_groups_get_a_role_and_never_own(joost: User, inkomen: Department, closed_space: Space) -> None:
    team = Team.objects.create(name="Balie", department=inkomen)
    for _turn in range(2):
        actions.add_team(actor=joost, space=closed_space, team=team, role=Role.EDITOR)
        member = actions.add_department(actor=joost, space=closed_space, department=inkomen, role=Role.READER)
    assert Member.objects.filter(space=closed_space).count() == 3
    with pytest.raises(Refusal):
        actions.change_role(actor=joost, member=member, role=Role.MANAGER)
    with pytest.raises(Refusal):
        actions.add_team(actor=joost, space=closed_space, team=team, role=Role.MANAGER)


def test_tasks_take_one_query_when_the_roles_are_known(
    joost: User, noor: User, closed_space: Space, django_assert_num_queries: object
) -> None:
    actions.ask_to_enter(actor=noor, space=closed_space, kind=RequestKind.ACCESS)
    viewer = again(joost)
    queries.reader_tokens(viewer=viewer)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(queries.tasks_of(viewer=viewer)) == 1


def test_who_leaves_hands_on_what_only_he_owned(
    joost: User, fatima: User, noor: User, closed_space: Space, hidden_space: Space
) -> None:
    Member.objects.create(space=hidden_space, person=noor, role=Role.MANAGER)
    for _turn in range(2):
        taken = actions.hand_over_spaces(from_person=joost, to_person=fatima, actor=None)
    assert role_in(closed_space, fatima) == "manager"
    assert role_in(hidden_space, fatima) == "contributor"
    assert taken == []


def test_an_administrator_names_an_owner_and_reads_nothing(
    bram: User, noor: User, joost: User, hidden_space: Space, sign_in: SignIn
) -> None:
    admin = with_role(bram, OrganisationRole.ADMINISTRATOR)
    client = sign_in(admin)
    assert client.get(reverse("spaces:space", args=[hidden_space.pk])).status_code == 404
    place = reverse("spaces:administer_space", args=[hidden_space.pk])
    assert hidden_space.name in client.get(place).content.decode()
    assert hidden_space.name in client.get(reverse("spaces:administer")).content.decode()
    answer = client.post(
        reverse("spaces:put_in", args=[hidden_space.pk]),
        {"name": "noor", "person": noor.pk, "role": "manager"},
    )
    assert answer.status_code == 302
    assert role_in(hidden_space, noor) == "manager"
    assert AuditLine.objects.filter(action="spaces.owner.appointed").exists()
    with pytest.raises(NotAllowed):
        actions.make_owner(actor=joost, space=hidden_space, person=noor)
    assert sign_in(joost).get(place).status_code == 403


def test_many_are_archived_and_that_is_undone(
    bram: User, wmo: Department, closed_space: Space, sign_in: SignIn
) -> None:
    client = sign_in(with_role(bram, OrganisationRole.ADMINISTRATOR))
    default = Space.objects.get(default_for=wmo)
    address = reverse("spaces:administer_many")
    answer = client.post(address, {"act": "archive", "picked": [closed_space.pk, default.pk]}, follow=True)
    assert anew(closed_space).archived_at is not None
    assert anew(default).archived_at is None
    assert address in answer.content.decode()
    client.post(address, {"act": "unarchive", "picked": [closed_space.pk]})
    assert anew(closed_space).archived_at is None
