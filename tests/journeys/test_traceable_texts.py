"""A reader reports a text, it is hidden, the privacy officer takes the name out, and no byte is left."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

NAME = "Kwibus Zonderling"
SAID = "Een collega meldde dat iemand herkenbaar is in deze tekst."


def ask(page: Page) -> str:
    """Ask a question with a name in it, as somebody who says that nobody can be recognised."""
    page.goto("/vragen/stel/")
    page.locator("[name=title]").fill("Mag een gift naast de uitkering bij verhuizing?")
    details = page.locator("textarea[name=body]")
    details.fill(f"Vraag van {NAME} over de borg.")
    page.get_by_role("button", name="Stel deze vraag").click()
    consent = page.get_by_label("In mijn tekst is niemand te herkennen")
    expect(consent.or_(page.locator("#vraag"))).to_be_visible()
    if consent.count():
        consent.check()
        page.locator("[name=traceable_reason]").fill("Het is een verzonnen voorbeeld.")
        page.get_by_role("button", name="Stel deze vraag").click()
    page.wait_for_url(re.compile(r"/vragen/\d+/$"))
    return page.url


def places_with(site: Site, words: bytes) -> set[str]:
    files = [path for path in site.folder.rglob("*") if path.is_file()]
    found = set()
    for path in files:
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            continue
        if words in content:
            found.add(path.name)
    return found


def test_a_text_is_reported_hidden_and_redacted(visit: Visit, site: Site) -> None:
    fatima, noor, sanne = (visit(name) for name in ("fatima.amrani", "noor.hendriks", "sanne.rietberg"))
    address = ask(fatima)
    noor.goto(address)
    noor.locator("#vraag").get_by_role("link", name="Meld dat iemand herkenbaar is").click()
    axe_finds_nothing(noor)
    noor.get_by_label("Waar moet de privacy officer op letten?").fill("De eerste zin.")
    noor.get_by_role("button", name="Meld en verberg de tekst").click()
    expect(noor.get_by_text("Anderen zien de tekst nu niet.")).to_be_visible()
    for page in (noor, sanne):
        page.goto(address)
        expect(page.get_by_text(SAID)).to_be_visible()
        expect(page.get_by_text(NAME)).to_have_count(0)
        axe_finds_nothing(page)
    fatima.goto(address)
    expect(fatima.get_by_text(NAME).first).to_be_visible()
    mirjam = visit("mirjam.coster", viewport={"width": 390, "height": 800})
    mirjam.goto("/aan-jou-gevraagd/")
    waits = mirjam.locator("main .sw-note").filter(has_text="iemand herkenbaar is").first
    waits.locator(".sw-note__acts a").click()
    does_not_scroll_sideways(mirjam)
    axe_finds_nothing(mirjam)
    mirjam.get_by_role("link", name="Gegevens weghalen").click()
    does_not_scroll_sideways(mirjam)
    axe_finds_nothing(mirjam)
    mirjam.locator("[name=typed]").fill(NAME)
    mirjam.get_by_role("button", name="Bekijk hoe het wordt").click()
    expect(mirjam.get_by_role("heading", level=1)).to_have_text("Zo wordt het")
    axe_finds_nothing(mirjam)
    mirjam.get_by_role("button", name="Voorgoed weghalen").click()
    expect(mirjam.get_by_text("De woorden zijn weg uit de tekst")).to_be_visible()
    sanne.goto(address)
    expect(sanne.get_by_role("heading", level=1)).to_contain_text("Mag een gift")
    expect(sanne.get_by_text(NAME)).to_have_count(0)
    noor.goto("/aan-jou-gevraagd/")
    expect(noor.get_by_text("haalde de gegevens weg")).to_be_visible()
    noor.get_by_role("button", name=re.compile("Gelezen")).first.click()
    noor.goto("/aan-jou-gevraagd/")
    expect(noor.get_by_text("haalde de gegevens weg")).to_have_count(0)
    until = time.monotonic() + 60
    while places_with(site, b"Kwibus") and time.monotonic() < until:
        time.sleep(1)
    assert places_with(site, b"Kwibus") == set()
