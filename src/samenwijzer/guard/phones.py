"""Recognises telephone numbers: mobile, landline and foreign. Those of firms and services are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from samenwijzer.guard.findings import Finding, Label, Level
from samenwijzer.guard.nearby import before, is_amount, numbers_a_thing

_GAP = r"[ .\-/()\n\t_]{0,3}"
_SHAPES = (
    # Firms have 088, services 0800, 0900 and 14.
    rf"\(?(?:\+|00)[ ]?31{_GAP}0?{_GAP}(?!8[08]|90)[1-9](?:{_GAP}\d){{8}}",
    rf"(?:\+|00)(?!31)[1-9]\d{{0,2}}(?:{_GAP}\d){{7,12}}",
    rf"\(?[0Oo]6(?:{_GAP}\d){{8}}|0[ ]6(?:[ ]\d){{8}}",
    rf"\(?0(?:[1-57]\d|8[457])(?:{_GAP}\d){{7}}",
    r"316\d{8}",
)
_PHONE = re.compile(rf"(?=[(+0Oo3])(?<!\d)(?:{'|'.join(_SHAPES)})(?!\d)")
_WITHOUT_ZERO = re.compile(rf"6(?<!\d6)(?:{_GAP}\d){{8}}(?!\d)")
_CALLING = re.compile(
    r"\b(?:tel|telefoon\w*|mobiel\w*|gsm|bel\w*|app\w*|whatsapp|06)\b[^\d\n]{0,15}\Z", re.IGNORECASE
)
_DATE_OR_TIME = re.compile(
    r"\(?\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d)"
    r"|\d\d[.:]\d\d[ ]?[-/][ ]?\d\d[.:]\d\d|0\d[ ]\d\d[ ](?:19|20)\d\d"
)
_GLUED = re.compile(r"(?:tel|mob|nr|nummer|bel|gsm|mobiel|telefoon|app|t|m|p)\Z", re.IGNORECASE)


def phones(text: str) -> Iterator[Finding]:
    for match in _PHONE.finditer(text):
        if not _is_something_else(text, match):
            yield _found(text, match)
    for match in _WITHOUT_ZERO.finditer(text):
        if _CALLING.search(before(text, match.start(), 30)) and not _is_something_else(text, match):
            yield _found(text, match)


def _found(text: str, match: re.Match[str]) -> Finding:
    start = match.start()
    if text[start] == "(" and ")" not in match.group():
        start += 1
    return Finding(label=Label.PHONE, level=Level.WARN, start=start, end=match.end())


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    start, end, written = match.start(), match.end(), match.group()
    if re.search(r"(?:\d[.,:_-]|[A-Za-z0-9][-_])\Z", text[max(start - 2, 0) : start]):
        return True
    if text[start - 1 : start].isalpha() and not _GLUED.search(text, max(start - 8, 0), start):
        return True
    if re.match(r"[.,:]?\d|[A-Za-z]\d", text[end : end + 2]) or _DATE_OR_TIME.match(written):
        return True
    if written[0] == "+" or written.startswith("(+"):
        return False
    groups = re.split(r"\D+", written.strip("("))
    if written.lstrip("(")[:2] not in {"06", "O6", "o6", "00"} and len(groups[0]) not in {1, 3, 4, 9, 10, 11}:
        return not re.match(r"\(?6", written)
    is_counted = groups[0][:1] != "0" and is_amount(text, start, end)  # Nobody writes 0612345678 euro.
    return is_counted or numbers_a_thing(text, start)
