import pytest
from django.http import Http404
from django.urls import reverse

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.forum.tests.factories import make_question
from samenwijzer.spaces import access, queries
from samenwijzer.spaces.models import Member, Role, Space, Visibility
from samenwijzer.spaces.tests.factories import again, make_guest
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def test_tokens_say_what_one_may_read(noor: User, joost: User, hidden_space: Space) -> None:
    assert queries.reader_tokens(viewer=None) == {"all"}
    assert queries.reader_tokens(viewer=noor) == {"all", f"person:{noor.pk}"}
    assert f"space:{hidden_space.pk}" in queries.reader_tokens(viewer=joost)
    guest = make_guest()
    assert queries.reader_tokens(viewer=guest) == {f"person:{guest.pk}"}


def test_a_hidden_space_does_not_exist_for_others(
    noor: User, joost: User, hidden_space: Space, sign_in: SignIn
) -> None:
    client, address = sign_in(noor), reverse("spaces:space", args=[hidden_space.pk])
    assert client.get(address).status_code == 404
    assert hidden_space.name not in client.get(reverse("spaces:spaces")).content.decode()
    assert sign_in(joost).get(address).status_code == 200
    with pytest.raises(Http404):
        access.space_to_read(viewer=noor, pk=hidden_space.pk)


def test_a_closed_space_shows_its_name_and_its_owner(
    noor: User, joost: User, sanne: User, closed_space: Space, sign_in: SignIn
) -> None:
    Member.objects.create(space=closed_space, person=sanne, role=Role.READER)
    joost.phone = "0199-123456"
    joost.save()
    client = sign_in(noor)
    assert closed_space.name in client.get(reverse("spaces:spaces")).content.decode()
    answer = client.get(reverse("spaces:space", args=[closed_space.pk]))
    words = answer.content.decode()
    assert answer.status_code == 403
    assert closed_space.name in words
    assert joost.name in words
    assert "tel:0199123456" in words
    assert f"mailto:{joost.email}" in words
    assert reverse("spaces:ask_access", args=[closed_space.pk]) in words
    assert sanne.name not in words


def test_the_list_says_of_a_closed_space_its_name_and_nothing_more(
    noor: User, joost: User, closed_space: Space
) -> None:
    closed_space.about = "Moeilijke zaken."
    closed_space.save()
    rows = {row.name: row for row in queries.space_list(viewer=noor).items}
    seen = rows[closed_space.name]
    assert (seen.department, seen.about, seen.kind, seen.role, seen.may_read) == ("", "", "", "", False)
    own = {row.name: row for row in queries.space_list(viewer=joost).items}[closed_space.name]
    assert (own.department, own.about, own.may_read) == ("Wmo", "Moeilijke zaken.", True)


def test_no_filter_tells_more_of_a_closed_space(noor: User, closed_space: Space, wmo: Department) -> None:
    for filters in (
        queries.Filters(department=wmo.pk),
        queries.Filters(kind=closed_space.kind),  # type: ignore[arg-type]
    ):
        names = {row.name for row in queries.space_list(viewer=noor, filters=filters).items}
        assert closed_space.name not in names


def test_the_list_is_narrowed(
    joost: User, closed_space: Space, hidden_space: Space, inkomen: Department
) -> None:
    def names(**filters: object) -> set[str]:
        found = queries.space_list(viewer=again(joost), filters=queries.Filters(**filters))  # type: ignore[arg-type]
        return {row.name for row in found.items}

    assert names(show="mine") == {closed_space.name, hidden_space.name}
    assert names(show="closed") == {closed_space.name, hidden_space.name}
    assert names(show="open", name="INK") == {"Inkomen"}
    assert names(show="archived") == set()
    hidden_space.archived_at = "2026-01-01T00:00:00Z"
    hidden_space.save()
    assert names(show="archived") == {hidden_space.name}
    assert hidden_space.name not in names()


def test_a_closed_space_without_an_owner_says_so(
    noor: User, joost: User, closed_space: Space, sign_in: SignIn
) -> None:
    joost.is_active = False
    joost.save()
    answer = sign_in(noor).get(reverse("spaces:space", args=[closed_space.pk]))
    assert answer.status_code == 403
    assert joost.name not in answer.content.decode()


def test_members_stand_with_who_owns_it_first(joost: User, fatima: User, hidden_space: Space) -> None:
    page = queries.space_page(viewer=joost, space=hidden_space)
    assert [(row.name, row.role) for row in page.members.items] == [
        (joost.name, "manager"),
        (fatima.name, "contributor"),
    ]


def test_a_department_is_one_line_with_how_many_people(
    joost: User, fatima: User, sanne: User, hidden_space: Space, inkomen: Department
) -> None:
    below = Department.objects.create(name="Participatie", parent=inkomen)
    sanne.department = below
    sanne.save()
    Member.objects.create(space=hidden_space, department=inkomen, role=Role.READER)
    guest = make_guest()
    Member.objects.create(space=hidden_space, person=guest, role=Role.READER)
    rows = {row.name: row for row in queries.members(viewer=joost, space=hidden_space).items}
    [group] = [row for row in rows.values() if row.kind == "department"]
    assert (group.people, group.role) == (2, "reader")
    assert rows[guest.name].is_guest


def test_who_may_post_where(noor: User, fatima: User, closed_space: Space, hidden_space: Space) -> None:
    Member.objects.create(space=closed_space, person=noor, role=Role.READER)
    assert {row.name for row in queries.spaces_to_post_in(viewer=noor)} == {
        "Inkomen",
        "Schuldhulpverlening",
        "Wmo",
    }
    assert "Casuïstiek" in {row.name for row in queries.spaces_to_read(viewer=noor)}
    assert hidden_space.name in {row.name for row in queries.spaces_to_post_in(viewer=fatima)}


def test_the_default_space_is_found_upwards_and_a_circle_ends(noor: User, schuldhulp: Department) -> None:
    space = Space.objects.get(default_for=schuldhulp)
    team = Department.objects.create(name="Team", parent=schuldhulp)
    noor.department = Department.objects.create(name="Duo", parent=team)
    assert queries.default_space(viewer=noor) == space
    lost = Department.objects.create(name="Kring")
    lost.parent = Department.objects.create(name="Kring twee", parent=lost)
    lost.save()
    noor.department = lost
    assert queries.default_space(viewer=noor) is None
    noor.department = None
    assert queries.default_space(viewer=noor) is None


def test_who_can_see_is_one_sentence_and_a_list(
    noor: User, joost: User, fatima: User, hidden_space: Space, sign_in: SignIn
) -> None:
    opened = Space.objects.get(name="Wmo")
    assert queries.who_can_see(space=opened, viewer=noor).sentence == "Elke collega kan dit zien."
    guest = make_guest()
    Member.objects.create(space=opened, person=guest, role=Role.READER)
    assert "1 gast" in queries.who_can_see(space=opened, viewer=noor).sentence
    assert "2 mensen" in queries.who_can_see(space=hidden_space, viewer=joost).sentence
    found = queries.readers(space=hidden_space, viewer=joost)
    assert [row.name for row in found.page.items] == [fatima.name, joost.name]
    assert sign_in(noor).get(reverse("spaces:readers", args=[hidden_space.pk])).status_code == 404
    page = sign_in(joost).get(reverse("spaces:readers", args=[hidden_space.pk]))
    assert fatima.name in page.content.decode()


@pytest.mark.parametrize("name", ["spaces:spaces", "spaces:administer"])
def test_a_list_does_not_grow(
    name: str, bram: User, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    bram.role_bits = 4
    bram.save()
    client = sign_in(bram)
    for number in range(30):
        space = Space.objects.create(name=f"Ruimte {number}", visibility=Visibility.OPEN)
        Member.objects.create(space=space, person=bram, role=Role.MANAGER)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(reverse(name))


@pytest.mark.parametrize("name", ["space", "readers", "manage"])
def test_a_space_with_many_members_takes_no_more_queries(
    name: str,
    joost: User,
    closed_space: Space,
    inkomen: Department,
    sign_in: SignIn,
    django_assert_max_num_queries: object,
) -> None:
    people = User.objects.bulk_create(
        User(email=f"c{number}@example.org", name=f"Collega {number}") for number in range(200)
    )
    Member.objects.bulk_create(
        Member(space=closed_space, person=person, role=Role.READER) for person in people
    )
    Member.objects.create(space=closed_space, department=inkomen, role=Role.READER)
    client = sign_in(joost)
    client.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        answer = client.get(reverse(f"spaces:{name}", args=[closed_space.pk]))
    assert answer.status_code == 200
    assert answer.content.decode().count("Collega ") < 110


def test_a_space_shows_what_lives_there(
    noor: User, joost: User, closed_space: Space, sign_in: SignIn
) -> None:
    make_question(joost, "Mag een hoogwerker?", space=closed_space)
    make_page("Werkwijze casus", space=closed_space)
    for name, words in (("forum:in_space", "hoogwerker"), ("documents:in_space", "Werkwijze")):
        address = reverse(name, args=[closed_space.pk])
        assert address in sign_in(joost).get(f"/ruimtes/{closed_space.pk}/").content.decode()
        for headers in ({}, {"HX-Request": "true"}):
            assert words in sign_in(joost).get(address, headers=headers).content.decode()
        assert sign_in(noor).get(address).status_code == 403
