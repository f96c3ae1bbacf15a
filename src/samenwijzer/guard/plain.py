"""A text as recognisers read it: without markup and tricks of Unicode, with the way back to the original."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_INLINE = (
    "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u"
)
_BLOCK = "blockquote|br|center|dd|div|dl|dt|h[1-6]|hr|img|li|ol|p|pre|table|tbody|td|th|thead|tr|ul|wbr"
_SIGNS = (
    r"(?![a-z0-9.,;:!?%=-][\x00-\x7f]| [^ >])(?:"  # Most of a text begins nothing odd.
    rf"(?P<tag></?(?:(?P<inline>{_INLINE})|{_BLOCK})\b(?:\s[^<>]{{0,300}})?/?>)"
    r"|(?P<comment><!--.{0,300}?-->)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});)"
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))"
    r"|(?P<mark>(?<![(,])\*+|(?<=[(,])\*+(?!\d)|`+|~~+|(?<![^\W_])_+|_+(?![^\W_])"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]+)"
    r"|(?P<line>\r\n?)"
    r"|(?P<quote>(?<=\n)[ ]{0,3}>[> ]{0,9})"
    r"|(?P<combined>[^\W_][\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f]+)"
    r"|(?P<one>[^\x00-\x7f]))"
)
_LINK = (
    r"(?P<link>!?\[(?=[^\[\]\n]{0,200}\][(\[])"
    r"|\](?:\((?:[^()\n]|\([^()\n]{0,100}\)){0,500}\)|\[[^\[\]\n]{0,100}\]))"
)
_ODD = re.compile(_SIGNS, re.IGNORECASE | re.DOTALL)
_ODD_OR_LINK = re.compile(f"{_LINK}|{_SIGNS}", re.IGNORECASE | re.DOTALL)
_LINKED = re.compile(r"\][(\[]")
# Letters of other scripts that look like Latin ones, in the order of their twins.
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧονЬԁ",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXovbd",
)
_BLANK = "\u115f\u1160\u3164\uffa0\u034f\u2800"


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` is what is read; `span` gives the place in the original of a place in it."""

    text: str
    _parts: tuple[
        tuple[int, int, int], ...
    ]  # Where a part begins here and there; its length there, -1 as is.
    _begins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        first = self._parts[bisect_right(self._begins, start) - 1]
        last = self._parts[bisect_right(self._begins, end - 1) - 1]
        begin = first[1] + (start - first[0] if first[2] < 0 else 0)
        return begin, last[1] + (end - last[0] if last[2] < 0 else last[2])


def has_links(original: str) -> bool:
    return _LINKED.search(original) is not None


def plain(original: str, *, links: bool = True) -> Plain:
    """Read a text: digits of any script are digits, what nobody sees is gone, markup takes no place.

    Without `links` only their words are read, as on a page, and not where they lead.
    """
    pieces: list[str] = []
    parts: list[tuple[int, int, int]] = []
    done = length = 0

    def add(piece: str, at: int, taken: int) -> None:
        nonlocal length
        if piece:
            parts.append((length, at, taken))
            pieces.append(piece)
            length += len(piece)

    original = original if original.isascii() else original.translate(_SAME_PLACE)
    for match in (_ODD if links else _ODD_OR_LINK).finditer(original):
        new = _read(match)
        if new == match.group():
            continue
        add(original[done : match.start()], done, -1)
        add(new, match.start(), match.end() - match.start())
        done = match.end()
    add(original[done:], done, -1)
    return Plain("".join(pieces), tuple(parts), tuple(part[0] for part in parts))


def folded(text: str) -> str:
    """Return a text as it compares: without accents, capitals and double spaces."""
    read = plain(text, links=False).text if _ODD_OR_LINK.search(text) else text
    if not read.isascii():
        apart = unicodedata.normalize("NFKD", read)
        read = "".join([letter for letter in apart if not unicodedata.combining(letter)])
    return " ".join(read.casefold().split())


def number_of(text: str) -> str:
    """Return the letters and digits of a number, in the national form; a star at its end stays."""
    kept = re.sub(r"[\W_]", "", folded(text).replace("(0)", "")).upper()
    national = re.sub(r"^(?:00)?31(?=[1-9]\d)", "0", kept)
    return f"{national}*" if text.rstrip().endswith("*") else national


def _read(match: re.Match[str]) -> str:
    kind, found = match.lastgroup, match.group()
    if kind == "one":
        return (_twin(match, found) if ord(found) in _TWINS else "") or _letter(found)
    if kind == "combined":
        return _letter(found[0]) if found[0].isdigit() else unicodedata.normalize("NFC", found)
    if kind == "entity":
        return "".join(_letter(one) for one in html.unescape(found) if not unicodedata.combining(one))
    if kind == "line" or (kind == "tag" and not match["inline"]):
        return "\n"
    return ""


def _twin(match: re.Match[str], found: str) -> str:
    """Return the Latin letter that one of another script stands in for when its neighbours are Latin."""
    beside = (
        match.string[max(match.start() - 1, 0) : match.start()] + match.string[match.end() : match.end() + 1]
    )
    return found.translate(_TWINS) if any(letter.isascii() and letter.isalnum() for letter in beside) else ""


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf" or letter in _BLANK or "\ufe00" <= letter <= "\ufe0f":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    for categories, instead in ((("Zs",), " "), (("Zl", "Zp"), "\n"), (("Pd",), "-")):
        if category in categories:
            return instead
    if letter in "‘’‛′ʼ`´":
        return "'"
    if letter in "−⁃":
        return "-"
    compatible = unicodedata.normalize("NFKC", letter)
    return compatible if compatible.isascii() else letter


class _SamePlace(dict[int, str]):
    """What a character is read as, where that is one character too and so takes the same place."""

    def __missing__(self, code: int) -> str:
        read = _letter(chr(code))
        return read if len(read) == 1 else chr(code)


_SAME_PLACE = _SamePlace()
