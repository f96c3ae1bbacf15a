"""Numbers that a citizen might have, each used in one place alone, so that a leak tells where it came in."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from itertools import count
from pathlib import Path

_MARK = re.compile(rb"731\d{6}")
_SIGNED = re.compile(rb"\.?(eJ[\w-]{20,}):[\w-]{6}:[\w-]{43}")  # What Django signs and packs, as a session.


class Marks:
    """Gives out BSNs and account numbers, and tells of bytes which of them stand there."""

    def __init__(self) -> None:
        self._numbers = _bsns()
        self._places: dict[bytes, str] = {}

    def words(self, place: str) -> str:
        """Give words that are blocked, for this place alone: short enough for any field."""
        number = self._new(place)
        return f"BSN {number} {_iban(number)}"

    def address(self, place: str) -> str:
        """Give an e-mail address with such a number."""
        return f"bsn.{self._new(place)}@voorbeeld.nl"

    def typed(self, place: str, kind: str) -> str:
        return self.address(place) if kind == "email" else self.words(place)

    def found_in(self, content: bytes) -> set[str]:
        """Name the places of which the number stands in these bytes, also packed in a session."""
        found = {self._places[one] for one in _MARK.findall(content) if one in self._places}
        for packed in _SIGNED.findall(content):
            found |= self.found_in(_unpacked(packed))
        return found

    def found_below(self, *folders: Path) -> set[str]:
        """Name the places of which the number stands in any file below, with the file."""
        found = set()
        for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
            try:
                found |= {f"{place} in {path.name}" for place in self.found_in(path.read_bytes())}
            except FileNotFoundError:  # It was replaced meanwhile.
                continue
        return found

    def _new(self, place: str) -> str:
        number = next(self._numbers)
        self._places[number.encode()] = place
        return number


def _bsns() -> Iterator[str]:
    for begin in count(73_100_000):
        digits = [int(one) for one in str(begin)]
        proof = sum(digit * weight for digit, weight in zip(digits, range(9, 1, -1), strict=True)) % 11
        if proof < 10:
            yield f"{begin}{proof}"


def _iban(number: str) -> str:
    """Make an account number of it that is right."""
    bank, account = "INGB", f"0{number}"
    as_number = "".join(str(int(one, 36)) for one in f"{bank}{account}NL00")
    return f"NL{98 - int(as_number) % 97:02}{bank}{account}"


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompress(base64.urlsafe_b64decode(packed + b"=" * (-len(packed) % 4)))
    except (ValueError, zlib.error):
        return b""
