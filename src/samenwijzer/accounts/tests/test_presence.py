"""Whether somebody works now, in words, also on a half day."""

import datetime

import pytest

from samenwijzer.accounts.models import User, weekday_bits
from samenwijzer.accounts.queries import Presence, presence
from samenwijzer.kernel import clock

AMSTERDAM = datetime.timezone(datetime.timedelta(hours=1))
TUESDAY = datetime.date(2026, 11, 24)


def stop_clock(patch: pytest.MonkeyPatch, time: str) -> None:
    moment = datetime.datetime.combine(TUESDAY, datetime.time.fromisoformat(time), AMSTERDAM)
    patch.setattr(clock, "now", lambda: moment)
    patch.setattr(clock, "today", lambda: TUESDAY)


def worker(*, morning: list[str] | None = None, afternoon: list[str] | None = None) -> User:
    return User(
        name="Joost",
        working_day_bits=weekday_bits(["tue", "thu"]),
        morning_only_bits=weekday_bits(morning or []),
        afternoon_only_bits=weekday_bits(afternoon or []),
    )


def presence_of(kind: str, words: str) -> Presence:
    return Presence(kind, words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("time", "kind", "words"),
    [
        ("08:00", "here", "Werkt vanochtend"),
        ("12:29", "here", "Werkt vanochtend"),
        ("12:30", "off", "Nu niet, donderdag weer"),
        ("23:59", "off", "Nu niet, donderdag weer"),
    ],
)
def test_who_works_the_morning_is_gone_in_the_afternoon(
    monkeypatch: pytest.MonkeyPatch, time: str, kind: str, words: str
) -> None:
    stop_clock(monkeypatch, time)
    assert presence(worker(morning=["tue"])) == presence_of(kind, words)


@pytest.mark.parametrize(
    ("time", "kind", "words"),
    [
        ("00:00", "off", "Nu niet, vanmiddag weer"),
        ("12:29", "off", "Nu niet, vanmiddag weer"),
        ("12:30", "here", "Werkt vanmiddag"),
        ("18:00", "here", "Werkt vanmiddag"),
    ],
)
def test_who_works_the_afternoon_comes_later(
    monkeypatch: pytest.MonkeyPatch, time: str, kind: str, words: str
) -> None:
    stop_clock(monkeypatch, time)
    assert presence(worker(afternoon=["tue"])) == presence_of(kind, words)


@pytest.mark.parametrize("time", ["08:00", "16:00"])
def test_a_whole_day_is_a_whole_day(monkeypatch: pytest.MonkeyPatch, time: str) -> None:
    stop_clock(monkeypatch, time)
    assert presence(worker(morning=["thu"])) == presence_of("here", "Werkt vandaag")


def test_who_is_absent_is_absent_whatever_half_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, "09:00")
    person = worker(morning=["tue"])
    person.absent_until = datetime.date(2026, 12, 1)
    assert presence(person) == presence_of("away", "Afwezig tot 1 december")
    person.absent_until = TUESDAY
    assert presence(person).here


def test_of_another_day_half_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch, "16:00")
    assert presence(worker(morning=["thu"]), day=TUESDAY + datetime.timedelta(days=2)).here
