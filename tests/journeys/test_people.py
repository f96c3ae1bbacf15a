"""Colleagues in a real browser, by keyboard: find one, see why, keep one's own profile."""

from __future__ import annotations

import io
import re
import time

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways
from tests.journeys.test_main_job import tab_to

pytestmark = pytest.mark.journey

PLACES = (
    "/collegas/",
    "/collegas/ik/bewerken/",
    "/collegas/hoe-weten-we-dit/",
    "/collegas/?name=zzz",
    "/organisatie/",
)


def a_portrait() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(written, "JPEG")
    return written.getvalue()


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
    tab_to(bram, "Haal weg woningaanpassing")
    bram.keyboard.press("Enter")
    expect(bram.get_by_text("‘woningaanpassing’ is van je profiel gehaald.")).to_be_focused()
    expect(bram.get_by_role("button", name="Haal weg woningaanpassing")).to_have_count(0)


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


@pytest.mark.long
def test_bram_chooses_a_picture_sees_it_first_and_takes_it_away(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    bram.goto("/collegas/ik/bewerken/")
    preview = bram.locator("canvas.sw-preview")
    expect(preview).to_be_hidden()
    chosen = bram.get_by_label("Kies een foto")
    chosen.set_input_files({"name": "geen.jpg", "mimeType": "image/jpeg", "buffer": b"geen foto"})
    tab_to(bram, "Gebruik deze foto")
    bram.keyboard.press("Enter")
    expect(bram.get_by_text("We kunnen dit bestand niet lezen")).to_be_visible()
    expect(bram.get_by_label("Kies een foto")).to_be_focused()
    axe_finds_nothing(bram)
    bram.get_by_label("Kies een foto").set_input_files(
        {"name": "ik.jpg", "mimeType": "image/jpeg", "buffer": a_portrait()}
    )
    expect(preview).to_be_visible()
    axe_finds_nothing(bram)
    tab_to(bram, "Gebruik deze foto")
    bram.keyboard.press("Enter")
    expect(bram.get_by_text("Dit is nu je foto.")).to_be_focused()
    shown = bram.locator("#picture .sw-avatar img")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 160
    axe_finds_nothing(bram)

    noor = visit("noor.hendriks")
    noor.goto("/collegas/?name=bram+oudejans")
    expect(noor.locator("main .sw-person img")).to_have_count(1)
    axe_finds_nothing(noor)
    tab_to(bram, "Haal mijn foto weg")
    bram.keyboard.press("Enter")
    expect(bram.get_by_text("Je foto is weggehaald.")).to_be_focused()


def test_bram_keeps_his_number_for_his_department_and_looks_as_others_do(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    bram.goto("/collegas/ik/bewerken/")
    number = bram.locator("[name=phone]").input_value()
    assert number
    tab_to(bram, "Wie ziet je telefoonnummer")
    bram.keyboard.type("Mijn afdeling")
    tab_to(bram, "Bewaar mijn profiel")
    bram.keyboard.press("Enter")
    bram.wait_for_url(re.compile(r"/collegas/\d+/"))
    expect(bram.get_by_role("main")).to_contain_text(number)
    address = bram.url
    axe_finds_nothing(bram)
    tab_to(bram, "iedereen")
    bram.keyboard.press("Enter")
    bram.wait_for_url(re.compile("as=everyone"))
    expect(bram.get_by_role("main")).not_to_contain_text(number)
    axe_finds_nothing(bram)

    noor = visit("noor.hendriks")
    noor.goto(address)
    expect(noor.get_by_role("heading", level=1)).to_have_text("Bram Oudejans")
    expect(noor.get_by_role("main")).not_to_contain_text(number)
    bram.goto("/collegas/ik/bewerken/")
    bram.get_by_label("Wie ziet je telefoonnummer").select_option("everyone")
    bram.get_by_role("button", name="Bewaar mijn profiel").click()
    bram.wait_for_url(re.compile(r"/collegas/\d+/"))


def test_the_organisation_opens_by_keyboard(visit: Visit) -> None:
    noor = visit("noor.hendriks")
    noor.goto("/organisatie/")
    tab_to(noor, "Schuldhulp")
    opened = noor.locator("details[open]").count()
    noor.keyboard.press("Enter")
    expect(noor.locator("details[open]")).to_have_count(opened + 1)
    axe_finds_nothing(noor)
    tab_to(noor, "Naar deze afdeling")
    noor.keyboard.press("Enter")
    noor.wait_for_url(re.compile(r"/afdelingen/\d+/"))
    axe_finds_nothing(noor)
    teams = noor.locator("main a[href^='/teams/']")
    if teams.count():
        teams.first.click()
        noor.wait_for_url(re.compile(r"/teams/\d+/"))
        axe_finds_nothing(noor)
        does_not_scroll_sideways(noor)


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
    bram.get_by_role("button", name="Haal weg briefadres").click()
    expect(bram.get_by_text("‘briefadres’ is van je profiel gehaald.")).to_be_visible()


@pytest.mark.parametrize(("width", "mode"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_every_width_and_mode(visit: Visit, width: int, mode: str) -> None:
    noor = visit("noor.hendriks", viewport={"width": width, "height": 2400}, color_scheme=mode)
    noor.goto("/collegas/?name=joost")
    person = noor.locator("main .sw-person a").first.get_attribute("href")
    assert person
    for place in (*PLACES, person, "/collegas/ik/"):
        noor.goto(place)
        axe_finds_nothing(noor)
        does_not_scroll_sideways(noor)
