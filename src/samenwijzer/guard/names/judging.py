"""Whether what looks like a name is a thing, somebody everyone knows, or a colleague."""

from __future__ import annotations

from functools import cache

from samenwijzer.guard.findings import Allowances, Level
from samenwijzer.guard.names.lists import DATA, Known, fold, known, read_lines, small
from samenwijzer.guard.names.phrases import Phrase
from samenwijzer.guard.names.words import Word, compared

Found = tuple[Phrase, Level | None]
"""A name and its level; none when it was seen and is no finding."""


class Judge:
    """Answers about the phrases of one text."""

    def __init__(self, text: str, row: list[Word], allowed: Allowances) -> None:
        self._text = text
        self._row = row
        self._allowed = allowed
        self._things: dict[tuple[int, int], bool] = {}

    def thing(self, named: Phrase, *, announced: bool = False) -> bool:
        """Whether the name belongs to a street, an organisation, a law or a public figure.

        `announced` when a title or the like stands before it: a *mevrouw Versteeg* is no alley.
        """
        place = named.first, named.last
        if place not in self._things:
            self._things[place] = self._is_thing(named)
        last = named.words[-1]
        if self._things[place] or not last.reading.thing:
            return self._things[place]
        return not (_is_bearable(last.folded) and (announced or _has_first_name(named)))

    def _is_thing(self, named: Phrase) -> bool:
        row, first, last = self._row, named.first, named.last
        before = row[first - 1].folded if first and row[first].gap in {" ", "-", ": "} else ""
        after = row[last].folded if last < len(row) and row[last].joined else ""
        if before and (before in small("nouns") or before in small("offices")):
            return True
        if after and (after in small("after_org") or (after in small("firms") and row[last].capital)):
            return True
        end = named.words[-1].end
        if self._text[end : end + 3].strip() == "&" and not (
            last < len(row) and row[last].known & Known.FIRST
        ):
            return True
        later = _later(named) if len(named.words) > 2 else ()
        if any(word.folded in small("after_org") or word.folded in small("firms") for word in later):
            return True
        folded, things = " ".join([word.reading.folded for word in named.words]), known_things()
        return folded in things or f"{before} {folded}" in things

    def unless_colleague(self, named: Phrase, level: Level, *, titled: bool = False) -> Found:
        """Return the name with its level; with none when a colleague bears it or it is an allowed text."""
        return (named, None) if self._colleague(named, titled=titled) else self.unless_allowed(named, level)

    def unless_surname_of_colleague(self, named: Phrase) -> Found:
        """Do the same where the first word may be none: *Wil Bakker even meekijken?*."""
        surname = " ".join([word.reading.compared for word in named.words[1:]])
        if surname in self._allowed.surnames:
            return named, None
        return self.unless_colleague(named, Level.WARN)

    def unless_backwards_colleague(self, named: Phrase, level: Level) -> Found:
        """Do the same for *surname, first name* and *surname, initials*."""
        *surname, first = (word.reading.compared for word in named.words)
        if named.words[-1].initials:
            colleague = " ".join(surname) in self._allowed.surnames
        else:
            colleague = " ".join([first, *surname]) in self._allowed.people
        return (named, None) if colleague else self.unless_allowed(named, level)

    def unless_allowed(self, named: Phrase, level: Level) -> Found:
        """Return the name with its level, or with none when the organisation allows this text."""
        written = self._text[named.words[0].start : named.words[-1].end]
        return named, None if compared(written) in self._allowed.texts else level

    def _colleague(self, named: Phrase, *, titled: bool) -> bool:
        words = [word.reading.compared for word in named.words if not word.initials and len(word.text) > 1]
        joined = " ".join(words)
        if joined in self._allowed.people or joined.replace("-", " ") in self._allowed.people:
            return True
        if titled and joined in self._allowed.surnames:
            return True
        if len(named.words) > 1:
            return False
        return joined in self._allowed.first_names or joined.removesuffix("s") in self._allowed.first_names

    def colleague_at_start(self, named: Phrase) -> Phrase | None:
        """Return the colleague with whose full name the phrase begins."""
        if named.words[0].reading.compared not in self._allowed.first_names:
            return None
        words = [word.reading.compared for word in named.words]
        for length in range(len(words), 1, -1):
            if " ".join(words[:length]) in self._allowed.people:
                return Phrase(named.first, named.first + length, named.words[:length])
        return None

    def item_before(self, at: int) -> bool:
        """Whether the letter `at` numbers something: *bijlage B.* and more."""
        return at > 0 and self._row[at - 1].folded in small("items")

    def article_before(self, at: int) -> bool:
        row = self._row
        if at == 0 or not row[at].joined or row[at - 1].folded not in small("articles"):
            return False
        told = row[max(at - 4, 0) : at - 1] if row[at - 1].folded == "het" else []
        return not any(word.folded in small("telling") for word in told)

    def capital_beside(self, at: int) -> bool:
        """Whether it may be a word in the name of a place or a thing: *Grote Linde*."""
        row = self._row
        beside = [row[at - 1]] if at and row[at].joined else []
        if at + 1 < len(row) and row[at + 1].joined:
            beside.append(row[at + 1])
        return any(word.capital and word.dutch and not word.never for word in beside)

    def month(self, at: int) -> bool:
        """Whether the word is a month: beside a number, or in lower case."""
        word = self._row[at]
        if word.folded not in small("months"):
            return False
        before, after = self._text[max(word.start - 3, 0) : word.start], self._text[word.end : word.end + 3]
        beside = before.rstrip(" .")[-1:].isdigit() or after.lstrip(" .")[:1].isdigit()
        return beside or word.folded != "jan" or not word.capital

    @staticmethod
    def first(folded: str) -> bool:
        """Whether the folded word is a first name."""
        return bool(known(folded) & Known.FIRST)


def _is_bearable(folded: str) -> bool:
    """Whether a word that ends as a street may be a family name: *Versteeg*, and not *Frankhuis*."""
    for end in small("bearable"):
        if folded.endswith(end):
            return not known(folded[: -len(end)]) & Known.NAME
    return False


def _has_first_name(named: Phrase) -> bool:
    first = named.words[0]
    return len(named.words) > 1 and (first.initials or bool(first.known & Known.FIRST))


def _later(named: Phrase) -> tuple[Word, ...]:
    """The words in which a row of three or more may tell that it is a thing: *William Schrikker Groep*."""
    return tuple(
        word
        for before, word in zip(named.words, named.words[1:], strict=False)
        if not before.particle and not word.known & Known.NAME
    )


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
