"""What shows what somebody knows: hidden and contested by her own hand, and then gone for a colleague."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways

pytestmark = pytest.mark.journey

SUBJECT = "beschut werk"


def test_who_hides_and_contests_a_subject_is_not_found_for_it_until_she_takes_it_back(visit: Visit) -> None:
    agata = visit("agata.nowak", viewport={"width": 390, "height": 800})
    fatima = visit("fatima.amrani")
    assert finds_agata(fatima)
    agata.goto("/collegas/ik/")
    axe_finds_nothing(agata)
    does_not_scroll_sideways(agata)
    subject = agata.get_by_role("region", name=SUBJECT.capitalize())
    subject.get_by_role("button", name="Verberg").press("Enter")
    expect(subject.get_by_text("Verborgen")).to_be_visible()
    assert not finds_agata(fatima)
    subject.get_by_role("button", name="Toon weer").press("Enter")
    subject.get_by_role("link", name="Klopt niet").press("Enter")
    agata.get_by_label("Wat klopt er niet?").fill("Dat deed ik bij mijn vorige baan.")
    agata.get_by_role("button", name="Stuur naar").press("Enter")
    expect(subject.get_by_text("Het wacht op antwoord.")).to_be_visible()
    assert not finds_agata(fatima)
    fatima.goto("/organisatie/dekking/")
    axe_finds_nothing(fatima)
    expect(fatima.get_by_role("row", name=SUBJECT.capitalize())).to_contain_text("niemand")
    subject.get_by_role("button", name="Neem dit terug").press("Enter")
    expect(subject.get_by_role("button", name="Verberg")).to_be_visible()


def finds_agata(colleague: Page) -> bool:
    colleague.goto(f"/zoeken/?q={SUBJECT}")
    return colleague.get_by_role("link", name="Agata Nowak").count() > 0
