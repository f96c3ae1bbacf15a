"""Writing without citizens’ data: cleaned in one click, let stand with a reason, a wrong block released."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

BSN = "123456782"
RELEASED = "111222333"  # For a day, so no other story has it.
CASE = f"Het gaat om mevrouw Van Dalenoord, BSN {BSN}.\nZe belt vanaf 06-12345678."


def begin(page: Page, body: str) -> str:
    """Write a question with these details, and give its title."""
    title = f"Proefvraag over de balie {uuid.uuid4().hex[:8]}?"
    page.goto("/vragen/stel/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=body]").fill(body)
    return title


def test_a_question_is_cleaned_in_one_click_and_posted(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    begin(fatima, CASE)
    expect(fatima.locator(".sw-guard__said")).to_contain_text("3 gegevens")
    expect(fatima.locator(".sw-mark")).to_have_count(3)
    axe_finds_nothing(fatima)
    fatima.get_by_role("button", name="Vervang alle 3").click()
    body = fatima.locator("[name=body]")
    expect(body).not_to_have_value(re.compile(f"{BSN}|12345678|Dalenoord"))
    expect(body).to_be_focused()
    fatima.keyboard.press("Control+z")
    expect(body).to_have_value(CASE)
    fatima.get_by_role("button", name="Vervang alle 3").click()
    expect(fatima.locator(".sw-guard__said")).to_contain_text("niets meer")
    fatima.get_by_role("button", name="Stel deze vraag").click()
    fatima.wait_for_url(re.compile(r"/vragen/\d+/"))
    assert BSN not in fatima.content()


def test_by_keyboard_alone(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    begin(fatima, CASE)
    expect(fatima.locator(".sw-mark")).to_have_count(3)
    fatima.locator("[name=body]").focus()
    fatima.keyboard.press("Tab")
    expect(fatima.locator(":focus")).to_contain_text("Vervang alle 3")
    fatima.keyboard.press("Tab")
    expect(fatima.locator(":focus")).to_contain_text("Vervang door")
    fatima.keyboard.press("Tab")
    fatima.keyboard.press("Enter")
    assert fatima.evaluate("getSelection().toString()") == "Van Dalenoord"
    fatima.keyboard.press("Tab")
    fatima.keyboard.press("Tab")
    fatima.keyboard.press("Enter")
    expect(fatima.locator("[name=body]")).not_to_have_value(re.compile("Dalenoord"))
    expect(fatima.locator(":focus")).to_contain_text("[weggelaten]")
    fatima.keyboard.press("Enter")
    expect(fatima.locator("[name=body]")).to_have_value(re.compile(r"BSN \[weggelaten\]"))


def test_a_warning_is_let_stand_with_a_reason(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    title = begin(fatima, "Bel de leverancier op 06-12345678.")
    fatima.get_by_role("button", name="Stel deze vraag").click()
    fatima.get_by_label("In mijn tekst is niemand te herkennen").check()
    axe_finds_nothing(fatima)
    fatima.get_by_label("Waarom mag het blijven staan?").fill("Het is het nummer van een winkel.")
    fatima.get_by_role("button", name="Stel deze vraag").click()
    expect(fatima.get_by_role("heading", level=1)).to_have_text(title)


def test_a_wrong_block_is_reported_and_released(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    title = begin(fatima, f"Het oude BSN-voorbeeld is BSN {RELEASED}.")
    fatima.get_by_text("Klopt dit niet?").click()
    fatima.get_by_label("Waarom is dit geen gegeven van een inwoner?").fill(
        "Het is het voorbeeld uit de les."
    )
    fatima.get_by_role("button", name="Meld dat dit niet klopt").click()
    expect(fatima.get_by_text("kijkt samen met jou naar je tekst")).to_be_visible()
    expect(fatima.locator("[name=body]")).to_have_value(re.compile(RELEASED))
    axe_finds_nothing(fatima)

    officer = visit("mirjam.coster")
    officer.get_by_role("link", name=re.compile("Beslis hierover")).first.click()
    assert RELEASED not in officer.content()
    axe_finds_nothing(officer)
    officer.get_by_role("button", name=re.compile("Laat dit een dag lang toe")).first.click()
    expect(officer.get_by_text("Toegelaten.")).to_be_visible()

    fatima.get_by_role("button", name="Stel deze vraag").click()
    expect(fatima.get_by_role("heading", level=1)).to_have_text(title)
    fatima.goto("/")
    fatima.get_by_role("button", name=re.compile("Gelezen")).first.click()
    expect(fatima.get_by_text("liet dit toe")).to_have_count(0)


def test_a_stopped_comment_keeps_its_place_and_is_cleaned_there(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    begin(fatima, "Wie weet dit?")
    fatima.get_by_role("button", name="Stel deze vraag").click()
    fatima.get_by_role("link", name=re.compile("Reageer op wat")).click()
    fatima.locator("#comment-body").fill(f"Dank je, het ging om BSN {BSN}.")
    fatima.get_by_role("button", name="Plaats mijn reactie").click()
    form = fatima.locator("[id^=comment-place] form")
    expect(form.get_by_role("alert")).to_be_focused()
    expect(fatima.locator("#vraag")).to_be_visible()
    expect(fatima.locator("#answer [name=body]")).to_be_visible()
    expect(form.locator(".sw-mark")).to_have_count(1)
    form.get_by_role("button", name="Vervang door").click()
    expect(form.locator(".sw-guard__said")).to_contain_text("niets meer")
    expect(form.get_by_role("alert")).to_have_count(0)
    form.get_by_role("button", name="Zet terug").click()
    expect(form.locator(".sw-mark")).to_have_count(1)
    form.get_by_role("button", name="Vervang door").click()
    fatima.get_by_role("button", name="Plaats mijn reactie").click()
    expect(fatima.locator("#vraag .sw-reply")).to_contain_text("Dank je, het ging om BSN [")


def test_without_javascript_words_are_replaced_first(visit: Visit) -> None:
    fatima = visit("fatima.amrani", java_script_enabled=False)
    begin(fatima, CASE)
    fatima.get_by_role("button", name="Stel deze vraag").click()
    fatima.get_by_role("button", name=re.compile("Vervang alle")).click()
    expect(fatima.locator("[name=body]")).not_to_have_value(re.compile(BSN))
    fatima.get_by_role("button", name="Stel deze vraag").click()
    assert re.search(r"/vragen/\d+/", fatima.url)


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_fits_and_reads(visit: Visit, width: int, scheme: str) -> None:
    page = visit("sanne.rietberg", viewport={"width": width, "height": 900}, color_scheme=scheme)
    begin(page, CASE)
    expect(page.locator(".sw-mark")).to_have_count(3)
    marked, written = page.locator(".sw-marks").bounding_box(), page.locator("[name=body]").bounding_box()
    assert marked is not None
    assert written is not None
    assert (marked["x"], marked["y"]) == (written["x"], written["y"])
    does_not_scroll_sideways(page)
    axe_finds_nothing(page)
