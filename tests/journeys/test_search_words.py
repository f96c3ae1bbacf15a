"""Words that mean the same, in a real browser: looked at, added, at work for everybody, removed and back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

NEW = "/beheer/synoniemen/nieuw/"
WORD, MEANING = "zwabbertrommel", "bijzondere bijstand"


def test_a_synonym_is_tried_added_and_works_at_once(visit: Visit) -> None:
    page = visit("bram.oudejans", viewport={"width": 1280, "height": 900})
    page.goto(NEW)
    page.get_by_label("Wat iemand zoekt").fill(WORD)
    page.get_by_label("Wat ook gevonden moet worden").fill(MEANING)
    page.get_by_label("Zo zeggen inwoners het").check()
    page.get_by_label("Een zoekvraag om te proberen").fill(f"mijn {WORD} is stuk")
    page.get_by_role("button", name="Bekijk wat het doet").click()
    preview = page.locator("#preview")
    expect(preview.get_by_role("link", name="Bijzondere bijstand", exact=True)).to_be_visible()
    expect(preview.get_by_text("Nieuw hier").first).to_be_visible()
    axe_finds_nothing(page)
    page.set_viewport_size({"width": 320, "height": 900})
    does_not_scroll_sideways(page)
    page.get_by_role("button", name="Bewaar het synoniem").click()
    expect(page.locator("#notices")).to_contain_text(f"{WORD} is bewaard")
    page.wait_for_timeout(1000)  # Another process may answer; it knows it within a second.
    colleague = visit("fatima.amrani")
    colleague.goto(f"/zoeken/?q={WORD}")
    expect(colleague.get_by_role("link", name="Bijzondere bijstand", exact=True).first).to_be_visible()
    page.goto(f"/beheer/synoniemen/?q={WORD}")
    axe_finds_nothing(page)
    does_not_scroll_sideways(page)
    page.get_by_label(WORD).check()
    page.get_by_label("Wat je met synoniemen doet").get_by_role("combobox").select_option("remove")
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("button", name="Haal weg").click()
    page.locator("#notices").get_by_role("button", name="Maak ongedaan").click()
    expect(page.locator("#notices")).to_contain_text("1 synoniem is terug")
