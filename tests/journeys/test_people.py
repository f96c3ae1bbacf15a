"""Colleagues in a real browser, by keyboard: find one, see why, keep one's own profile."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways
from tests.journeys.test_main_job import tab_to

pytestmark = pytest.mark.journey

PLACES = ("/collegas/", "/collegas/ik/bewerken/", "/collegas/hoe-weten-we-dit/", "/collegas/?name=zzz")


def test_noor_finds_joost_by_name_and_opens_what_he_answered(visit: Visit) -> None:
    noor = visit("noor.hendriks")
    noor.goto("/collegas/")
    axe_finds_nothing(noor)
    tab_to(noor, "Naam")
    noor.keyboard.type("joost")
    noor.keyboard.press("Enter")
    noor.wait_for_url(re.compile("name=joost"))
    expect(noor.locator("main .sw-person")).to_have_count(1)
    tab_to(noor, "Joost van Elderen")
    noor.keyboard.press("Enter")
    noor.wait_for_url(re.compile(r"/collegas/\d+/"))
    axe_finds_nothing(noor)
    expect(noor.get_by_role("heading", level=1)).to_have_text("Joost van Elderen")
    expect(noor.get_by_role("link", name="Bel Joost")).to_have_attribute("href", "tel:0199102212")
    expect(noor.get_by_role("heading", name="Hier weet Joost veel van")).to_be_visible()
    reason = noor.locator(".sw-why a").first
    title = reason.inner_text()
    tab_to(noor, title)
    noor.keyboard.press("Enter")
    noor.wait_for_url(re.compile(r"/(vragen|bibliotheek)/"))
    expect(noor.get_by_role("heading", level=1)).to_have_text(title)


def test_the_colleagues_of_a_question_come_with_their_reasons(visit: Visit) -> None:
    noor = visit("noor.hendriks")
    noor.goto("/vragen/")
    noor.locator("main h2 a, main h3 a").first.click()
    noor.wait_for_load_state("networkidle")
    fragment = noor.locator("[hx-get*='/collegas/wie-weet/']")
    expect(fragment.get_by_role("link", name="Waarom deze collega’s?")).to_be_visible()
    assert fragment.locator(".sw-person__why").count() >= 1
    axe_finds_nothing(noor)


def test_bram_keeps_his_subjects_and_is_found_by_them_at_once(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    bram.goto("/collegas/ik/bewerken/")
    axe_finds_nothing(bram)
    tab_to(bram, "Telefoon")
    bram.keyboard.press("Control+A")
    bram.keyboard.type("0199-999999")
    tab_to(bram, "Onderwerp toevoegen")
    bram.keyboard.type("woningaanpassing")
    bram.keyboard.press("Enter")
    said = bram.get_by_text("‘woningaanpassing’ staat op je profiel.")
    expect(said).to_be_focused()
    axe_finds_nothing(bram)
    assert bram.locator("[name=phone]").input_value() == "0199-999999", "what was typed elsewhere stays"

    bram.goto("/collegas/")
    address = "/zoeken/?q=woningaanpassing"
    joost = visit("joost.vanelderen")
    until = time.monotonic() + 8
    joost.goto("/collegas/?name=bram")
    expect(joost.locator("main .sw-person")).to_contain_text("woningaanpassing")
    joost.goto(address)
    while "Bram Oudejans" not in joost.locator("main").inner_text() and time.monotonic() < until:
        time.sleep(0.3)
        joost.reload()
    expect(joost.locator("#colleagues")).to_contain_text("Bram Oudejans")

    bram.goto("/collegas/ik/bewerken/")
    tab_to(bram, "Haal weg: woningaanpassing")
    bram.keyboard.press("Enter")
    expect(bram.get_by_text("‘woningaanpassing’ is van je profiel gehaald.")).to_be_focused()
    expect(bram.get_by_role("button", name="Haal weg: woningaanpassing")).to_have_count(0)


def test_a_refused_profile_says_what_to_do_and_keeps_what_was_typed(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    bram.goto("/collegas/ik/bewerken/")
    tab_to(bram, "Telefoon")
    bram.keyboard.press("Control+A")
    bram.keyboard.type("bel maar")
    tab_to(bram, "Bewaar mijn profiel")
    bram.keyboard.press("Enter")
    expect(bram.get_by_text("Schrijf een telefoonnummer in cijfers").first).to_be_visible()
    assert bram.locator("[name=phone]").input_value() == "bel maar"
    axe_finds_nothing(bram)


def test_arrows_in_a_filter_lose_no_place_and_the_button_filters(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    bram.goto("/collegas/")
    department = bram.get_by_label("Afdeling")
    department.focus()
    for _ in range(3):
        bram.keyboard.press("ArrowDown")
    expect(department).to_be_focused()
    assert "department=" not in bram.url
    tab_to(bram, "Toon")
    bram.keyboard.press("Enter")
    bram.wait_for_url(re.compile(r"department=\d+"))


def test_all_of_it_works_without_javascript(visit: Visit) -> None:
    bram = visit("bram.oudejans", java_script_enabled=False)
    bram.goto("/collegas/")
    bram.get_by_label("Naam").fill("joost")
    bram.get_by_role("button", name="Toon").click()
    expect(bram.locator("main .sw-person")).to_have_count(1)
    bram.goto("/collegas/ik/bewerken/")
    bram.get_by_label("Onderwerp toevoegen").fill("briefadres")
    bram.get_by_role("button", name="Voeg dit onderwerp toe").click()
    expect(bram.get_by_text("‘briefadres’ staat op je profiel.")).to_be_visible()
    bram.get_by_role("button", name="Haal weg: briefadres").click()
    expect(bram.get_by_text("‘briefadres’ is van je profiel gehaald.")).to_be_visible()


@pytest.mark.parametrize(("width", "mode"), [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_every_width_and_mode(visit: Visit, width: int, mode: str) -> None:
    noor = visit("noor.hendriks", viewport={"width": width, "height": 2400}, color_scheme=mode)
    noor.goto("/collegas/?name=joost")
    person = noor.locator("main .sw-person a").first.get_attribute("href")
    assert person
    for place in (*PLACES, person, "/collegas/ik/"):
        noor.goto(place)
        axe_finds_nothing(noor)
        does_not_scroll_sideways(noor)
