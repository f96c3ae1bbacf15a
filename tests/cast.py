"""The people of the tests. A test tells a fact about them by name.

Fatima asks, Joost knows, Noor works elsewhere and may not see, Sanne is new, Bram administers and Els uses
the keyboard alone. The departments have their default open space; the Wmo also has a hidden one, of which
Joost and Fatima are members.
"""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client, TestCase

from samenwijzer.accounts.models import Department, User, weekday_bits
from samenwijzer.accounts.queries import look_again
from samenwijzer.people.queries import _asked
from samenwijzer.search import synonyms
from samenwijzer.search.queries import _proposals
from samenwijzer.spaces.models import Member, Role, Space, Visibility
from samenwijzer.subjects.models import Product
from samenwijzer.ui import organisation

WHOLE_WEEK = ["mon", "tue", "wed", "thu", "fri"]

SignIn = Callable[[User], Client]


def _department(name: str) -> Department:
    department = Department.objects.create(external_id=f"afd-{name.lower()}", name=name)
    Space.objects.create(
        external_id=f"ruimte-{name.lower()}", name=name, department=department, default_for=department
    )
    return department


def _person(name: str, department: Department, function: str, days: list[str] | None = None) -> User:
    first = name.split(maxsplit=1)[0].lower()
    return User.objects.create_user(
        email=f"{first}@example.org",
        name=name,
        password=f"wachtwoord-van-{first}",
        external_id=f"p-{first}",
        department=department,
        function=function,
        working_day_bits=weekday_bits(days or WHOLE_WEEK),
    )


@pytest.fixture(autouse=True)
def national_list(request: pytest.FixtureRequest) -> None:
    """Have the products that every installation has: a test that may commit empties all tables behind it."""
    if not (request.cls and issubclass(request.cls, TestCase)):
        if request.node.get_closest_marker("django_db") is None and "db" not in request.fixturenames:
            return
        request.getfixturevalue("db")
    if not Product.objects.exists():
        import_module("samenwijzer.subjects.migrations.0002_products").load(apps, None)


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without an administrator's choices and without synonyms, and ask for them only after one is made.

    The query that every process makes each second or two would fall into a test that counts queries.
    """
    monkeypatch.setattr(organisation, "FRESH", 3600.0)
    organisation.keep(organisation.Stored())
    monkeypatch.setattr(_proposals, "FRESH", 3600.0)
    _proposals.look_again()
    monkeypatch.setattr(_asked, "FRESH", 3600.0)
    _asked.look_again()
    monkeypatch.setattr(synonyms, "FRESH", 3600.0)
    synonyms.keep([])


@pytest.fixture(autouse=True)
def colleagues_of_this_test() -> None:
    """Let the guard know the people of this test and not those of the one before."""
    look_again()


@pytest.fixture
def inkomen(db: None) -> Department:
    return _department("Inkomen")


@pytest.fixture
def wmo(db: None) -> Department:
    return _department("Wmo")


@pytest.fixture
def schuldhulp(db: None) -> Department:
    return _department("Schuldhulpverlening")


@pytest.fixture
def fatima(inkomen: Department) -> User:
    return _person("Fatima Amrani", inkomen, "Inkomensconsulent")


@pytest.fixture
def joost(wmo: Department) -> User:
    return _person("Joost Verhagen", wmo, "Wmo-consulent")


@pytest.fixture
def noor(schuldhulp: Department) -> User:
    return _person("Noor de Wit", schuldhulp, "Schuldhulpverlener")


@pytest.fixture
def sanne(inkomen: Department) -> User:
    return _person("Sanne Bakker", inkomen, "Nieuwe medewerker", ["mon", "tue", "wed"])


@pytest.fixture
def bram(inkomen: Department) -> User:
    return _person("Bram Koster", inkomen, "Functioneel beheerder")


@pytest.fixture
def els(wmo: Department) -> User:
    return _person("Els Mulder", wmo, "Wmo-consulent")


@pytest.fixture
def hidden_space(wmo: Department, joost: User, fatima: User) -> Space:
    space = Space.objects.create(
        external_id="ruimte-verborgen",
        name="Toezicht en onderzoek",
        department=wmo,
        visibility=Visibility.HIDDEN,
    )
    Member.objects.create(space=space, person=joost, role=Role.MANAGER)
    Member.objects.create(space=space, person=fatima, role=Role.CONTRIBUTOR)
    return space


@pytest.fixture
def closed_space(wmo: Department, joost: User) -> Space:
    space = Space.objects.create(
        external_id="ruimte-gesloten",
        name="Casuïstiek",
        department=wmo,
        visibility=Visibility.CLOSED,
    )
    Member.objects.create(space=space, person=joost, role=Role.MANAGER)
    return space


@pytest.fixture
def sign_in() -> SignIn:
    """Give a browser without JavaScript in which this person is signed in."""

    def signed_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in
