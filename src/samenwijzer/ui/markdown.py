"""Text that people write in CommonMark, made safe to show."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from itertools import pairwise
from urllib.parse import unquote

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

Resolve = Callable[[str, str], str | None]

# [text](page:ID) links by the id under which the outside world knows a record.
RECORD_LINK = re.compile(
    r"(page|question|answer|service|person|space|subject|department|line|difference):(.+)", re.DOTALL
)
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
LOWEST_HEADING = 6
TAGS = {
    "a", "blockquote", "br", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "rel"},
    "div": {"role", "tabindex", "aria-label"},
    "ol": {"start"},
    "th": {"scope"},
}
BLOCK_END = re.compile(r"</(?:p|h\d|li|tr|pre|blockquote)>|<br>|<hr>|</t[dh]>")
TAG = re.compile(r"<[^>]*>")
HEADING = re.compile(r"<h(?P<level>[2-6])(?P<attributes>[^>]*)>(?P<title>.*?)</h(?P=level)>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A part of a text, and the id by which the address reaches it."""

    id: str
    title: str


def _allowed_link(url: str) -> bool:
    """Accept records, paths, fragments and the few schemes that only lead somewhere."""
    if RECORD_LINK.fullmatch(url):
        return True
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", url)
    return scheme is None or scheme.group(1).lower() in ALLOWED_SCHEMES


@cache
def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").enable("strikethrough")
    )
    parser.validateLink = _allowed_link  # type: ignore[method-assign]
    return parser


@cache
def _renderer() -> RendererHTML:
    renderer = RendererHTML(_parser())
    renderer.rules["table_open"] = _open_table.__get__(renderer)
    renderer.rules["image"] = _image.__get__(renderer)
    renderer.rules["table_close"] = _close_table.__get__(renderer)
    return renderer


def _close_of(tokens: Sequence[Token], index: int) -> int:
    depth = 0
    for position in range(index, len(tokens)):
        depth += {"link_open": 1, "link_close": -1}.get(tokens[position].type, 0)
        if depth == 0:
            return position
    return len(tokens) - 1


def _linked(tokens: list[Token], resolve: Resolve) -> list[Token]:
    """Point links at pages that exist; a link to a record that is not there keeps only its text."""
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type != "link_open":
            continue
        href = str(token.attrGet("href") or "")
        record = RECORD_LINK.fullmatch(href)
        if record:
            address = resolve(record.group(1), unquote(record.group(2)))
            if address is None:
                dropped |= {index, _close_of(tokens, index)}
                continue
            token.attrSet("href", address)
        elif href.startswith(("http:", "https:", "//")):
            token.attrSet("rel", "noopener noreferrer")
        token.attrSet("class", "nl-link")
    return [token for index, token in enumerate(tokens) if index not in dropped]


def _open_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Put a wide table in a region of its own that scrolls and can be reached by keyboard."""
    return format_html(
        '<div class="utrecht-table-container" role="region" tabindex="0" aria-label="{}">'
        '<table class="utrecht-table">',
        _("Table"),
    )


def _close_table(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    return "</table></div>"


def _image(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    """Show the words of an image: fetching it would tell another site who reads this."""
    return escape(tokens[index].content)


CLASSES = {
    "paragraph_open": "nl-paragraph",
    "thead_open": "utrecht-table__header",
    "tbody_open": "utrecht-table__body",
    "tr_open": "utrecht-table__row",
    "td_open": "utrecht-table__cell",
    "th_open": "utrecht-table__header-cell",
}


def _dressed(tokens: list[Token], *, first_heading: int, resolve: Resolve) -> list[Token]:
    """Give tokens their classes, and shift headings so that the text continues the outline of the page."""
    shift = first_heading - min((int(t.tag[1]) for t in tokens if t.type == "heading_open"), default=1)
    level = first_heading - 1
    for token in tokens:
        if token.type == "heading_open":
            # One step down at most: a screen reader's list of headings then has no holes.
            level = min(int(token.tag[1]) + shift, level + 1, LOWEST_HEADING)
            token.tag = f"h{level}"
            token.attrSet("class", f"nl-heading nl-heading--level-{min(level, 4)}")
        elif token.type == "heading_close":
            token.tag = f"h{level}"
        elif token.type in CLASSES:
            token.attrSet("class", CLASSES[token.type])
            if token.type == "th_open":
                token.attrSet("scope", "col")
                token.attrs.pop("style", None)
        if token.type == "td_open":
            token.attrs.pop("style", None)
        if token.children:
            token.children = _linked(token.children, resolve)
    return tokens


def render(text: str, *, resolve: Resolve, first_heading: int = 2) -> SafeString:
    """Return safe HTML. `resolve(kind, external_id)` gives the address of a record, or None for no link.

    The highest heading in the text becomes level `first_heading`. Raw HTML and images stand as their text.
    """
    parser = _parser()
    tokens = _dressed(parser.parse(text), first_heading=first_heading, resolve=resolve)
    html = _renderer().render(tokens, parser.options, {})
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return mark_safe(cleaned)  # noqa: S308 - nh3 has just cleaned it.


def with_contents(html: SafeString) -> tuple[SafeString, tuple[Heading, ...]]:
    """Give the highest headings of a rendered text an id to link to, and list them."""
    pieces: list[str] = []
    contents: list[Heading] = []
    at = 0
    for found in _highest(html):
        title = _words(found["title"])
        contents.append(Heading(id=_anchor(len(contents)), title=title))
        attributes = re.sub(r'\s(?:id|tabindex)="[^"]*"', "", found["attributes"])
        level = found["level"]
        pieces += [
            html[at : found.start()],
            f'<h{level}{attributes} id="{contents[-1].id}">{found["title"]}</h{level}>',
        ]
        at = found.end()
    pieces.append(html[at:])
    # The text was cleaned; ids are ours.
    return mark_safe("".join(pieces)), tuple(contents)  # noqa: S308


def plain(text: str) -> str:
    """Return the words alone, on one line, for the index and for snippets; not escaped."""
    parser = _parser()
    return _words(_renderer().render(parser.parse(text), parser.options, {}))


def plain_with_places(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Return what `plain` returns, and where each heading that `with_contents` gives an id stands in it."""
    parser = _parser()
    tokens = _dressed(parser.parse(text), first_heading=2, resolve=lambda *_: None)
    html = _renderer().render(tokens, parser.options, {})
    starts = [found.start() for found in _highest(html)]
    pieces: list[str] = []
    places: list[tuple[int, str]] = []
    length = 0
    for number, (start, end) in enumerate(pairwise([0, *starts, len(html)])):
        if number:
            places.append((length, _anchor(number - 1)))
        if words := _words(html[start:end]):
            pieces.append(words)
            length += len(words) + 1
    return " ".join(pieces), tuple(places)


def _highest(html: str) -> list[re.Match[str]]:
    headings = list(HEADING.finditer(html))
    highest = min((found["level"] for found in headings), default="")
    return [found for found in headings if found["level"] == highest and _words(found["title"])]


def _anchor(number: int) -> str:
    return f"deel-{number + 1}"


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub("", BLOCK_END.sub(" ", html))).split())
