"""Lines of files, and the JSON in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.text import shorten

# Bytes. The longest text of a page is 200,000 characters, each at most twelve bytes when escaped, and the
# same line holds its earlier versions.
LINE_LIMIT = 16_000_000
_BOM = b"\xef\xbb\xbf"


class LineRefused(Refusal):
    """A line that is not imported, with the reason; `rest` says that nothing of its file is."""

    def __init__(self, sentence: str, *, rest: bool = False) -> None:
        super().__init__(sentence)
        self.rest = rest


def lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Give number and bytes of each line that is not blank; None for a line longer than LINE_LIMIT.

    Holds one line at a time, so a file of any size or a pipe may be read.
    """
    with path.open("rb") as file:
        number = 0
        while line := file.readline(LINE_LIMIT + 1):
            number += 1
            if len(line) > LINE_LIMIT:
                while line and not line.endswith(b"\n"):
                    line = file.readline(LINE_LIMIT)
                yield number, None
                continue
            if number == 1:
                line = line.removeprefix(_BOM)
            if line.strip():
                yield number, line


def parse(line: bytes | None) -> dict[str, Any]:
    """Read one JSON object. Raises LineRefused with the reason."""
    if line is None:
        raise LineRefused(_("the line is longer than %(most)s bytes") % {"most": LINE_LIMIT})
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise LineRefused(_("the line is not UTF-8 (byte %(byte)s)") % {"byte": error.start + 1}) from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except LineRefused:
        raise
    except json.JSONDecodeError as error:
        raise LineRefused(
            _("the line is not JSON: %(fault)s at character %(place)s")
            % {"fault": error.msg, "place": error.pos + 1}
        ) from None
    except (ValueError, RecursionError):
        raise LineRefused(
            _("the line is not JSON that can be read: too deep, or a number too long")
        ) from None
    if not isinstance(value, dict):
        raise LineRefused(_("the line is not a JSON object"))
    return value


def quoted(value: object) -> str:
    """Show a value from a file inside a sentence: short, on one line, without control characters."""
    return (
        ascii(shorten(str(value), length=80))
        if not str(value).isprintable()
        else f'"{shorten(str(value), length=80)}"'
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise LineRefused(_("the field %(name)s stands in the line twice") % {"name": quoted(name)})
            seen.add(name)
    return found


def _no_constant(name: str) -> NoReturn:
    raise LineRefused(_("the line is not JSON: %(name)s is no JSON value") % {"name": name})
