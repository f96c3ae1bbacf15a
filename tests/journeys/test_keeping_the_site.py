"""An administrator keeps the site in a real browser: house style, modules and the shared words."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

BRAM = "bram.oudejans"
PAGES = ["/beheer/organisatie/", "/beheer/vormgeving/", "/beheer/onderdelen/", "/beheer/onderwerpen/nieuw/"]


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_every_page_can_be_read(visit: Visit, width: int, scheme: str) -> None:
    page = visit(BRAM, viewport={"width": width, "height": 9000}, color_scheme=scheme)
    for address in [*PAGES, "/beheer/onderwerpen/?q=bijstand"]:
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        axe_finds_nothing(page)
        does_not_scroll_sideways(page)


def test_the_menu_opens_from_a_button_on_a_phone_by_keyboard(visit: Visit) -> None:
    page = visit(BRAM, viewport={"width": 390, "height": 800})
    page.goto("/beheer/onderdelen/")
    menu = page.get_by_role("navigation", name="Beheer")
    expect(menu).to_be_hidden()
    page.locator(".sw-manage__open").focus()
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    expect(menu.locator("[aria-current=page]")).to_have_text("Onderdelen")
    axe_finds_nothing(page)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()


@pytest.mark.long
def test_a_colour_shows_at_once_how_it_reads_and_everyone_gets_the_style(visit: Visit) -> None:
    page = visit(BRAM)
    page.goto("/beheer/vormgeving/")
    result = page.locator("#theme-result")
    colour = page.get_by_label("Actiekleur")
    colour.fill("#ffcc00")
    expect(result.locator(".sw-notice--stop")).to_be_visible()
    colour.fill("#7a1f5c")
    expect(result.locator(".sw-notice--ok")).to_be_visible()
    page.get_by_role("button", name="Maak deze huisstijl").click()
    expect(page.locator("body.own-theme")).to_be_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('.nl-button--primary')).backgroundColor")
    assert ink == "rgb(122, 31, 92)"
    axe_finds_nothing(page)
    page.get_by_label("Samenwijzer (de gewone)").check()
    page.get_by_role("button", name="Laat deze huisstijl aan iedereen zien").click()
    expect(page.locator("body.own-theme")).to_have_count(0)
    expect(page.locator("#notices").get_by_role("button", name="Maak ongedaan")).to_be_visible()


@pytest.mark.long
def test_a_module_goes_off_and_comes_back_with_undo(visit: Visit) -> None:
    page = visit(BRAM)
    page.goto("/beheer/onderdelen/")
    page.get_by_role("button", name="Zet uit Bibliotheek").click()
    page.get_by_role("button", name="Zet Bibliotheek uit").click()
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu.get_by_role("link", name="Bibliotheek")).to_have_count(0)
    page.locator("#notices").get_by_role("button", name="Maak ongedaan").click()
    expect(menu.get_by_role("link", name="Bibliotheek")).to_be_visible()


def test_two_words_become_one_and_search_knows_it(visit: Visit) -> None:
    page = visit(BRAM)
    for name in ("Zonnepanelenregeling", "Zonnestroomregeling"):
        page.goto("/beheer/onderwerpen/nieuw/")
        page.get_by_label("Naam van het onderwerp").fill(name)
        page.get_by_role("button", name="Bewaar het onderwerp").click()
    page.goto("/beheer/onderwerpen/?q=zonne")
    for name in ("Zonnepanelenregeling", "Zonnestroomregeling"):
        page.get_by_role("checkbox", name=f"Kies {name}").check()
    expect(page.locator(".sw-bulk__count")).to_have_text("Gekozen: 2")
    page.get_by_role("combobox", name="Wat doen met wat gekozen is").select_option("merge")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("radio", name="Zonnepanelenregeling").check()
    page.get_by_role("button", name="Voeg samen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zonnepanelenregeling")
    expect(page.get_by_label("Synoniemen en afkortingen")).to_have_value("Zonnestroomregeling")
