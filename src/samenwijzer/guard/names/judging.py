"""Whether what looks like a name is a thing, somebody everyone knows, or a colleague."""

from __future__ import annotations

import unicodedata
from functools import cache

from samenwijzer.guard.findings import Allowances
from samenwijzer.guard.names.lists import DATA, Known, fold, known, read_lines, small
from samenwijzer.guard.names.phrases import Phrase
from samenwijzer.guard.names.words import Word

_ITEMS = frozenset(
    [
        "bijlage",
        "onderdeel",
        "lid",
        "artikel",
        "art",
        "sub",
        "vitamine",
        "type",
        "klasse",
        "categorie",
        "blok",
        "punt",
        "optie",
        "groep",
        "kolom",
        "vak",
        "plan",
        "deel",
    ]
)


class Judge:
    """Answers about the phrases of one text."""

    def __init__(self, text: str, row: list[Word], allowed: Allowances) -> None:
        self._text = text
        self._row = row
        self._allowed = allowed

    def thing(self, phrase: Phrase) -> bool:
        """Whether the name belongs to a street, an organisation, a law or a public figure."""
        row, first, last = self._row, phrase.first, phrase.last
        before = row[first - 1].folded if first and row[first].gap in {" ", "-", ": "} else ""
        if before in small("nouns") or before in small("offices"):
            return True
        after = row[last].folded if last < len(row) and row[last].joined else ""
        if after in small("after_org") or self._text[phrase.words[-1].end :][:3].strip() == "&":
            return True
        if _ends_as_thing(phrase.words[-1]):
            return True
        folded = " ".join(word.folded for word in phrase.words)
        return folded in known_things()

    def colleague(self, phrase: Phrase, *, titled: bool) -> bool:
        """Whether a colleague bears the name: in full, a first name alone, or a family name behind a title."""
        words = [_folded(word.text) for word in phrase.words if not word.initials]
        joined = " ".join(words)
        if joined in self._allowed.people:
            return True
        if len(words) == 1 and not any(word.initials for word in phrase.words):
            first = words[0]
            if first in self._allowed.first_names or (
                first.endswith("s") and first[:-1] in self._allowed.first_names
            ):
                return True
        return titled and joined in self._allowed.surnames

    def colleague_at_start(self, phrase: Phrase) -> Phrase | None:
        """Return the colleague with whose full name the phrase begins."""
        words = [_folded(word.text) for word in phrase.words]
        for length in range(len(words), 1, -1):
            if " ".join(words[:length]) in self._allowed.people:
                return Phrase(phrase.first, phrase.first + length, phrase.words[:length])
        return None

    def backwards(self, phrase: Phrase) -> bool:
        """Whether *surname, first name* is a colleague's."""
        words = [_folded(word.text) for word in phrase.words]
        if phrase.words[-1].initials:
            return " ".join(words[:-1]) in self._allowed.surnames
        return " ".join([words[-1], *words[:-1]]) in self._allowed.people

    def allowed_text(self, phrase: Phrase) -> bool:
        """Whether the organisation allows this name."""
        return _folded(self._text[phrase.words[0].start : phrase.words[-1].end]) in self._allowed.texts

    def item_before(self, at: int) -> bool:
        """Whether the letter at `at` numbers something: *bijlage B.*"""
        return at > 0 and self._row[at - 1].folded in _ITEMS

    def number_beside(self, at: int) -> bool:
        """Whether a number stands directly before or behind, as with a month."""
        word = self._row[at]
        return (
            (self._text[max(word.start - 3, 0) : word.start] + self._text[word.end : word.end + 3])
            .strip(" .")[:1]
            .isdigit()
        )

    @staticmethod
    def first(folded: str) -> bool:
        """Whether the folded word is a first name."""
        return bool(known(folded) & Known.FIRST)


@cache
def known_things() -> frozenset[str]:
    """The folded names of public figures and organisations."""
    return frozenset(
        " ".join(fold(one).split())
        for name in ("public", "organisations")
        for line in read_lines(DATA / "own" / f"{name}.txt")
        for one in line.split(",")
        if one.strip()
    )


def _ends_as_thing(word: Word) -> bool:
    folded = word.folded
    if word.known & (Known.FIRST | Known.LAST):
        return False
    return any(folded.endswith(end) and len(folded) > len(end) + 1 for end in small("endings"))


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(one for one in apart if not unicodedata.combining(one)).casefold().split())
