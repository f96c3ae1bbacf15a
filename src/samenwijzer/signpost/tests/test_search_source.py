"""What the index holds of a service."""

from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, User
from samenwijzer.signpost.search_source import SERVICES
from samenwijzer.signpost.tests.factories import make_product, make_service, make_subject


def test_a_service_is_found_by_its_own_words_and_those_of_its_subjects(db: None, inkomen: Department) -> None:
    service = make_service(
        "Bijstand aanvragen",
        external_id="sv-bijstand",
        answer="Zie [de folder](page:wi-folder). **Bel** ons.",
        for_whom="Voor inwoners",
        steps=["Maak een [afspraak](page:wi-afspraak)"],
        department=inkomen,
        product=make_product("bijstand"),
        subjects=(make_subject("bijstandsnorm", "norm", "bijstand"),),
        laws=(("Participatiewet", ""),),
    )
    (found,) = SERVICES.documents([service.pk])
    assert (found.external_id, found.type, found.tier) == ("sv-bijstand", "service", "service")
    assert found.title == "Bijstand aanvragen"
    assert found.keywords == ("bijstand", "bijstandsnorm", "norm")
    assert found.readers == frozenset({"all"})
    assert found.department_id == inkomen.pk
    assert found.subjects == (service.subjects.get().pk,)
    assert found.state is None
    assert found.ties == ()
    assert found.url == f"/wegwijzer/{service.pk}/"
    for words in ("de folder", "Bel ons", "Voor inwoners", "Maak een afspraak", "Participatiewet"):
        assert words in found.body
    assert "wi-folder" not in found.body
    starts = [at for at, _ in found.places]
    assert [found.body[at:].partition("\n")[0] for at in starts][1:] == [
        "Voor inwoners",
        "Maak een afspraak",
        "Participatiewet",
    ]
    assert [anchor for _, anchor in found.places] == ["say", "say", "do", "say"]


def test_a_service_without_answer_is_of_a_lower_kind(db: None) -> None:
    (found,) = SERVICES.documents([make_service("Standplaats").pk])
    assert found.tier == "service_without_answer"


def test_what_is_gone_is_left_out(db: None, fatima: User) -> None:
    service = make_service("Bijstand")
    assert list(SERVICES.ids()) == [service.pk]
    assert [found.ref.id for found in SERVICES.documents([service.pk, 10**6])] == [service.pk]
    assert list(SERVICES.visible([service.pk, 10**6], fatima)) == [service.pk]
    assert list(SERVICES.visible([service.pk], None)) == [service.pk]


def test_many_services_are_read_with_few_queries(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [make_service(f"Dienst {n}", subjects=(make_subject(f"s{n}", "syn"),)).pk for n in range(20)]
    with django_assert_num_queries(5):
        assert len(list(SERVICES.documents(made))) == 20
