"""Questions in a browser: asking, answering, commenting, naming a colleague, and what stays closed."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways
from tests.journeys.test_main_job import tab_to

pytestmark = pytest.mark.journey

LOOKS = [(320, "light"), (390, "dark"), (1280, "light")]
HIDDEN = "Mogen we een melder vertellen wat er met zijn tip gebeurde?"


def ask(page: Page, title: str) -> str:
    """Ask a question and give its address."""
    page.goto("/vragen/stel/")
    page.locator("[name=title]").fill(title)
    page.get_by_role("button", name="Stel deze vraag").click()
    page.wait_for_url(re.compile(r"/vragen/\d+/"))
    return page.url


def new_title() -> str:
    return f"Proefvraag over de postkamer {uuid.uuid4().hex[:8]}?"


def test_going_back_to_a_question_that_was_begun_finds_it_as_it_was(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    fatima.goto("/zoeken/?q=traplift+aanvragen")
    fatima.locator("[name=asked]").first.check()
    fatima.get_by_role("button", name="Ga verder met deze vraag").click()
    fatima.locator("#similar a").first.click()
    fatima.wait_for_url(re.compile(r"/vragen/\d+/"))
    fatima.go_back()
    expect(fatima.locator("textarea[name=title]")).to_have_value("traplift aanvragen")
    expect(fatima.locator("[name=asked]")).to_be_checked()
    assert "traplift" not in fatima.url


def test_asking_answering_and_accepting_without_javascript(visit: Visit) -> None:
    fatima = visit("fatima.amrani", java_script_enabled=False)
    address = ask(fatima, new_title())
    joost = visit("joost.vanelderen", java_script_enabled=False)
    joost.goto(address)
    joost.locator("[name=body]").fill("Vraag het aan de postkamer.")
    joost.get_by_role("button", name="Plaats mijn antwoord").click()
    expect(joost.get_by_text("Je antwoord is geplaatst.")).to_be_visible()
    fatima.goto(address)
    fatima.get_by_role("button", name="Dit hielp mij").click()
    expect(fatima.get_by_role("button", name="Dit hielp mij (1)")).to_be_visible()
    fatima.get_by_role("link", name=re.compile("Reageer op wat Joost")).click()
    fatima.locator("#comment-body").fill("Dank je.")
    fatima.get_by_role("button", name="Plaats mijn reactie").click()
    expect(fatima.get_by_text("Dank je.", exact=True)).to_be_visible()
    fatima.get_by_role("button", name="Dit is het beste antwoord").click()
    expect(fatima.get_by_text("Beste antwoord", exact=True)).to_be_visible()
    expect(fatima.locator("#question-state")).to_contain_text("Beantwoord")


def test_answering_by_keyboard_stays_on_the_page(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    address = ask(fatima, new_title())
    joost = visit("joost.vanelderen")
    joost.goto(address)
    joost.evaluate("window.stayed = true")
    while joost.evaluate("document.activeElement.name") != "body":
        joost.keyboard.press("Tab")
    tab_to(joost, "Plaats mijn antwoord")
    joost.keyboard.press("Enter")
    expect(joost.get_by_role("alert")).to_contain_text("Schrijf eerst iets")
    axe_finds_nothing(joost)
    joost.locator("#answer [name=body]").fill("Loop even **langs**.")
    tab_to(joost, "Plaats mijn antwoord")
    joost.keyboard.press("Enter")
    expect(joost.locator(".sw-thread strong")).to_have_text("langs")
    expect(joost.locator("#question-state")).to_contain_text("1 antwoord")
    expect(joost.locator("[id^=antwoord-]")).to_be_focused()
    assert joost.locator("#answer [name=body]").input_value() == ""
    assert joost.evaluate("window.stayed")
    axe_finds_nothing(joost)

    fatima.goto(address)
    tab_to(fatima, "Dit hielp mij")
    fatima.keyboard.press("Enter")
    expect(fatima.get_by_role("button", name="Dit hielp mij (1)")).to_have_attribute("aria-pressed", "true")
    expect(fatima.locator("[id^=helped-]")).to_be_focused()
    fatima.keyboard.press("Shift+Tab")
    fatima.keyboard.press("Enter")
    expect(fatima.locator("#comment-body")).to_be_focused()
    fatima.keyboard.type("Dat hielp.")
    tab_to(fatima, "Plaats mijn reactie")
    fatima.keyboard.press("Enter")
    expect(fatima.locator(".sw-reply").get_by_text("Dat hielp.")).to_be_visible()
    axe_finds_nothing(fatima)


def test_what_was_typed_is_there_again_after_a_reload(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    joost = visit("joost.vanelderen")
    joost.goto(ask(fatima, new_title()))
    joost.locator("#answer [name=body]").fill("Nog niet klaar")
    joost.reload()
    expect(joost.locator("#answer [name=body]")).to_have_value("Nog niet klaar")


def test_similar_questions_appear_while_typing(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    fatima.goto("/vragen/stel/")
    fatima.locator("[name=title]").press_sequentially("Traplift gevraagd, slaapkamer beneden")
    found = fatima.locator("#similar a")
    expect(found.first).to_be_visible()
    expect(fatima.locator("#similar")).to_contain_text("Traplift")
    axe_finds_nothing(fatima)


def test_naming_a_colleague_instead(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    title = new_title()
    address = ask(fatima, title)
    tab_to(fatima, "Vraag een collega bij naam")
    fatima.keyboard.press("Enter")
    fatima.get_by_label("Naam van een collega").fill("joost van")
    fatima.keyboard.press("Enter")
    fatima.get_by_role("button", name="Vraag het Joost van Elderen").click()
    expect(fatima.get_by_text("Joost van Elderen is gevraagd om te helpen.")).to_be_visible()

    joost = visit("joost.vanelderen")
    expect(joost.get_by_role("link", name=title, exact=True)).to_be_visible()
    joost.goto(address)
    expect(joost.locator("#asked-to-you")).to_contain_text("Fatima")
    axe_finds_nothing(joost)
    tab_to(joost, "Vraag een ander")
    joost.keyboard.press("Enter")
    joost.get_by_label("Naam van een collega").fill("noor hendriks")
    joost.keyboard.press("Enter")
    joost.get_by_role("button", name="Vraag het Noor Hendriks").click()
    expect(joost.get_by_text(re.compile("Noor Hendriks krijgt nu de vraag"))).to_be_visible()

    noor = visit("noor.hendriks")
    expect(noor.get_by_role("link", name=title, exact=True)).to_be_visible()
    fatima.goto(address)
    asked = fatima.locator("#asked-colleagues")
    expect(asked).to_contain_text("noemde Noor Hendriks")
    expect(asked).to_contain_text("genoemd door Joost van Elderen")


def test_a_change_can_be_read_back(visit: Visit) -> None:
    fatima = visit("fatima.amrani")
    ask(fatima, new_title())
    tab_to(fatima, "Wijzig mijn vraag")
    fatima.keyboard.press("Enter")
    fatima.locator("[name=body]").fill("Het gaat om pakketten.")
    axe_finds_nothing(fatima)
    fatima.get_by_role("button", name="Bewaar mijn wijziging").click()
    expect(fatima.get_by_text("Je wijziging is bewaard.")).to_be_visible()
    fatima.get_by_role("link", name=re.compile("gewijzigd")).click()
    expect(fatima.locator("ins")).to_contain_text("Het gaat om pakketten.")
    axe_finds_nothing(fatima)


def test_noor_sees_no_trace_of_a_hidden_space(visit: Visit) -> None:
    member = visit("saskia.uittenbogaard")
    member.goto("/vragen/?show=all")
    member.goto("/ruimtes/")
    member.get_by_role("link", name="Toezicht en onderzoek").click()
    member.get_by_role("link", name=re.compile(r"^\d+ vra")).click()
    member.get_by_role("link", name=HIDDEN).click()
    expect(member.get_by_role("heading", level=1)).to_have_text(HIDDEN)
    noor = visit("noor.hendriks")
    noor.goto(member.url)
    expect(noor.get_by_role("heading", level=1)).to_have_text("Deze pagina is er niet")
    noor.goto("/ruimtes/")
    expect(noor.get_by_text("Toezicht en onderzoek")).to_have_count(0)


def test_a_closed_space_names_its_owner(visit: Visit) -> None:
    noor = visit("noor.hendriks")
    noor.goto("/ruimtes/")
    noor.get_by_role("link", name="Casuïstiek").click()
    expect(noor.get_by_role("heading", level=1)).to_have_text("Deze ruimte is gesloten")
    expect(noor.get_by_role("link", name=re.compile("Bel "))).to_be_visible()
    axe_finds_nothing(noor)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_fits_and_reads(visit: Visit, width: int, scheme: str) -> None:
    page = visit("sanne.rietberg", viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto("/vragen/?show=mine")
    first = page.locator(".sw-result a").first.get_attribute("href")
    assert first is not None
    for path in (
        "/vragen/?show=mine",
        "/vragen/?show=asked",
        "/vragen/stel/",
        first,
        f"{first}reactie/",
        f"{first}wijzig/",
        f"{first}geschiedenis/",
        f"{first}vraag-collega/",
        "/ruimtes/",
        "/ruimtes/1/",
    ):
        page.goto(path, wait_until="networkidle")  # With the experts, which make the page longer.
        does_not_scroll_sideways(page)
        axe_finds_nothing(page)


def test_english_speaks_english(visit: Visit) -> None:
    page = visit("fatima.amrani")
    page.goto("/vragen/stel/")
    page.get_by_role("contentinfo").get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Ask this question")).to_be_visible()
    page.get_by_role("contentinfo").get_by_role("button", name="Nederlands").click()
    expect(page.get_by_role("button", name="Stel deze vraag")).to_be_visible()
