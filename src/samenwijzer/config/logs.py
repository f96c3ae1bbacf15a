"""What may stand in the log: no number of a citizen, also not one from an address or an error."""

from __future__ import annotations

import logging
import re
from typing import Any

from samenwijzer import guard
from samenwijzer.guard import Label

_NUMBERS = {Label.BSN, Label.IBAN, Label.PHONE}
# Each has eight digits or more; a line without them is not looked at.
_MAYBE = re.compile(r"(?:\d\W{0,3}){8}")
# In an address the guard takes a number for that of a page; none of ours is so large.
_IN_ADDRESS = re.compile(r"(?<=/)[^/\n]{0,99}(?:\d[ .-]{0,3}){8}[^/\n]*")


class Line(logging.Formatter):
    """A line of the log, with a trace below it where there is one."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name of logging
        record.message = without_numbers(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name of logging
        return without_numbers(super().formatException(ei))


def without_numbers(text: str) -> str:
    """Return the text with a word in the place of each number that may be a citizen's."""
    if not _MAYBE.search(text):
        return text
    found = [finding for finding in guard.find(text) if finding.label in _NUMBERS]
    return _IN_ADDRESS.sub("...", guard.cleaned(text, found))
