"""What stands beside a place in a text, by which one number is told from another."""

from __future__ import annotations

import re
from functools import cache

from samenwijzer.guard.words import any_of

_SENTENCE_END = re.compile(r"[.!?][ \n]+(?=[A-ZÀ-Þ])|\n[ \t]*\n")
_MONEY_BEFORE = re.compile(r"(?:€|\$|£|\beuro?|\beur|\bbedrag(?: van)?|\bsaldo)[ :]{0,3}\Z", re.IGNORECASE)
_REACH = 20


def before(text: str, at: int, reach: int = 40) -> str:
    """Return what stands before, no further than the sentence goes."""
    part = text[max(at - reach, 0) : at]
    ends = [match.end() for match in _SENTENCE_END.finditer(part)]
    return part[ends[-1] :] if ends else part


def after(text: str, at: int, reach: int = 40) -> str:
    """Return what stands after, no further than the sentence goes."""
    part = text[at : at + reach]
    end = _SENTENCE_END.search(part)
    return part[: end.start()] if end else part


def numbers_a_thing(text: str, at: int) -> bool:
    """Say whether the words before make a number that of an order, a ticket, a law, a company."""
    if text[at - 1 : at] == "#":
        return True
    earlier = before(text, at)
    named = list(_names_a_number().finditer(earlier))
    if not named or named[-1]["person"]:
        return False
    return re.fullmatch(rf"[^\d\n]{{0,{_REACH}}}", earlier[named[-1].end() :]) is not None


def is_amount(text: str, start: int, end: int) -> bool:
    """Say whether it is money, or so many of something."""
    return bool(_MONEY_BEFORE.search(text[max(start - 12, 0) : start]) or _amount_after().match(text, end))


@cache
def _names_a_number() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.])(?:(?P<person>{any_of('numbers_of_persons')})|(?P<thing>{any_of('numbers_of_things')})"
        r"|(?P<other>\w+(?:nummer|nr|code|kenmerk)))(?!\w)",
        re.IGNORECASE,
    )


@cache
def _amount_after() -> re.Pattern[str]:
    return re.compile(rf"[ ]?(?:{any_of('counted')}(?!\w)|€|%|,\d|,-|\.\d)", re.IGNORECASE)
