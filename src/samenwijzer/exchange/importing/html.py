"""HTML that becomes Markdown, once, when it comes in: what is stored and shown is Markdown alone."""

from __future__ import annotations

import re

import nh3
from django.utils.translation import gettext as _
from markdownify import ATX, markdownify

from samenwijzer.exchange.importing.lines import LineRefused
from samenwijzer.ui.markdown import ALLOWED_SCHEMES

# In characters: HTML is a good deal longer than what it says.
_LONGEST = 600_000
_SCHEMES = ALLOWED_SCHEMES | {"page", "question", "answer", "service"}
_TAGS = nh3.ALLOWED_TAGS - {"img", "map", "area"}
_DEEPEST = 100
_SPACES = re.compile(r"[ \t\xa0]{40,}")
_BLANK_LINES = re.compile(r"\n{3,}")


def markdown_of(html: str) -> str:
    """Return the text of a piece of HTML as Markdown: without scripts, styles, forms, frames and images.

    Raises LineRefused for what is too long, or nested deeper than any text is.
    """
    if len(html) > _LONGEST:
        raise LineRefused(_("is longer than %(most)s characters of HTML") % {"most": _LONGEST})
    # A long run of spaces would keep the converter busy for hours.
    html = _SPACES.sub(" ", html)
    clean = nh3.clean(html, tags=_TAGS, url_schemes=_SCHEMES, link_rel=None, strip_comments=True)
    if _depth(clean) > _DEEPEST:
        raise LineRefused(_("is HTML that is nested deeper than %(most)s elements") % {"most": _DEEPEST})
    found = markdownify(clean, heading_style=ATX, bullets="-", escape_misc=True)
    lines = "\n".join(line.rstrip() for line in found.split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _depth(clean: str) -> int:
    """Return how deep the elements lie. nh3 closes each element, but the few that have no end."""
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)", clean):
        if name not in {"br", "hr", "wbr", "col"}:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest
