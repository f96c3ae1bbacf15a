"""Small questions about text and identity that every floor asks."""

from __future__ import annotations

import re
import unicodedata
import uuid

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|[\ud800-\udfff]")


def new_external_id() -> str:
    """Return a fresh id, unique everywhere, by which a record is known outside this database."""
    return uuid.uuid4().hex


def clean(text: str) -> str:
    """Return the text in composed form (NFC) with Unix line ends, without control characters.

    PostgreSQL refuses NUL and half surrogates; a person never means to type them.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub("", composed)


def shorten(text: str, *, length: int) -> str:
    """Return at most `length` characters, cut at a word and ended with an ellipsis when cut."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    cut = flat[: length - 1].rsplit(" ", 1)[0]
    return f"{cut or flat[: length - 1]}…"


def initials(name: str) -> str:
    """Return the first letters of the first and last word of a name: "Joost van Elderen" gives "JE"."""
    words = [word for word in name.split() if word[:1].isalpha()]
    if not words:
        return "?"
    first = words[0][0]
    return (first if len(words) == 1 else first + words[-1][0]).upper()
