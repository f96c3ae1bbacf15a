"""What an administrator decides about the site as a whole."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from samenwijzer.accounts.models import Role, User, role_bits
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.organisation import actions
from samenwijzer.outbox.models import AuditLine
from samenwijzer.ui import organisation
from samenwijzer.ui.models import OrganisationSettings
from samenwijzer.ui.themes import Basics
from tests.cast import SignIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PAGES = ("/beheer/organisatie/", "/beheer/vormgeving/", "/beheer/onderdelen/")
BASICS = {
    "action": "#1d4f91",
    "signal": "#f5b921",
    "focus": "#ffd65c",
    "corners": "round",
    "text_font": "arial",
    "heading_font": "georgia",
    "heading_weight": "800",
    "page_rem": "90",
    "measure_rem": "36",
    "underline_px": "2",
    "control_px": "48",
}
CSS = b".gemeente-theme { --sw-here: #112233; --basis-border-radius-md: 1px; }"


@pytest.fixture
def admin(bram: User) -> User:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    return bram


def lines() -> list[str]:
    return list(AuditLine.objects.order_by("pk").values_list("action", flat=True))


@pytest.mark.parametrize("address", [*PAGES, "/beheer/vormgeving/zelf/", "/beheer/vormgeving/bestand/"])
def test_nobody_else_comes_in(address: str, fatima: User, sign_in: SignIn) -> None:
    client = sign_in(fatima)
    assert client.post(address, {"name": "Van mij"}).status_code == 403
    if address in PAGES:
        assert client.get(address).status_code == 403
    assert not OrganisationSettings.objects.exists()


def test_an_action_states_its_right_again(fatima: User) -> None:
    with pytest.raises(NotAllowed):
        actions.rename_organisation(name="x", actor=fatima)
    with pytest.raises(NotAllowed):
        actions.choose_theme(theme="none", actor=fatima)
    with pytest.raises(NotAllowed):
        actions.make_theme(basics=Basics(), actor=fatima)
    with pytest.raises(NotAllowed):
        actions.upload_theme(css=CSS.decode(), actor=fatima)
    with pytest.raises(NotAllowed):
        actions.switch_module(module="forum", on=False, actor=fatima)


def test_a_name_stands_on_every_page_and_an_empty_one_brings_the_first_back(
    admin: User, sign_in: SignIn
) -> None:
    client = sign_in(admin)
    assert client.post("/beheer/organisatie/", {"name": " Sociale  Dienst <Linde> "}).status_code == 302
    assert "Samenwijzer van Sociale Dienst &lt;Linde&gt;." in client.get("/").content.decode()
    client.logout()
    assert "Sociale Dienst &lt;Linde&gt;" in client.get("/account/login/").content.decode()
    assert "Sociale Dienst &lt;Linde&gt;" in client.get("/privacy/").content.decode()
    actions.rename_organisation(name="", actor=admin)
    assert "Linde" not in client.get("/account/login/").content.decode()
    assert lines() == ["organisation.name.changed"] * 2


def test_the_same_name_twice_is_one_line(admin: User) -> None:
    for _ in range(2):
        actions.rename_organisation(name="Linde", actor=admin)
    assert lines() == ["organisation.name.changed"]


def test_too_long_a_name_keeps_what_was_typed(admin: User, sign_in: SignIn) -> None:
    answer = sign_in(admin).post("/beheer/organisatie/", {"name": "a" * 121})
    assert answer.status_code == 422
    assert "a" * 121 in answer.content.decode()


def test_a_theme_that_comes_along_is_chosen_and_undone(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    answer = client.post("/beheer/vormgeving/", {"theme": "lindenhaven"}, follow=True)
    html = answer.content.decode()
    assert "lindenhaven-theme" in html
    assert "ui/themes/lindenhaven" in html
    assert '<input type="hidden" name="theme" value="none">' in html
    assert (
        "lindenhaven-theme"
        not in client.post("/beheer/vormgeving/", {"theme": "none"}, follow=True).content.decode()
    )
    assert client.post("/beheer/vormgeving/", {"theme": "own"}).status_code == 422
    assert client.post("/beheer/vormgeving/", {"theme": "../x"}).status_code == 422


def test_an_own_theme_is_made_served_and_kept_by_the_browser(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    assert client.post("/beheer/vormgeving/zelf/", BASICS).status_code == 302
    row = OrganisationSettings.objects.get()
    address = f"/vormgeving/{row.theme_version}.css"
    html = client.get("/").content.decode()
    assert f'href="{address}"' in html
    assert "own-theme" in html
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "--voorbeeld-kleuren-violet-500: light-dark(#1d4f91," in answer.content.decode()
    assert "--basis-heading-font-weight: 800;" in answer.content.decode()
    assert "no-store" in client.get("/vormgeving/0123.css")["Cache-Control"]
    assert lines()[-1] == "organisation.theme.made"


def test_there_is_no_style_sheet_without_an_own_theme(admin: User, sign_in: SignIn) -> None:
    assert sign_in(admin).get("/vormgeving/x.css").status_code == 404


def test_the_own_theme_stays_to_choose_after_another(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    client.post("/beheer/vormgeving/zelf/", BASICS)
    client.post("/beheer/vormgeving/", {"theme": "none"})
    assert "own-theme" not in client.get("/").content.decode()
    assert client.post("/beheer/vormgeving/", {"theme": "own"}).status_code == 302
    page = client.get("/beheer/vormgeving/").content.decode()
    assert 'value="#1d4f91"' in page


def test_a_weak_colour_is_refused_beside_its_field(admin: User, sign_in: SignIn) -> None:
    answer = sign_in(admin).post("/beheer/vormgeving/zelf/", {**BASICS, "action": "#ffcc00"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "id_action-error" in html
    assert 'value="#ffcc00"' in html
    assert not OrganisationSettings.objects.filter(theme="own").exists()


def test_the_result_is_shown_while_choosing(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    good = client.post("/beheer/vormgeving/proef/", BASICS, headers=HTMX).content.decode()
    weak = client.post(
        "/beheer/vormgeving/proef/", {**BASICS, "action": "#ffcc00"}, headers=HTMX
    ).content.decode()
    assert "sw-notice--ok" in good
    assert "sw-notice--stop" in weak
    assert "<html" not in good
    assert client.post("/beheer/vormgeving/proef/", {"action": "x"}).status_code == 200


def test_a_style_sheet_of_tokens_is_uploaded(admin: User, sign_in: SignIn) -> None:
    client = sign_in(admin)
    file = SimpleUploadedFile("gemeente.css", CSS, content_type="text/css")
    assert client.post("/beheer/vormgeving/bestand/", {"css": file}).status_code == 302
    assert "--sw-here: #112233;" in OrganisationSettings.objects.get().theme_css
    assert lines() == ["organisation.theme.uploaded"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"body{}",
        b".x-theme{--sw-ink:#eee}",
        b".x-theme{--sw-here:url(x)}",
        b"a" * 300_000,
    ],
)
def test_what_is_no_theme_is_refused_with_a_sentence(content: bytes, admin: User, sign_in: SignIn) -> None:
    file = SimpleUploadedFile("x.css", content)
    answer = sign_in(admin).post("/beheer/vormgeving/bestand/", {"css": file})
    assert answer.status_code == 422
    assert "id_css-error" in answer.content.decode()
    assert not OrganisationSettings.objects.filter(theme="own").exists()


def test_a_module_goes_off_after_a_question_and_comes_back_with_one_click(
    admin: User, sign_in: SignIn
) -> None:
    client = sign_in(admin)
    asked = client.post("/beheer/onderdelen/", {"module": "forum", "on": "0"})
    assert asked.status_code == 200
    assert client.get("/vragen/").status_code == 200
    done = client.post("/beheer/onderdelen/", {"module": "forum", "on": "0", "confirmed": "1"}, follow=True)
    assert '<input type="hidden" name="on" value="1">' in done.content.decode()
    assert client.get("/vragen/").status_code == 404
    client.post("/beheer/onderdelen/", {"module": "forum", "on": "1"})
    assert client.get("/vragen/").status_code == 200
    assert lines() == ["organisation.module.switched_off", "organisation.module.switched_on"]


@pytest.mark.parametrize("module", ["accounts", "people", "organisation", "", "nergens"])
def test_what_everything_needs_stays_on(module: str, admin: User, sign_in: SignIn) -> None:
    sent = {"module": module, "on": "0", "confirmed": "1"}
    assert sign_in(admin).post("/beheer/onderdelen/", sent).status_code == 422
    with pytest.raises(Refusal):
        actions.switch_module(module=module, on=False, actor=admin)


def test_there_is_one_row(admin: User) -> None:
    actions.rename_organisation(name="Linde", actor=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationSettings.objects.create(pk=2)


def test_without_a_database_the_last_known_holds(admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(**_kwargs: object) -> None:
        raise DatabaseError

    organisation.keep(organisation.Stored(name="Linde"))
    organisation.look_again()
    monkeypatch.setattr(OrganisationSettings.objects, "filter", gone)
    organisation.refresh()
    assert organisation.current().name == "Linde"
