"""Supervision in a real browser: what was done stands in the log, and reading it too."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit, axe_finds_nothing, does_not_scroll_sideways
from tests.journeys.test_main_job import tab_to

pytestmark = pytest.mark.journey

PLACES = (
    "/beheer/",
    "/beheer/logboek/",
    "/beheer/logboek/?person=zzz",
    "/beheer/rollen/",
    "/beheer/gezondheid/",
)


@pytest.mark.long
def test_the_privacy_officer_reads_who_did_what_and_takes_it_along(visit: Visit, tmp_path: Path) -> None:
    visit("noor.hendriks").goto("/")
    mirjam = visit("mirjam.coster")
    mirjam.goto("/beheer/")
    axe_finds_nothing(mirjam)
    mirjam.locator("main").get_by_role("link", name="Logboek").click()
    mirjam.wait_for_url(re.compile("/beheer/logboek/$"))
    axe_finds_nothing(mirjam)
    tab_to(mirjam, "Gedaan door")
    mirjam.keyboard.type("noor hend")
    mirjam.keyboard.press("Enter")
    mirjam.wait_for_url(re.compile("person=noor", re.IGNORECASE))
    expect(mirjam.locator("main tbody tr").first).to_contain_text("Noor Hendriks")
    expect(mirjam.locator("main tbody")).to_contain_text("Persoon ingelogd")
    with mirjam.expect_download() as file:
        mirjam.get_by_role("link", name="Exporteer deze regels (CSV)").click()
    file.value.save_as(tmp_path / "log.csv")
    lines = (tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("sequence,seal,")
    assert all("Noor Hendriks" in line for line in lines[1:])
    mirjam.goto("/beheer/logboek/")
    body = mirjam.locator("main tbody")
    expect(body).to_contain_text("Logboek geëxporteerd")
    expect(body).to_contain_text("gefilterd op persoon")
    until = time.monotonic() + 10
    while "wacht" in body.locator("tr").nth(3).inner_text() and time.monotonic() < until:
        time.sleep(0.5)
        mirjam.reload()
    expect(body.locator("tr").nth(3).locator("td").last).to_have_text(re.compile(r"\d+"))


def test_the_administrator_sees_that_all_runs(visit: Visit) -> None:
    bram = visit("bram.oudejans")
    for place in PLACES:
        bram.goto(place)
        axe_finds_nothing(bram)
    rows = bram.locator("main tbody").first.locator("tr")
    expect(rows).to_have_count(4)
    for number in range(4):
        expect(rows.nth(number)).to_contain_text(re.compile("draait|draaien"))
        expect(rows.nth(number)).not_to_contain_text("draait hier niet")


@pytest.mark.parametrize("width", [320, 1280])
def test_supervision_fits(visit: Visit, width: int) -> None:
    bram = visit("bram.oudejans", viewport={"width": width, "height": 720})
    for place in PLACES:
        bram.goto(place)
        does_not_scroll_sideways(bram)


def test_an_employee_reads_what_each_role_may_do(visit: Visit) -> None:
    noor = visit("noor.hendriks")
    noor.goto("/privacy/")
    noor.get_by_role("link", name="Lees welke rol wat mag").click()
    expect(noor.get_by_role("heading", level=1)).to_have_text("Rollen en rechten")
    axe_finds_nothing(noor)
