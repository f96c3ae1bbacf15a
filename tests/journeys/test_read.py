"""Reading by keyboard: from the signpost to a question, through the library, and what Noor does not see."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways
from tests.journeys.test_main_job import tab_to

pytestmark = pytest.mark.journey

# Short lists: axe looks at every row, and all rows are alike.
SHOWN = [
    "/wegwijzer/?letter=Z",
    "/wegwijzer/?department=none&answer=yes",
    "/bibliotheek/?state=replaced",
    "/bibliotheek/?kind=law&page=17",
]
LOOKS = [(320, "light"), (390, "dark"), (1280, "light")]


def test_from_the_signpost_to_a_question_by_keyboard(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    tab_to(fatima, "Wegwijzer")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"/wegwijzer/$"))
    tab_to(fatima, "Afdeling")
    fatima.keyboard.type("Zelfstandigen")
    tab_to(fatima, "Toon")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"department=\d+"))
    tab_to(fatima, "Bijstand voor zelfstandigen")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"/wegwijzer/\d+/"))
    expect(fatima.locator(".sw-say")).to_contain_text("Hebt u een bedrijf")
    expect(fatima.locator("#experts .sw-person").first).to_be_visible()
    expect(fatima.locator("#related a").first).to_be_visible()
    axe_finds_nothing(fatima)
    tab_to(fatima, "Kopieer het antwoord")
    tab_to(fatima, "Stel een vraag")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"/vragen/stel/"))
    assert fatima.locator("[name=title]").input_value().startswith("Bijstand voor zelfstandigen:")


def test_through_the_library_by_keyboard(visit: Visit) -> None:
    els = visit("fatima.amrani")
    els.goto("/bibliotheek/?state=replaced")
    tab_to(els, "Kostendelersnorm (versie 2024)")
    els.keyboard.press("Enter")
    els.wait_for_url(re.compile(r"/bibliotheek/\d+/"))
    expect(els.get_by_text("Deze werkinstructie is vervangen").first).to_be_visible()
    tab_to(els, "Kostendelersnorm: wie telt mee")
    els.keyboard.press("Enter")
    expect(els.get_by_role("heading", level=1)).to_have_text("Kostendelersnorm: wie telt mee en wie niet")
    expect(els.locator("#experts .sw-person").first).to_be_visible()
    axe_finds_nothing(els)
    tab_to(els, "Zo doe je het")
    els.keyboard.press("Enter")
    els.wait_for_url(re.compile(r"#deel-\d$"))
    expect(els.get_by_role("heading", name="Zo doe je het")).to_be_in_viewport()

    # What was found deep in a long text opens there.
    els.goto("/zoeken/?q=wanneer+huisbezoek+aanvragen")
    els.get_by_role("link", name="Gezamenlijke huishouding beoordelen").first.click()
    els.wait_for_url(re.compile(r"/bibliotheek/\d+/#deel-\d"))
    expect(els.get_by_text("voordat je een huisbezoek aanvraagt")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_fits_and_axe_finds_nothing(visit: Visit, width: int, scheme: str) -> None:
    page = visit("fatima.amrani", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for shelf in (
        "/wegwijzer/?answer=yes",
        "/wegwijzer/?answer=no",
        "/bibliotheek/",
        "/bibliotheek/?kind=law",
    ):
        page.goto(shelf)
        found.append(str(page.locator(".sw-result a").first.get_attribute("href")))
    for address in (*SHOWN, *found):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        does_not_scroll_sideways(page)
        # The bar at the bottom of a phone would half-cover whatever happens to lie below it.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})
        axe_finds_nothing(page)
        page.set_viewport_size({"width": width, "height": 900})


def test_without_javascript_all_of_it_can_be_read(visit: Visit) -> None:
    page = visit("fatima.amrani", java_script_enabled=False)
    page.goto("/wegwijzer/?answer=yes")
    page.get_by_label("Afdeling").select_option(label="Inkomen")
    page.get_by_role("button", name="Toon").click()
    page.locator(".sw-result a").first.click()
    page.locator("#related a").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lees ook bij")
    page.go_back()
    page.locator("#experts a").click()
    expect(page.locator(".sw-person").first).to_be_visible()


def test_noor_finds_no_trace_of_what_is_hidden(visit: Visit) -> None:
    noor = visit("noor.hendriks")
    for address in ("/bibliotheek/", "/bibliotheek/?sort=date", "/bibliotheek/?sort=review"):
        noor.goto(address)
        for secret in ("Toezicht en onderzoek", "Managementteam", "Onderzoek na een signaal"):
            assert secret not in noor.content()
