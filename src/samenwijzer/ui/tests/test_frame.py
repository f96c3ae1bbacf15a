"""The frame around every page."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import reverse

from samenwijzer.accounts.models import User
from samenwijzer.ui.context import menu_entries
from samenwijzer.ui.templatetags import kept
from tests.cast import SignIn

UI = Path(__file__).parents[1]


@pytest.fixture
def gallery(sign_in: SignIn, fatima: User) -> str:
    return sign_in(fatima).get("/onderdelen/").content.decode()


def test_the_menu_holds_the_modules_that_exist_in_the_order_of_the_work(gallery: str) -> None:
    menu = gallery.partition('aria-label="Hoofdmenu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', menu) == [reverse(entry.url_name) for entry in menu_entries()]


def test_the_phone_bar_holds_five_and_more_holds_the_rest(gallery: str) -> None:
    bar = gallery.partition("sw-bottombar")[2].partition("</nav>")[0]
    more = gallery.partition('id="more-menu"')[2].partition("</div>")[0]
    assert bar.count("<li>") <= 5
    for entry in menu_entries():
        assert f'href="{reverse(entry.url_name)}"' in bar + more


def test_the_frame_has_its_landmarks_and_one_polite_region(gallery: str) -> None:
    for part in ('href="#content"', '<main id="content"', 'role="search"', "<footer", 'aria-live="polite"'):
        assert part in gallery
    assert gallery.count("<h1") == 1
    assert gallery.count("<sw-status") == 1


def test_the_box_and_signing_out_are_posts_with_a_token(gallery: str) -> None:
    for address in (reverse("home:search"), reverse("account_logout"), reverse("ui:language")):
        form = (
            gallery.partition(f'action="{address}"')[0].rpartition("<form")[2]
            + gallery.partition(f'action="{address}"')[2]
        )
        assert 'method="post"' in form.partition("</form>")[0]
        assert "csrfmiddlewaretoken" in form.partition("</form>")[0]


def test_nothing_comes_from_elsewhere_and_nothing_is_inline(gallery: str) -> None:
    assert not re.findall(r'(?:src|href)="https?://(?!wetten)', gallery)
    assert " style=" not in gallery
    assert not re.search(r"<script(?![^>]+src=)", gallery)
    assert not re.search(r"\son[a-z]+=", gallery)


def test_no_id_stands_twice(gallery: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert sorted(ids) == sorted(set(ids))


def test_the_frame_asks_the_database_nothing_of_its_own(
    sign_in: SignIn, fatima: User, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    client = sign_in(fatima)
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get("/onderdelen/")  # The session and the person.


@pytest.mark.django_db
def test_a_theme_is_a_file_and_a_class(client: Client) -> None:
    with override_settings(THEME="lindenhaven"):
        page = client.get("/hulp/").content.decode()
    assert 'href="/static/ui/themes/lindenhaven.css"' in page
    assert "lindenhaven-theme" in page


def test_what_is_drawn_once_holds_nothing_of_a_person(sign_in: SignIn, fatima: User, joost: User) -> None:
    for person in (fatima, joost):
        page = sign_in(person).get("/hulp/?q=geheim").content.decode()
        assert f"Menu van {person.name}" in page
    drawn = "".join(kept._drawn.values())
    for trace in ("csrfmiddlewaretoken", "Fatima", "Joost", "geheim"):
        assert trace not in drawn


def test_what_is_drawn_once_is_drawn_for_each_language(sign_in: SignIn, fatima: User) -> None:
    client = sign_in(fatima)
    assert 'aria-label="Hoofdmenu"' in client.get("/hulp/").content.decode()
    client.post("/taal/", {"language": "en"})
    assert 'aria-label="Main menu"' in client.get("/hulp/").content.decode()


def test_htmx_evaluates_nothing_and_remembers_nothing(gallery: str) -> None:
    for setting in (
        '"allowEval":false',
        '"historyCacheSize":0',
        '"includeIndicatorStyles":false',
        '"code":"422","swap":true',
    ):
        assert setting in gallery


def test_every_icon_that_is_drawn_is_in_the_sprite(gallery: str) -> None:
    sprite = (UI / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")
    for name in set(re.findall(r'icons\.svg#([\w-]+)"', gallery)):
        assert f'id="{name}"' in sprite


def test_every_icon_in_the_sprite_is_drawn_somewhere() -> None:
    sprite = (UI / "static" / "ui" / "icons.svg").read_text(encoding="utf-8")
    sources = [path for kind in ("*.html", "*.py") for path in UI.parent.rglob(kind)]
    words = {word for path in sources for word in re.findall(r"[\"']([\w-]+)[\"']", path.read_text("utf-8"))}
    assert set(re.findall(r'<symbol id="([\w-]+)"', sprite)) - words == set()


@pytest.mark.parametrize("path", sorted((UI / "elements").glob("*.js")), ids=lambda path: path.stem)
def test_an_element_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 80


def test_both_languages_have_every_statement() -> None:
    names = {path.name.partition(".")[0] for path in (UI / "statements").glob("*.md")}
    for name in names:
        for language in ("nl", "en"):
            assert (UI / "statements" / f"{name}.{language}.md").exists()


@pytest.mark.parametrize(
    "address",
    [
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_signup",
        "account_inactive",
    ],
)
@pytest.mark.django_db
def test_the_doors_of_a_visitor_are_ours(client: Client, address: str) -> None:
    page = client.get(reverse(address)).content.decode()
    assert "sw-signin" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize(
    "address",
    [
        "account_change_password",
        "account_logout",
        "account_email",
        "usersessions_list",
        "account_reauthenticate",
    ],
)
def test_the_pages_about_an_account_are_ours(sign_in: SignIn, fatima: User, address: str) -> None:
    page = sign_in(fatima).get(reverse(address)).content.decode()
    assert "sw-header" in page
    assert page.count("<h1") == 1


def test_too_many_attempts_ends_in_a_way_on() -> None:
    page = render_to_string("429.html", {})
    assert "Probeer opnieuw" in page
