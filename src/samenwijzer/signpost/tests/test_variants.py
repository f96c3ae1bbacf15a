"""A service that differs per municipality: one page shows the viewer's own and says that others differ."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Municipality, User
from samenwijzer.signpost.models import Service
from samenwijzer.signpost.queries import ServiceFilter, service_list
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def elzerhout() -> Municipality:
    return Municipality.objects.create(name="Elzerhout")


@pytest.fixture
def lindewaard() -> Municipality:
    return Municipality.objects.create(name="Lindewaard")


@pytest.fixture
def general() -> Service:
    return Service.objects.create(name="Briefadres", answer="Overal gelijk.")


@pytest.fixture
def there(general: Service, elzerhout: Municipality) -> Service:
    made = Service.objects.create(name="Briefadres", answer="In Elzerhout anders.", variant_of=general)
    made.municipalities.set([elzerhout])
    return made


@pytest.fixture
def here(general: Service, there: Service, lindewaard: Municipality) -> Service:
    made = Service.objects.create(name="Briefadres", answer="In Lindewaard weer anders.", variant_of=general)
    made.municipalities.set([lindewaard])
    return made


@pytest.fixture
def client(fatima: User, lindewaard: Municipality, sign_in: SignIn) -> Client:
    """Fatima works for Lindewaard."""
    User.objects.filter(pk=fatima.pk).update(municipality=lindewaard)
    return sign_in(fatima)


def read(client: Client, service: Service, query: str = "") -> str:
    answer = client.get(f"/wegwijzer/{service.pk}/{query}", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_address_for_all_shows_what_holds_where_she_works(
    client: Client, general: Service, here: Service, there: Service
) -> None:
    words = read(client, general)
    assert "In Lindewaard weer anders." in words
    assert "Dit geldt voor Lindewaard" in words
    assert f'href="/wegwijzer/{there.pk}/"' in words
    assert "Overal gelijk." in read(client, general, "?variant=general")


def test_what_holds_elsewhere_says_so_and_leads_to_her_own(
    client: Client, here: Service, there: Service
) -> None:
    words = read(client, there)
    assert "In Elzerhout anders." in words
    assert "Dit geldt voor Elzerhout" in words
    assert "Voor Lindewaard geldt iets anders" in words
    assert f'href="/wegwijzer/{here.pk}/"' in words


def test_without_a_variant_of_her_own_the_general_one_holds(
    client: Client, general: Service, there: Service
) -> None:
    assert "Overal gelijk." in read(client, general)
    words = read(client, there)
    assert f'href="/wegwijzer/{general.pk}/?variant=general"' in words


def test_who_chose_no_municipality_sees_the_general_one_with_the_differences(
    noor: User, general: Service, here: Service, there: Service, sign_in: SignIn
) -> None:
    words = read(sign_in(noor), general)
    assert "Overal gelijk." in words
    assert "Elders geldt iets anders" in words
    for one, name in ((here, "Lindewaard"), (there, "Elzerhout")):
        assert f'href="/wegwijzer/{one.pk}/">{name}</a>' in words


def test_without_municipalities_nothing_of_this_shows(noor: User, general: Service, sign_in: SignIn) -> None:
    words = read(sign_in(noor), general)
    assert "geldt" not in words[words.index("<main") : words.index("</main>")]


def test_the_list_puts_her_own_first_and_names_the_places(
    client: Client, fatima: User, general: Service, here: Service, there: Service
) -> None:
    viewer = User.objects.get(pk=fatima.pk)
    rows = service_list(viewer=viewer, chosen=ServiceFilter()).page.items
    assert [(row.holds_for, row.is_mine) for row in rows] == [
        (("Lindewaard",), True),
        ((), False),
        (("Elzerhout",), False),
    ]
    assert "geldt voor Elzerhout" in client.get("/wegwijzer/").content.decode()


def test_many_variants_ask_no_more(
    client: Client, general: Service, here: Service, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        place = Municipality.objects.create(name=f"Gemeente {number}")
        Service.objects.create(name=f"V{number}", variant_of=general).municipalities.set([place])
    with django_assert_max_num_queries(12):
        client.get(f"/wegwijzer/{here.pk}/")
    with django_assert_max_num_queries(12):
        client.get("/wegwijzer/")
