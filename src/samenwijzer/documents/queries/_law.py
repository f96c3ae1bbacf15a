"""Articles of law: their name, their number, and their official text with its parts set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_TITLE = re.compile(r"^(?P<law>.+?), artikel (?P<article>[^\s:]+)(?:: .+)?$")
_BEFORE_THE_TEXT = re.compile(r"^(?:Artikel \S+\s+)?(?:(?P<first>1) (?=[^\W\d]))?")
# What a part begins with: "1.", "a.", "1°." or a dash.
_MARKS = tuple(
    re.compile(pattern) for pattern in (r"\d+[a-z]*\.\s", r"[a-z]{1,2}\.\s", r"\d+°\.?\s", r"[–-]\s")
)
_INLINE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<soft>[^*]+)\*|\[(?P<words>[^\]\[]+)\]\((?P<url>[^()\s]+)\)"
)
# Laws point at each other with "jci1.3:c:BWBR0022704&artikel=1"; wetten.overheid.nl opens such an address.
_REFERENCE = re.compile(r"jci[\d.]+:c:\w+[\w&=.;-]*")
# The source sets a space between a reference and the comma behind it.
_SPACE_BEFORE_MARK = re.compile(r"\s+(?=[,;.:](?:\s|$))")
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class LawTitle:
    """A title such as "Participatiewet, artikel 22a: Norm" in parts; any other title gives empty ones."""

    law: str
    article: str


def law_title(title: str) -> LawTitle:
    """Take the title of an article apart."""
    found = _TITLE.match(title)
    return LawTitle(found["law"], found["article"]) if found else LawTitle("", "")


@dataclass(slots=True)
class _Part:
    """A paragraph, or a part that begins with a mark; `mark` is the index in _MARKS, or None."""

    mark: int | None
    lines: list[str]
    parts: list[_Part] = field(default_factory=list)


def law_html(text: str) -> SafeString:
    """Render the text of an article: its numbers stay as the law has them, and all text is escaped."""
    roots: list[_Part] = []
    under: list[_Part] = []
    for part in _parts_in(_without_article_in_front(text)):
        marks = [one.mark for one in under]
        if part.mark is None:
            under.clear()
        elif part.mark in marks:
            del under[marks.index(part.mark) :]
        (under[-1].parts if under else roots).append(part)
        if part.mark is not None and len(under) < _DEEPEST:
            under.append(part)
    return _html_of(roots)


def _without_article_in_front(text: str) -> str:
    """Leave out "Artikel 2.75" where the source repeats it, and point its first number as the others are."""
    found = _BEFORE_THE_TEXT.match(text)
    if found is None:
        return text
    return ("1. " if found["first"] else "") + text[found.end() :]


def _parts_in(text: str) -> list[_Part]:
    parts: list[_Part] = []
    after_blank = True
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            after_blank = True
            continue
        mark = next((index for index, pattern in enumerate(_MARKS) if pattern.match(line)), None)
        if mark is not None or after_blank or not parts:
            parts.append(_Part(mark, [line]))
        else:
            parts[-1].lines.append(line)
        after_blank = False
    return parts


def _html_of(parts: list[_Part]) -> SafeString:
    pieces: list[SafeString] = []
    index = 0
    while index < len(parts):
        if parts[index].mark is None:
            pieces.append(format_html('<p class="nl-paragraph">{}</p>', _words(parts[index])))
            index += 1
            continue
        end = index
        while end < len(parts) and parts[end].mark is not None:
            end += 1
        items = format_html_join(
            "", "<li>{}{}</li>", ((_words(part), _html_of(part.parts)) for part in parts[index:end])
        )
        pieces.append(format_html('<ul role="list">{}</ul>', items))
        index = end
    return _joined(pieces)


def _words(part: _Part) -> SafeString:
    text = _SPACE_BEFORE_MARK.sub("", " ".join(part.lines))
    pieces: list[SafeString] = []
    position = 0
    for found in _INLINE.finditer(text):
        pieces += [format_html("{}", text[position : found.start()]), _inline(found)]
        position = found.end()
    return _joined([*pieces, format_html("{}", text[position:])])


def _inline(found: re.Match[str]) -> SafeString:
    if found["strong"]:
        return format_html("<strong>{}</strong>", found["strong"])
    if found["soft"]:
        return format_html("<em>{}</em>", found["soft"])
    address = found["url"]
    if _REFERENCE.fullmatch(address):
        address = f"https://wetten.overheid.nl/{address}"
    if not address.lower().startswith(("https://", "http://")):
        return format_html("{}", found["words"])
    return format_html(
        '<a class="nl-link" href="{}" rel="noopener noreferrer">{}</a>', address, found["words"]
    )


def _joined(pieces: list[SafeString]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308  # Every piece comes from format_html.
