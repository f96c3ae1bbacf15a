"""Why something was found that does not hold the very words, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.translation import gettext as _

from samenwijzer.ui.widgets import in_their_language

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from samenwijzer.search.queries import Why


def reason(why: Why) -> SafeString:
    """Say it in one sentence for the eye; the words themselves are marked as what colleagues wrote."""
    return format_html(_sentence(why), asked=in_their_language(why.asked), found=in_their_language(why.found))


def _sentence(why: Why) -> str:
    asked, found = (_letters(words) for words in (why.asked, why.found))
    if why.kind == "synonym":
        return _("Found through ‘{found}’, which belongs to ‘{asked}’")
    if asked == found:
        return _("Searched as ‘{found}’")
    if len(found) > len(asked):
        return _("Found through ‘{found}’: ‘{asked}’ is part of it")
    return _("Found through ‘{found}’: part of ‘{asked}’")


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))
