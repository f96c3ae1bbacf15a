import pytest
from django.http import Http404
from django.urls import reverse

from samenwijzer.accounts.models import Department, User
from samenwijzer.spaces import access, queries
from samenwijzer.spaces.models import Member, Role, Space, Visibility
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("visibility", "role", "allowed"),
    [
        ("open", None, "reads posts"),
        ("open", "reader", "reads posts"),
        ("open", "editor", "reads posts curates"),
        ("closed", None, ""),
        ("closed", "reader", "reads"),
        ("closed", "contributor", "reads posts"),
        ("closed", "manager", "reads posts curates"),
        ("hidden", None, ""),
        ("hidden", "contributor", "reads posts"),
    ],
)
def test_what_a_role_gives(visibility: str, role: str | None, allowed: str) -> None:
    rights = access.rights_of(role=role, visibility=visibility)
    given = {"reads": rights.may_read, "posts": rights.may_post, "curates": rights.may_curate}
    assert " ".join(right for right, has in given.items() if has) == allowed


def test_tokens_say_what_one_may_read(noor: User, joost: User, hidden_space: Space) -> None:
    assert queries.reader_tokens(viewer=None) == {"all"}
    assert queries.reader_tokens(viewer=noor) == {"all", f"person:{noor.pk}"}
    assert f"space:{hidden_space.pk}" in queries.reader_tokens(viewer=joost)


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
    assert sanne.name not in words


def test_the_list_says_of_a_closed_space_its_name_and_nothing_more(
    noor: User, joost: User, closed_space: Space
) -> None:
    rows = {row.name: row for row in queries.space_list(viewer=noor)}
    seen = rows[closed_space.name]
    assert (seen.department, seen.members, seen.role, seen.may_read) == ("", 0, "", False)
    own = {row.name: row for row in queries.space_list(viewer=joost)}[closed_space.name]
    assert (own.department, own.members, own.may_read) == ("Wmo", 1, True)


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
    assert [(row.name, row.role) for row in page.members] == [
        (joost.name, "manager"),
        (fatima.name, "contributor"),
    ]


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


def test_the_list_does_not_grow(noor: User, sign_in: SignIn, django_assert_num_queries: object) -> None:
    client = sign_in(noor)
    client.get(reverse("spaces:spaces"))
    for number in range(10):
        Space.objects.create(name=f"Ruimte {number}", visibility=Visibility.OPEN)
    with django_assert_num_queries(3):  # type: ignore[operator]
        client.get(reverse("spaces:spaces"))
