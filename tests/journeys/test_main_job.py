"""The main job, by keyboard: find the answer, see who knows, ask, answer, accept, and find it again."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

QUESTION = "Inwoner met kwartsiet-atelier vraagt uitkering zelfstandige: waar begin ik"
ANSWER = "Begin met het kwartsietgesprek en bel daarna samen met de inwoner."


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the element with focus holds these words in its text, value or name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " return [e.textContent, e.value, e.getAttribute('aria-label'), l && l.textContent].join(' | ') }"
        )
        if words in re.sub(r"\s+", " ", found):
            return
    pytest.fail(f"the keyboard never came to ‘{words}’ on {page.url}")


def search_for(page: Page, words: str) -> None:
    tab_to_box(page)
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/zoeken/\?q="))


def tab_to_box(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            return
    pytest.fail("the keyboard never came to the box")


def test_from_a_citizens_words_to_an_answer_that_the_next_finds(visit: Visit) -> None:  # noqa: PLR0915 - one story
    fatima = visit("fatima.amrani")
    axe_finds_nothing(fatima)
    search_for(fatima, "uitkering zelfstandige")
    axe_finds_nothing(fatima)
    results = fatima.url

    tab_to(fatima, "Open de wegwijzer")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"/wegwijzer/\d+/"))
    expect(fatima.locator(".sw-say").first).to_be_visible()
    fatima.go_back()
    fatima.wait_for_url(results)

    people = fatima.locator("#colleagues")
    expect(people.locator(".sw-person").first).to_be_visible()
    assert people.locator(".sw-person__why").count() >= 2, "each colleague comes with a reason"
    name = people.locator(".sw-person__name").first.inner_text()

    tab_to(fatima, name)
    while fatima.evaluate("document.activeElement.type") != "checkbox":
        tab_to(fatima, name)
    fatima.keyboard.press("Space")
    tab_to(fatima, "Ga verder met deze vraag")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"/vragen/stel/"))
    axe_finds_nothing(fatima)
    title = fatima.locator("[name=title]")
    assert title.input_value() == "uitkering zelfstandige"
    while fatima.evaluate("document.activeElement.name") != "title":
        fatima.keyboard.press("Tab")
    fatima.keyboard.press("Control+A")
    fatima.keyboard.type(QUESTION)
    tab_to(fatima, "Stel deze vraag")
    fatima.keyboard.press("Enter")
    fatima.wait_for_url(re.compile(r"/vragen/\d+/"))
    expect(fatima.get_by_role("heading", level=1)).to_contain_text("kwartsiet-atelier")
    axe_finds_nothing(fatima)
    question = fatima.url

    asked = visit(sign_in_name(fatima, name))
    expect(asked.get_by_role("heading", name="Aan jou gevraagd")).to_be_visible()
    expect(asked.get_by_role("link", name=QUESTION, exact=True)).to_be_visible()
    axe_finds_nothing(asked)
    tab_to(asked, "Ik pak het op")
    asked.keyboard.press("Enter")
    asked.wait_for_url(f"{question}#answer")
    axe_finds_nothing(asked)
    while asked.evaluate("document.activeElement.name") != "body":
        asked.keyboard.press("Tab")
    asked.keyboard.type(ANSWER)
    tab_to(asked, "Plaats mijn antwoord")
    asked.keyboard.press("Enter")
    expect(asked.get_by_text(ANSWER)).to_be_visible()
    asked.goto("/")
    expect(asked.get_by_text(QUESTION)).to_have_count(0)

    fatima.goto(question)
    tab_to(fatima, "Dit is het beste antwoord")
    fatima.keyboard.press("Enter")
    expect(fatima.get_by_text("Beste antwoord", exact=True)).to_be_visible()
    answered = time.monotonic()
    search_for(fatima, "kwartsietgesprek")
    while not fatima.get_by_text("kwartsietgesprek").nth(1).is_visible() and time.monotonic() < answered + 5:
        fatima.reload()
    expect(fatima.locator("main .sw-three__answer")).to_contain_text("kwartsietgesprek")
    axe_finds_nothing(fatima)


def sign_in_name(page: Page, name: str) -> str:
    """Find the e-mail address of a colleague, as one would, on his page."""
    page.goto("/collegas/")
    found = page.request.get(f"/collegas/?name={name.replace(' ', '+')}").text()
    address = re.search(r'href="(/collegas/\d+/)"', found.partition("<main")[2])
    assert address, name
    mail = re.search(r"mailto:([\w.]+)@example\.org", page.request.get(address[1]).text())
    assert mail, address[1]
    return mail[1]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/zoeken/?q=uitkering+zelfstandige", "/zoeken/?q=qwxzv"])
def test_fits_and_reads(visit: Visit, path: str, width: int, scheme: str) -> None:
    page = visit("fatima.amrani", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(path)
    does_not_scroll_sideways(page)
    axe_finds_nothing(page)


def test_the_box_and_the_filters_work_without_javascript(visit: Visit) -> None:
    page = visit("fatima.amrani", java_script_enabled=False)
    page.locator("main [name=q]").fill("briefadres")
    page.get_by_role("button", name="Zoek").click()
    page.wait_for_url(re.compile(r"/zoeken/\?q=briefadres"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("briefadres")
    page.get_by_label("Afdeling").select_option(index=1)
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url(re.compile(r"/zoeken/\?q=briefadres.*&department=\d"))
    page.get_by_role("link", name="Haal weg: Afdeling").click()
    expect(page.get_by_role("link", name="Haal weg: Afdeling")).to_have_count(0)


def test_suggestions_filters_and_order_by_keyboard(visit: Visit) -> None:
    page = visit("fatima.amrani")
    tab_to_box(page)
    page.keyboard.type("bijst")
    expect(page.get_by_role("group", name="Diensten").get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Suggesties: ")).to_have_count(1)
    for key, place in (("ArrowDown", 0), ("End", -1), ("Home", 0)):
        page.keyboard.press(key)
        options = page.get_by_role("option")
        chosen = options.nth(place if place >= 0 else options.count() + place)
        expect(chosen).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/zoeken/\?q="))

    page.locator("#ask-title").fill("Mijn eigen vraag")
    page.locator("#by-period").focus()
    page.keyboard.press("ArrowDown")
    tab_to(page, "Toon")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("period=week"))
    expect(page.locator("#by-button")).to_be_focused()
    page.locator("#sort-newest").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("sort=newest"))
    expect(page.locator("#sort-newest")).to_be_focused()
    narrowed = page.locator("#found").inner_text()
    page.locator("#without-period").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#shown")).to_be_focused()
    expect(page.locator("#found")).not_to_have_text(narrowed)
    expect(page.locator("#ask-title")).to_have_value("Mijn eigen vraag")
