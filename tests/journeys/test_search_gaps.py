"""What colleagues missed becomes a question; one's own searches come back; what was opened is told."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

FIVE = ("fatima.amrani", "joost.vanelderen", "noor.hendriks", "bram.oudejans", "mirjam.coster")
MISSED = "zwavelkwarts"


def test_what_five_people_missed_becomes_a_question_to_an_owner(visit: Visit) -> None:
    keeper = visit("jamila.bouzidi", viewport={"width": 390, "height": 800})
    for person in FIVE[1:]:
        page = visit(person, java_script_enabled=False)
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        page.request.post("/zoeken/", form={"q": MISSED, "csrfmiddlewaretoken": token}, max_redirects=0)
    keeper.goto("/beheer/zoekvragen/")
    expect(keeper.get_by_role("heading", name=MISSED)).to_have_count(0)
    box = visit(FIVE[0], java_script_enabled=False).locator("#question")
    box.fill(MISSED)
    box.press("Enter")
    expect(box.page.get_by_role("heading", name=f"Nog niets over ‘{MISSED}’")).to_be_visible()
    keeper.goto("/beheer/zoekvragen/")
    expect(keeper.get_by_text("5 mensen vonden niets")).to_be_visible()
    does_not_scroll_sideways(keeper)
    axe_finds_nothing(keeper)
    keeper.get_by_role("link", name="Vraag een eigenaar").click()
    keeper.get_by_label("Over welk onderwerp gaat het?").select_option(index=1)
    keeper.get_by_role("button", name="Ga verder met deze vraag").click()
    expect(keeper.locator("textarea[name=title]")).to_have_value(MISSED)
    expect(keeper.locator("[name=asked]")).to_be_checked()
    keeper.get_by_role("button", name="Stel deze vraag").click()
    keeper.wait_for_url(re.compile(r"/vragen/\d+/"))


def test_an_empty_box_offers_by_keyboard_what_one_searched_and_an_opening_is_told(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    box = fatima.locator("#question")
    box.fill("traplift")
    box.press("Enter")
    link = fatima.locator(".sw-result__title a[data-ref]").first
    with fatima.expect_request(lambda request: request.url.endswith("/zoeken/geopend/")) as told:
        link.click()
    assert "q=traplift" in (told.value.post_data or "")
    assert told.value.method == "POST"
    fatima.goto("/zoeken/")
    axe_finds_nothing(fatima)
    box = fatima.locator("#question")
    box.press("ArrowDown")
    expect(fatima.get_by_role("option").first).to_contain_text("traplift")
    box.press("ArrowDown")
    box.press("Enter")
    fatima.wait_for_url(re.compile(r"q=traplift"))
    fatima.goto("/zoeken/")
    fatima.get_by_role("button", name="Wis mijn laatste zoekvragen").click()
    expect(fatima.get_by_text("Je laatste zoekvragen zijn weg.")).to_be_visible()
