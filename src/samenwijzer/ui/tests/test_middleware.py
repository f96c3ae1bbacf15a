"""What every answer has in common, told through the pages that everyone has."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from samenwijzer.accounts.models import User
from samenwijzer.config.urls import urlpatterns as real
from samenwijzer.kernel.errors import NotAllowed, Refusal
from tests.cast import SignIn

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/hulp/?deel=1"}


def refuses(request: HttpRequest) -> HttpResponse:
    raise Refusal("Noor gaf je deze vraag net zelf.")


def forbids(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Alleen de eigenaar mag dit.")


def breaks(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("", include(real)),
    path("x/refuses/", refuses),
    path("x/forbids/", forbids),
    path("x/breaks/", breaks),
]
handler400 = "samenwijzer.ui.failures.bad_request"
handler403 = "samenwijzer.ui.failures.forbidden"
handler404 = "samenwijzer.ui.failures.not_found"
handler500 = "samenwijzer.ui.failures.server_error"

with_odd_pages = override_settings(ROOT_URLCONF=__name__)


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in_and_comes_back(client: Client) -> None:
    response = client.get("/onderdelen/?x=1")
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/onderdelen/%3Fx%3D1"


@pytest.mark.django_db
def test_a_signed_out_htmx_request_gets_401_and_the_way_back(client: Client) -> None:
    response = client.get("/onderdelen/", headers=HTMX)
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/account/login/?next=%2Fhulp%2F%3Fdeel%3D1"
    assert response.content == b""


@pytest.mark.parametrize("named", ["http://[", "http://elders.example/x", "javascript:alert(1)", "\xff"])
@pytest.mark.django_db
def test_whatever_htmx_says_of_its_page_leads_back_to_ours(client: Client, named: str) -> None:
    response = client.get("/onderdelen/", headers={"HX-Request": "true", "HX-Current-URL": named})
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/account/login/?next=%2F"


@pytest.mark.parametrize("address", ["/hulp/", "/toegankelijkheid/", "/privacy/", "/account/login/"])
@pytest.mark.django_db
def test_everyone_reads_the_statements(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Language"] == "nl"


@pytest.mark.django_db
def test_headers_shut_every_door_that_is_not_used(client: Client) -> None:
    headers = client.get("/hulp/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "private, no-store"
    assert "HX-Request" in headers["Vary"]


@pytest.mark.django_db
def test_a_visitor_who_sent_a_form_comes_back_to_the_page_that_held_it(client: Client) -> None:
    response = client.post("/zoeken/", {"q": "x"}, headers={"Referer": "http://testserver/vragen/?page=2"})
    assert response["Location"] == "/account/login/?next=%2Fvragen%2F%3Fpage%3D2"


@pytest.mark.django_db
def test_a_visitor_who_sent_a_form_from_elsewhere_comes_home(client: Client) -> None:
    response = client.post("/zoeken/", {"q": "x"}, headers={"Referer": "https://elders.example/x/"})
    assert response["Location"] == "/account/login/?next=%2F"


@pytest.mark.django_db
def test_an_unknown_host_is_a_bad_request_and_no_mistake_of_ours(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["testserver"]):
        response = client.get("/hulp/", headers={"Host": "elders.example"})
    assert response.status_code == 400
    assert "We begrijpen dit verzoek niet" in response.content.decode()


@pytest.mark.django_db
def test_the_address_of_a_button_leads_back_to_its_page(client: Client) -> None:
    response = client.get("/taal/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "Ga terug" in response.content.decode()


@with_odd_pages
def test_a_refusal_becomes_a_page_with_a_way_back(sign_in: SignIn, fatima: User) -> None:
    response = sign_in(fatima).get("/x/refuses/", headers={"Referer": "http://testserver/hulp/"})
    assert response.status_code == 422
    assert "Noor gaf je deze vraag net zelf." in response.content.decode()
    assert 'href="http://testserver/hulp/"' in response.content.decode()


@with_odd_pages
def test_the_way_back_never_leads_to_another_site(sign_in: SignIn, fatima: User) -> None:
    response = sign_in(fatima).get("/x/refuses/", headers={"Referer": "https://elders.example/hulp/"})
    assert "elders.example" not in response.content.decode()


@with_odd_pages
def test_a_refusal_to_htmx_stands_as_a_notice_on_top(sign_in: SignIn, fatima: User) -> None:
    response = sign_in(fatima).get("/x/refuses/", headers=HTMX)
    assert response.status_code == 422
    assert response["HX-Retarget"] == "#notices"
    assert 'role="alert"' in response.content.decode()
    assert "<html" not in response.content.decode()


@with_odd_pages
def test_not_allowed_is_403(sign_in: SignIn, fatima: User) -> None:
    response = sign_in(fatima).get("/x/forbids/")
    assert response.status_code == 403
    assert "Alleen de eigenaar mag dit." in response.content.decode()


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_page_that_is_not_there_offers_a_way_on(sign_in: SignIn, fatima: User, signed_in: bool) -> None:  # noqa: FBT001
    client = sign_in(fatima) if signed_in else Client()
    response = client.get("/bestaat-niet/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Deze pagina is er niet" in page
    assert ('name="q"' in page) is signed_in
    assert signed_in or "Ga terug" in page


@with_odd_pages
def test_our_own_mistake_is_said_without_database_or_session() -> None:
    client = Client(raise_request_exception=False)
    response = client.get("/x/breaks/")
    assert response.status_code == 302  # A visitor is not told that there is anything.


@with_odd_pages
def test_our_own_mistake_is_said_to_someone_signed_in(sign_in: SignIn, fatima: User) -> None:
    client = sign_in(fatima)
    client.raise_request_exception = False
    response = client.get("/x/breaks/")
    assert response.status_code == 500
    assert "Er ging iets mis bij ons" in response.content.decode()
    assert "Probeer opnieuw" in response.content.decode()


def test_a_form_without_token_is_explained(fatima: User) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/taal/", {"language": "en"})
    assert response.status_code == 403
    assert "stond lang open" in response.content.decode()


@pytest.mark.django_db
def test_the_language_is_kept_in_the_browser(client: Client) -> None:
    response = client.post("/taal/", {"language": "en", "next": "/privacy/"})
    assert response["Location"] == "/privacy/"
    assert "What we keep about you" in client.get("/privacy/").content.decode()


def test_the_language_follows_a_person_to_the_next_browser(sign_in: SignIn, fatima: User) -> None:
    sign_in(fatima).post("/taal/", {"language": "en"})
    assert "What we keep about you" in sign_in(fatima).get("/privacy/").content.decode()


@pytest.mark.django_db
def test_the_browser_own_list_of_languages_is_not_asked(client: Client) -> None:
    response = client.get("/privacy/", headers={"Accept-Language": "en-GB"})
    assert response["Content-Language"] == "nl"


@pytest.mark.parametrize("target", ["https://elders.example/", "//elders.example", "javascript:x"])
@pytest.mark.django_db
def test_the_language_switch_leads_to_our_own_pages_only(client: Client, target: str) -> None:
    assert client.post("/taal/", {"language": "en", "next": target})["Location"] == "/"


@pytest.mark.django_db
def test_an_unknown_language_is_refused(client: Client) -> None:
    assert client.post("/taal/", {"language": "xx"}).status_code == 422
