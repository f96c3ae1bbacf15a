"""Beheer in a real browser: people, places and rights from the first to the last day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, Visit, axe_finds_nothing, does_not_scroll_sideways
from tests.journeys.test_main_job import tab_to

pytestmark = pytest.mark.journey

PASSWORD = "vier-lange-woorden-samen"
PLACES = (
    "/beheer/",
    "/beheer/mensen/",
    "/beheer/afdelingen/",
    "/beheer/teams/",
    "/beheer/ruimtes/",
    "/beheer/logboek/",
    "/beheer/rollen/",
)


def fill_in(page: Page, address: str, fields: dict[str, Any]) -> None:
    """Open a form, fill its fields by name, and send it with its one main button."""
    page.goto(address)
    axe_finds_nothing(page)
    for name, value in fields.items():
        field = page.locator(f"main form[method=post] [name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"main form[method=post] [name={name}][value='{value}']").check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            option = field.locator("option", has_text=value).first
            field.select_option(option.get_attribute("value"))
        else:
            field.fill(value)
    page.locator("main form[method=post] .nl-button--primary").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".utrecht-form-field-error-message")).to_have_count(0)


def number_in(page: Page) -> int:
    """Give the number in the address."""
    found = re.search(r"/(\d+)/", page.url)
    assert found, page.url
    return int(found[1])


def open_person(page: Page, name: str) -> int:
    """Look somebody up in the list of people, and open the page."""
    page.goto(f"/beheer/mensen/?words={name.rsplit(maxsplit=1)[-1]}")
    page.get_by_role("link", name=name).first.click()
    page.wait_for_load_state("networkidle")
    axe_finds_nothing(page)
    return number_in(page)


@pytest.fixture
def newcomer(browser: Browser, site: Site) -> Iterator[Page]:
    """Give a browser in which nobody is signed in."""
    context = browser.new_context(base_url=site.address, locale="nl-NL")
    yield context.new_page()
    context.close()


def test_from_the_first_day_to_the_last(visit: Visit, newcomer: Page) -> None:  # noqa: PLR0915 - one story
    bram, tessa = visit("bram.oudejans"), newcomer

    # A department with its own space, a team, and somebody who works there.
    fill_in(bram, "/beheer/afdelingen/nieuw/", {"name": "Wijkteams"})
    fill_in(bram, "/beheer/teams/nieuw/", {"name": "Wijkteam Noord", "department": "Wijkteams"})
    expect(bram.locator("main")).to_contain_text("Wijkteam Noord")
    fill_in(
        bram,
        "/beheer/mensen/nieuw/",
        {
            "name": "Tessa Nieuwenhuis",
            "email": "tessa.nieuwenhuis@example.org",
            "function": "wijkcoach",
            "department": "Wijkteams",
            "team": "Wijkteam Noord",
        },
    )
    person = open_person(bram, "Tessa Nieuwenhuis")
    bram.get_by_role("button", name="Maak een inloglink").click()
    bram.wait_for_load_state("networkidle")
    axe_finds_nothing(bram)
    link = bram.locator("#link").inner_text()
    bram.goto(f"/beheer/mensen/{person}/")
    expect(bram.locator("#link")).to_have_count(0)

    # She uses the link, which works once, and chooses a password of her own.
    tessa.goto(link)
    axe_finds_nothing(tessa)
    tessa.get_by_role("button", name="Log in").click()
    tessa.wait_for_load_state("networkidle")
    axe_finds_nothing(tessa)
    for name in ("password1", "password2"):
        tessa.locator(f"[name={name}]").fill(PASSWORD)
    tessa.get_by_role("button", name="Bewaar het wachtwoord").click()
    tessa.wait_for_load_state("networkidle")
    tessa.goto("/")
    expect(tessa.locator("main")).to_contain_text("Tessa")

    # A hidden space that her department reads, and a guest until a day.
    fill_in(bram, "/ruimtes/nieuw/", {"name": "Regiegroep", "visibility": "hidden"})
    space = number_in(bram)
    fill_in(bram, f"/ruimtes/{space}/groep/", {"group": "Wijkteams"})
    last_day = datetime.datetime.now(tz=datetime.UTC).date() + datetime.timedelta(days=30)  # noqa: TID251
    fill_in(
        bram,
        "/beheer/mensen/gast/",
        {
            "name": "Gijs Trainer",
            "email": "gijs.trainer@example.org",
            "function": "trainer",
            "until": last_day.isoformat(),
        },
    )
    bram.goto(f"/beheer/ruimtes/{space}/?name=Trainer")
    axe_finds_nothing(bram)
    bram.get_by_label("Gijs Trainer").check()
    bram.get_by_role("button", name="Geef deze plek").click()
    bram.wait_for_load_state("networkidle")
    bram.goto(f"/ruimtes/{space}/")
    axe_finds_nothing(bram)
    guest = bram.locator("main li", has_text="Gijs Trainer")
    expect(guest).to_contain_text(re.compile("gast", re.IGNORECASE))
    tessa.goto("/ruimtes/")
    expect(tessa.locator("main")).to_contain_text("Regiegroep")
    assert answered(tessa, f"/ruimtes/{space}/") == 200

    # Another department, and she is out at her next click.
    fill_in(bram, f"/beheer/mensen/{person}/wijzigen/", {"team": "Geen team", "department": "Inkomen"})
    assert answered(tessa, f"/ruimtes/{space}/") == 404
    tessa.goto("/ruimtes/")
    expect(tessa.locator("main")).not_to_contain_text("Regiegroep")

    # She leaves, and then she is forgotten.
    open_person(bram, "Tessa Nieuwenhuis")
    bram.get_by_role("link", name="Uit dienst", exact=True).click()
    bram.wait_for_load_state("networkidle")
    axe_finds_nothing(bram)
    bram.get_by_role("button", name="gaat vandaag uit dienst").click()
    bram.wait_for_load_state("networkidle")
    axe_finds_nothing(bram)
    tessa.goto("/")
    assert "/account/login" in tessa.url
    bram.goto(f"/beheer/vergeten/{person}/")
    axe_finds_nothing(bram)
    bram.locator("main form[method=post] [name=name]").fill("Tessa Nieuwenhuis")
    bram.get_by_role("button", name="Voorgoed vergeten").click()
    bram.wait_for_load_state("networkidle")
    bram.goto("/beheer/mensen/?words=Nieuwenhuis")
    expect(bram.locator("main")).not_to_contain_text("Tessa")

    # All of it stands in the audit, without her name.
    bram.goto("/beheer/logboek/")
    axe_finds_nothing(bram)
    lines = bram.locator("main table").inner_text()
    for action in ("vergeten", "vertrokken"):
        assert action in lines, lines
    assert "Tessa" not in lines


def answered(page: Page, address: str) -> int:
    """Open an address, and give the status of the answer."""
    response = page.goto(address)
    assert response is not None
    return response.status


def test_bram_adds_a_place_by_keyboard_alone(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    bram.goto("/beheer/")
    tab_to(bram, "Locaties")
    bram.keyboard.press("Enter")
    bram.wait_for_url(re.compile(r"/beheer/locaties/$"))
    tab_to(bram, "Voeg een locatie toe")
    bram.keyboard.press("Enter")
    bram.wait_for_url(re.compile(r"/beheer/locaties/nieuw/"))
    for _ in range(60):
        bram.keyboard.press("Tab")
        if bram.evaluate("document.activeElement.name") == "name":
            break
    bram.keyboard.type("Wijkcentrum De Brug")
    bram.keyboard.press("Enter")
    bram.wait_for_load_state("networkidle")
    expect(bram.locator("main")).to_contain_text("Wijkcentrum De Brug")
    axe_finds_nothing(bram)


@pytest.mark.parametrize(("width", "mode"), [(320, "light"), (1280, "dark")])
def test_beheer_can_be_read_everywhere(visit: Visit, width: int, mode: str) -> None:
    bram = visit("bram.oudejans", viewport={"width": width, "height": 900}, color_scheme=mode)
    for address in PLACES:
        assert answered(bram, address) == 200, address
        does_not_scroll_sideways(bram)
        axe_finds_nothing(bram)


def test_beheer_is_shut_for_a_colleague(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    for address in PLACES:
        # What each role may do, everybody may read.
        expected = 200 if address == "/beheer/rollen/" else 403
        assert answered(fatima, address) == expected, address
    fatima.goto("/")
    expect(fatima.get_by_role("link", name="Beheer")).to_have_count(0)
