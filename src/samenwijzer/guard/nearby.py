"""What stands beside a place in a text, by which one number is told from another."""

from __future__ import annotations

import re

from samenwijzer.guard.words import words

_SENTENCE_END = re.compile(r"[.!?][ \n]+(?=[A-ZÀ-Þ])|\n[ \t]*\n")
_WORD = re.compile(r"[^\s,;:()\"“”=|<>\[\]]+")
_MONEY = ("€", "$", "£", "euro", "eur", "bedrag", "saldo")
_NAMES_A_NUMBER = ("nummer", "nr", "nr.", "code", "kenmerk")


def before(text: str, at: int, reach: int = 40) -> str:
    """Return what stands before, no further than the sentence goes."""
    part = text[max(at - reach, 0) : at]
    if "]" in part:  # What stands instead of something is said of that alone.
        part = part[part.rindex("]") + 1 :]
    for match in _SENTENCE_END.finditer(part):
        end = match.end()
        if end:
            part = " " * end + part[end:]
    return part.lstrip(" ") if part[:1] == " " else part


def after(text: str, at: int, reach: int = 40) -> str:
    """Return what stands after, no further than the sentence goes."""
    part = text[at : at + reach]
    end = _SENTENCE_END.search(part)
    return part[: end.start()] if end else part


def words_before(text: str, at: int, reach: int = 60) -> list[str]:
    """Return the words before in lower case, the nearest first, no further than the sentence goes."""
    part = before(text, at, reach)
    row = _WORD.findall(part.lower())
    if (
        row
        and at > reach
        and len(part) == reach
        and not text[at - reach - 1].isspace()
        and not part[0].isspace()
    ):
        del row[0]  # Only the end of a word.
    row.reverse()
    return row


def words_after(text: str, at: int, reach: int = 40) -> list[str]:
    """Return the words after in lower case, the nearest first, no further than the sentence goes."""
    return [word.rstrip(".") for word in _WORD.findall(after(text, at, reach).lower())]


def numbers_a_thing(text: str, at: int) -> bool:
    """Say whether the words before make a number that of an order, a ticket, a law, a company."""
    if text[at - 1 : at] == "#":
        return True
    persons, things = words("numbers_of_persons"), words("numbers_of_things")
    nearest = words_before(text, at, 32)
    if nearest[:1] in (["voor"], ["aan"]):  # "Een bon voor …" has another number.
        return False
    is_told = nearest[:1] in (["is"], ["was"], ["luidt"])  # "Het serienummer van de tillift is …".
    for far, word in enumerate(words_before(text, at, 64) if is_told else nearest):
        if word in persons:
            return False
        if word == "id" and far > is_told:  # "Het id laat … zien" speaks of a passport.
            continue
        if things.has_any((word.rstrip("."), word.rpartition("-")[2], *word.split("/"))) or (
            len(word) > 6 and word.endswith(_NAMES_A_NUMBER)
        ):
            return True
        if any(letter.isdigit() for letter in word):
            return False
    return False


def is_amount(text: str, start: int, end: int) -> bool:
    """Say whether it is money, or so many of something."""
    earlier = text[max(start - 10, 0) : start].lower().rstrip(" :")
    if earlier.endswith(_MONEY):
        return True
    later = text[end : end + 16].lstrip(" ").lower()
    if later.startswith(("€", "%", ",-")) or (later[:1] in {",", "."} and later[1:2].isdigit()):
        return True
    following = re.match(r"\w+", later)
    return following is not None and following.group() in words("counted")
