"""The frame in a real browser: suggestions, drafts, what went wrong, languages, and every part for axe."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.conftest import Site, Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

PERSON = "fatima.amrani"
OPEN_TO_ALL = ["/account/login/", "/account/password/reset/", "/hulp/", "/toegankelijkheid/", "/privacy/"]
OWN_ACCOUNT = ["/account/password/change/", "/account/sessions/", "/account/logout/"]
FOUND = [
    {"text": "uitkering", "group": "Onderwerpen", "url": "", "note": ""},
    {"text": "Yasemin", "group": "Collega’s", "url": "/hulp/", "note": "weg"},
]


def suggest(route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body=json.dumps({"suggestions": FOUND}))


def answer(page: Page, status: int) -> None:
    """Let the server answer with this status to what htmx asks next."""
    page.unroute("**/zoeken/suggesties/")
    page.route("**/zoeken/suggesties/", lambda route: route.fulfill(status=status, body=""))
    page.evaluate("htmx.ajax('POST', '/zoeken/suggesties/', '#copied')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_part_in_every_state(visit: Visit, width: int, scheme: str, language: str) -> None:
    # The whole page is in view: a sticky bar would half cover what happens to lie below it.
    page = visit(PERSON, viewport={"width": width, "height": 9000}, color_scheme=scheme)
    page.context.add_cookies([{"name": "samenwijzer-language", "value": language, "url": page.url}])
    page.goto("/onderdelen/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    axe_finds_nothing(page)
    does_not_scroll_sideways(page)


@pytest.mark.parametrize("address", OPEN_TO_ALL)
def test_a_visitor_reads_the_doors_and_the_statements(visit: Visit, site: Site, address: str) -> None:
    page = visit(PERSON, viewport={"width": 390, "height": 3000})
    page.context.clear_cookies(name="sessionid")
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    axe_finds_nothing(page)
    does_not_scroll_sideways(page)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_is_signed_in_reads_the_doors_of_the_own_account(visit: Visit, width: int, scheme: str) -> None:
    page = visit(PERSON, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for address in OWN_ACCOUNT:
        page.goto(address)
        assert page.url.endswith(address)
        expect(page.locator("h1")).to_have_count(1)
        axe_finds_nothing(page)
        does_not_scroll_sideways(page)


def test_suggestions_by_keyboard(visit: Visit) -> None:
    page = visit(PERSON)
    page.goto("/onderdelen/")
    page.route("**/zoeken/suggesties/", suggest)
    box = page.get_by_role("combobox", name="Zoek antwoord")
    box.press_sequentially("uitk")
    expect(page.locator(".sw-suggestions [role=option]")).to_have_count(2)
    axe_finds_nothing(page)
    box.press("ArrowDown")
    expect(page.locator(".sw-suggestions [aria-selected=true]")).to_have_text("uitkering")
    box.press("ArrowUp")
    expect(page.locator(".sw-suggestions [aria-selected=true]")).to_contain_text("Yasemin")
    box.press("Escape")
    expect(page.locator(".sw-suggestions")).to_be_hidden()
    expect(box).to_have_value("uitk")
    box.press_sequentially("e")
    expect(page.locator(".sw-suggestions [role=option]").last).to_be_visible()
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/hulp/")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "Dit mag je hier niet doen"),
        (404, "Dit is er niet meer"),
        (409, "Iemand anders heeft dit net veranderd"),
        (429, "even te snel"),
        (500, "Er ging iets mis bij ons"),
        (503, "Er ging iets mis bij ons"),
    ],
)
def test_what_went_wrong_is_said_and_the_page_stays(
    visit: Visit, browser: Browser, site: Site, status: int, words: str
) -> None:
    # A page of its own: here the browser is meant to log an error.
    state = visit(PERSON).context.storage_state()
    context = browser.new_context(base_url=site.address, locale="nl-NL", storage_state=state)
    page = context.new_page()
    page.goto("/onderdelen/")
    before = page.locator("#copied").inner_text()
    answer(page, status)
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
    assert page.locator("#copied").inner_text() == before
    context.close()


def test_what_was_typed_outlives_a_reload_and_not_signing_out(visit: Visit) -> None:
    page = visit("noor.hendriks")
    page.goto("/onderdelen/")
    page.locator("#id_longer").fill("Een halve zin")
    page.reload()
    expect(page.locator("#id_longer")).to_have_value("Een halve zin")
    page.get_by_role("button", name=re.compile("Menu van")).click()
    page.get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/account/login/")
    kept = page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('sw-draft'))")
    assert kept == []


def test_the_language_switch_keeps_the_page(visit: Visit) -> None:
    page = visit(PERSON)
    page.goto("/privacy/")
    page.locator("footer").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.url.endswith("/privacy/")
    page.locator("footer").get_by_role("button", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")


def test_the_first_tab_leads_past_the_menu(visit: Visit) -> None:
    page = visit(PERSON)
    page.goto("/hulp/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
