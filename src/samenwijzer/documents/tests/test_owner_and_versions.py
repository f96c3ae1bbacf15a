"""Who owns a page, how it stood before, and where it holds."""

import pytest
from pytest_django import DjangoAssertNumQueries

from samenwijzer.accounts.models import Department, Municipality, User
from samenwijzer.documents.actions import CannotOwn, hand_over_pages, keep_version
from samenwijzer.documents.models import PageVersion
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.outbox.models import AuditLine
from samenwijzer.spaces.models import Member, Role, Space
from tests.cast import SignIn

pytestmark = pytest.mark.django_db


def test_the_owner_is_shown_beside_who_wrote_it(
    inkomen: Department, joost: User, noor: User, fatima: User, sign_in: SignIn
) -> None:
    page = make_page("Norm", space=inkomen.default_space, author=joost, owner=noor)
    words = sign_in(fatima).get(f"/bibliotheek/{page.pk}/").content.decode()
    assert f'href="/collegas/{noor.pk}/"' in words
    assert "Geschreven door" in words
    assert "Draag over" not in words
    assert "Draag over" in sign_in(noor).get(f"/bibliotheek/{page.pk}/").content.decode()
    assert noor.name in sign_in(fatima).get("/bibliotheek/").content.decode()


def test_a_page_passes_from_its_owner_and_from_nobody_else(
    inkomen: Department, joost: User, noor: User, els: User
) -> None:
    page = make_page("Norm", space=inkomen.default_space, author=joost)
    assert hand_over_pages(pages=[page.pk], former=noor, heir=els, actor=None) == 0
    assert hand_over_pages(pages=[page.pk], former=joost, heir=els, actor=joost) == 1
    assert hand_over_pages(pages=[page.pk], former=joost, heir=noor, actor=joost) == 0
    page.refresh_from_db()
    assert page.owner == els
    assert AuditLine.objects.filter(action="documents.page.handed_over").count() == 1


def test_who_left_gets_no_page(inkomen: Department, joost: User, noor: User) -> None:
    page = make_page("Norm", space=inkomen.default_space, author=joost)
    noor.is_active = False
    noor.save()
    with pytest.raises(CannotOwn):
        hand_over_pages(pages=[page.pk], former=joost, heir=noor, actor=joost)


def test_an_earlier_version_can_be_read(
    inkomen: Department, joost: User, fatima: User, sign_in: SignIn
) -> None:
    page = make_page("Norm", space=inkomen.default_space, author=joost, body="Zo was het vroeger.")
    page.title, page.body = "Nieuwe norm", "Zo is het nu."
    kept = keep_version(page=page)
    page.save()
    client = sign_in(fatima)
    assert "Eerdere versies" in client.get(f"/bibliotheek/{page.pk}/").content.decode()
    old = client.get(f"/bibliotheek/{page.pk}/versies/{kept.pk}/").content.decode()
    assert "Zo was het vroeger." in old
    assert "Zo is het nu." not in old
    assert "Nieuwe norm" in old
    other = make_page("Anders", space=inkomen.default_space)
    assert client.get(f"/bibliotheek/{other.pk}/versies/{kept.pk}/").status_code == 404


def test_an_earlier_version_of_a_hidden_page_does_not_exist_for_others(
    hidden_space: Space, joost: User, noor: User, sign_in: SignIn
) -> None:
    page = make_page("Geheim", space=hidden_space, author=joost)
    kept = keep_version(page=page)
    assert sign_in(noor).get(f"/bibliotheek/{page.pk}/versies/{kept.pk}/").status_code == 404
    assert PageVersion.objects.count() == 1


def test_a_page_that_holds_elsewhere_says_so(inkomen: Department, fatima: User, sign_in: SignIn) -> None:
    here, there = (Municipality.objects.create(name=name) for name in ("Lindewaard", "Elzerhout"))
    general = make_page("Huisbezoek", space=inkomen.default_space)
    own = make_page("Huisbezoek", space=inkomen.default_space, body="Bij ons.", variant_of=general)
    other = make_page("Huisbezoek", space=inkomen.default_space, body="Bij hen.", variant_of=general)
    own.municipalities.set([here])
    other.municipalities.set([there])
    User.objects.filter(pk=fatima.pk).update(municipality=here)
    client = sign_in(fatima)
    assert "Bij ons." in client.get(f"/bibliotheek/{general.pk}/", follow=True).content.decode()
    words = client.get(f"/bibliotheek/{other.pk}/").content.decode()
    assert "Dit geldt voor Elzerhout" in words
    assert "Voor Lindewaard geldt iets anders" in words
    listed = client.get("/bibliotheek/").content.decode()
    assert listed.index(f"/bibliotheek/{own.pk}/") < listed.index(f"/bibliotheek/{general.pk}/")
    assert "geldt voor Elzerhout" in listed


def test_a_variant_in_a_hidden_space_is_no_variant_for_others(
    inkomen: Department, hidden_space: Space, noor: User, sign_in: SignIn
) -> None:
    place = Municipality.objects.create(name="Elzerhout")
    general = make_page("Huisbezoek", space=inkomen.default_space)
    secret = make_page("Geheim huisbezoek", space=hidden_space, variant_of=general)
    secret.municipalities.set([place])
    words = sign_in(noor).get(f"/bibliotheek/{general.pk}/").content.decode()
    main = words[words.index("<main") : words.index("</main>")]
    assert "Elzerhout" not in main
    assert f"/bibliotheek/{secret.pk}/" not in main


def test_the_fullest_page_of_a_closed_space_asks_at_most_twelve_times(
    closed_space: Space, joost: User, sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Municipality.objects.create(name="Elzerhout")
    Member.objects.create(space=closed_space, department=joost.department, role=Role.READER)
    new = make_page("Nieuw", space=closed_space)
    page = make_page(
        "Oud",
        space=closed_space,
        author=joost,
        state="replaced",
        replaced_by=new,
        subjects=(make_subject("norm"),),
        body="[v](question:v-1) [p](page:x)",
    )
    for _ in range(3):
        keep_version(page=page)
    client = sign_in(joost)
    with django_assert_max_num_queries(12):
        client.get(f"/bibliotheek/{page.pk}/")
