"""Working days as people write them in a table: "ma di wo(o)", "ma-do", "Monday to Thursday"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAYS = {
    "ma": 0, "di": 1, "wo": 2, "do": 3, "vr": 4, "za": 5, "zo": 6,
    "maandag": 0, "dinsdag": 1, "woensdag": 2, "donderdag": 3, "vrijdag": 4, "zaterdag": 5, "zondag": 6,
    "mo": 0, "tu": 1, "we": 2, "th": 3, "fr": 4, "sa": 5, "su": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_MORNING = {"o", "ochtend", "ochtends", "am", "morning", "mornings"}
_AFTERNOON = {"m", "middag", "middags", "pm", "afternoon", "afternoons"}
_DAY = r"([a-z]+)\.?\s*(?:\(([a-z]+)\))?"
_RANGE = re.compile(rf"{_DAY}\s*(?:-|–|t/m|tot en met|to|until)\s*{_DAY}")
_ONE = re.compile(_DAY)
_BETWEEN = re.compile(r"[\s,;/+&]*(?:\b(?:en|and)\b)?[\s,;/+&]*")


@dataclass(frozen=True, slots=True)
class Week:
    """Working days as bits, Monday first."""

    whole: int = 0
    mornings: int = 0
    afternoons: int = 0


def read_days(written: str) -> Week | None:
    """Read the days that somebody works, or None when this is no list of days."""
    rest = " ".join(written.casefold().split())
    week = Week()
    while rest := rest[_end(_BETWEEN.match(rest)) :]:
        found = _RANGE.match(rest)
        if found is not None and found[1] in _DAYS and found[3] in _DAYS:
            first, last = _DAYS[found[1]], _DAYS[found[3]]
            if last < first:
                return None
            added = [(day, None) for day in range(first, last)] + [(last, found[4])]
            added[0] = (first, found[2]) if first != last else added[0]
        else:
            found = _ONE.match(rest)
            if found is None or found[1] not in _DAYS:
                return None
            added = [(_DAYS[found[1]], found[2])]
        for day, half in added:
            if half is not None and half not in _MORNING | _AFTERNOON:
                return None
            bit = 1 << day
            week = Week(
                week.whole | bit,
                week.mornings | bit if half in _MORNING else week.mornings,
                week.afternoons | bit if half in _AFTERNOON else week.afternoons,
            )
        rest = rest[found.end() :]
    both = week.mornings & week.afternoons
    return Week(week.whole, week.mornings & ~both, week.afternoons & ~both)


def _end(found: re.Match[str] | None) -> int:
    return 0 if found is None else found.end()
