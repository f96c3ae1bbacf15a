"""Articles of law: their name, their number, and their official text with its parts set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_TITLE = re.compile(r"^(?P<law>.+?), artikel (?P<article>\S+)$")
_NUMBER = re.compile(r"^\d+[a-z]*\.\s")
_LETTER = re.compile(r"^[a-z]{1,2}\.\s")
_DEGREE = re.compile(r"^\d+°\.?\s")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ARTICLE_IN_FRONT = re.compile(r"^Artikel \S+\s+(?:(?P<first>1) (?=\S))?")
_LEVELS = ((_DEGREE, 3), (_LETTER, 2), (_NUMBER, 1))


@dataclass(frozen=True, slots=True)
class LawTitle:
    """A title such as "Participatiewet, artikel 22a" in its parts; both are empty for any other title."""

    law: str
    article: str


def law_title(title: str) -> LawTitle:
    """Take the title of an article apart."""
    found = _TITLE.match(title)
    return LawTitle(found["law"], found["article"]) if found else LawTitle("", "")


@dataclass(slots=True)
class _Part:
    """A paragraph or a numbered part. `level`: 0 for a paragraph, 1 for "1.", 2 for "a.", 3 for "1°."."""

    level: int
    lines: list[str]
    parts: list[_Part] = field(default_factory=list)


def law_html(text: str) -> SafeString:
    """Render the text of an article: its numbers stay as the law has them, and all text is escaped."""
    roots: list[_Part] = []
    open_parts: list[_Part] = []
    for part in _parts_in(_without_article_in_front(text)):
        while open_parts and (part.level == 0 or open_parts[-1].level >= part.level):
            open_parts.pop()
        (open_parts[-1].parts if open_parts else roots).append(part)
        if part.level:
            open_parts.append(part)
    return _html_of(roots)


def _without_article_in_front(text: str) -> str:
    """Leave out "Artikel 2.75 1" where the source repeats it in the first line; the page's title says it."""
    found = _ARTICLE_IN_FRONT.match(text)
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
        level = next((level for pattern, level in _LEVELS if pattern.match(line)), 0)
        if level or after_blank or not parts:
            parts.append(_Part(level, [line]))
        else:
            parts[-1].lines.append(line)
        after_blank = False
    return parts


def _html_of(parts: list[_Part]) -> SafeString:
    pieces: list[SafeString] = []
    index = 0
    while index < len(parts):
        if parts[index].level == 0:
            pieces.append(format_html('<p class="nl-paragraph">{}</p>', _words(parts[index])))
            index += 1
            continue
        end = index
        while end < len(parts) and parts[end].level:
            end += 1
        items = format_html_join(
            "", "<li>{}{}</li>", ((_words(part), _html_of(part.parts)) for part in parts[index:end])
        )
        pieces.append(format_html('<ul role="list">{}</ul>', items))
        index = end
    return mark_safe("".join(pieces))  # noqa: S308  # Every piece comes from format_html.


def _words(part: _Part) -> SafeString:
    text = " ".join(part.lines)
    pieces = [
        format_html("<strong>{}</strong>", words) if index % 2 else format_html("{}", words)
        for index, words in enumerate(_BOLD.split(text))
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))
