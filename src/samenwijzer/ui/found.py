"""What the guard found in the texts of a form, in words for its own writer, with what may come instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core import signing
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samenwijzer import guard
from samenwijzer.guard import Finding, Label, Level
from samenwijzer.kernel import clock

LABEL_NAMES = {
    Label.BSN: gettext_lazy("BSN"),
    Label.IBAN: gettext_lazy("Account number"),
    Label.PHONE: gettext_lazy("Telephone number"),
    Label.EMAIL: gettext_lazy("E-mail address"),
    Label.ADDRESS: gettext_lazy("Address"),
    Label.POSTCODE: gettext_lazy("Postcode"),
    Label.DATE_OF_BIRTH: gettext_lazy("Date of birth"),
    Label.PERSON_NAME: gettext_lazy("Name"),
    Label.LICENSE_PLATE: gettext_lazy("Licence plate"),
    Label.DOSSIER_NUMBER: gettext_lazy("Dossier number"),
}
_WHY = {
    Label.BSN: gettext_lazy("A BSN may only stand where the law says so, such as in the dossier."),
    Label.IBAN: gettext_lazy("An account number leads to one person. It belongs in the dossier."),
    Label.PHONE: gettext_lazy("A number leads straight to somebody. Colleagues can do without."),
    Label.EMAIL: gettext_lazy("An address leads straight to somebody. Colleagues can do without."),
    Label.ADDRESS: gettext_lazy("With street and number anybody can find who it is about."),
    Label.POSTCODE: gettext_lazy("A postcode is one street. The town or the district says enough."),
    Label.DATE_OF_BIRTH: gettext_lazy("An age says as much, and leads to fewer people."),
    Label.PERSON_NAME: gettext_lazy("Everybody can read along. Your text is as clear without the name."),
    Label.LICENSE_PLATE: gettext_lazy("A plate leads to the owner of the car."),
    Label.DOSSIER_NUMBER: gettext_lazy("A number of a dossier leads to the whole dossier."),
}
_HINT = gettext_lazy("Is this a citizen? Then leave the first name out as well.")
_ICONS = {Level.BLOCK: "circle-x", Level.WARN: "triangle-alert", Level.HINT: "lightbulb"}
_BETWEEN = "\n\n"
_SALT = "samenwijzer.ui.found"
MOST = 60  # Places shown at once; the rest comes when these are gone.


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place. `start` and `end` count as browsers do, in UTF-16 units; `line` is 0 in a text of one line.

    `report` says what came of telling that it is blocked wrongly: "open" until somebody decided, "declined".
    """

    field: str
    label: Label
    level: Level
    words: str
    instead: str
    start: int = 0
    end: int = 0
    line: int = 0
    report: str = ""

    @property
    def name(self) -> str:
        return str(LABEL_NAMES[self.label])

    @property
    def why(self) -> str:
        return str(_HINT if self.level is Level.HINT else _WHY[self.label])

    @property
    def icon(self) -> str:
        return _ICONS[self.level]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundInForm:
    """All that was found in the texts of one form; `together` names traits that combined lead to somebody."""

    places: tuple[Found, ...] = ()
    together: tuple[str, ...] = ()
    too_long: bool = False

    def __bool__(self) -> bool:
        return bool(self.places or self.together or self.too_long)

    def of(self, field: str) -> list[tuple[int, Found]]:
        """Return what was found in one field, each with its number in the form."""
        return [(number, one) for number, one in enumerate(self.places) if one.field == field]

    @property
    def to_replace(self) -> int:
        """How many places one click replaces: all but hints."""
        return sum(one.level is not Level.HINT for one in self.places)

    @property
    def blocks(self) -> list[Found]:
        return [one for one in self.places if one.level is Level.BLOCK]

    @property
    def open_blocks(self) -> list[Found]:
        """What stops the text and was not reported."""
        return [one for one in self.blocks if not one.report]

    @property
    def is_reported(self) -> bool:
        return any(one.report == "open" for one in self.places)

    @property
    def is_declined(self) -> bool:
        return any(one.report == "declined" for one in self.places)

    @property
    def together_words(self) -> str:
        return str(get_text_list(list(self.together), _("and")))

    @property
    def sentence(self) -> str:
        """Say in one sentence what stands in the texts; nothing when that is nothing."""
        if count := self.to_replace:
            sentence = ngettext(
                "In your text stands %(count)d detail that can lead to somebody.",
                "In your text stand %(count)d details that can lead to somebody.",
                count,
            ) % {"count": count}
            return f"{sentence} {self._also}".strip()
        if self.places or self.together:
            return _("Look once more: can somebody be recognised by this?")
        return _("Your text is long. We look at it when you save.") if self.too_long else ""

    @property
    def _also(self) -> str:
        """Say how many hints stand in the list beside what must go; nothing when there are none."""
        if not (count := len(self.places) - self.to_replace):
            return ""
        return ngettext(
            "Look once more at %(count)d first name too.",
            "Look once more at %(count)d first names too.",
            count,
        ) % {"count": count}

    def sealed(self) -> str:
        """Return it as a form carries it along, for a browser without JavaScript. Nobody can make his own."""
        rows = [[one.field, one.label, one.level, one.words, one.instead] for one in self.places]
        return signing.dumps(rows, salt=_SALT)

    @classmethod
    def carried(cls, posted: str, *, texts: Mapping[str, str]) -> FoundInForm:
        """Read what was sealed, as far as it still stands in these texts; nothing of what we did not seal."""
        try:
            found = [_carried(*row) for row in signing.loads(posted, salt=_SALT)]
        except (signing.BadSignature, ValueError, TypeError):
            return cls()
        standing = (one for one in found if one.words and _pattern([one]).search(texts.get(one.field, "")))
        return cls(places=tuple(standing))


def found_in(
    texts: Mapping[str, str],
    findings: Mapping[str, Sequence[Finding]],
    *,
    report_of: Callable[[Label, str], str] = lambda _label, _value: "",
) -> tuple[Found, ...]:
    """Say in words what was found in these texts, by field. One person has one letter in all of them."""
    joined, places, shifted = "", [], []
    for field, text in texts.items():
        by = len(joined)
        for one in findings.get(field, ()):
            places.append((field, text, one, by))
            shifted.append(replace(one, start=one.start + by, end=one.end + by))
        joined += text + _BETWEEN
    instead = guard.replacements(joined, shifted, today=clock.today())
    return tuple(
        Found(
            field=field,
            label=one.label,
            level=one.level,
            words=text[start:end],
            instead=new.text,
            start=_units(text[:start]),
            end=_units(text[:end]),
            line=text.count("\n", 0, start) + 1 if "\n" in text else 0,
            report=report_of(one.label, guard.value(text, one)) if one.level is Level.BLOCK else "",
        )
        for (field, text, one, by), new in zip(places[:MOST], instead, strict=False)
        for start, end in [(new.start - by, new.end - by)]
    )


def replaced(text: str, places: Iterable[Found]) -> str:
    """Return the text with the words of these places replaced wherever they stand, each once."""
    by_words = {one.words: one for one in places}
    if not by_words:
        return text
    return _pattern(by_words.values()).sub(lambda match: by_words[match[0]].instead, text)


def _pattern(places: Iterable[Found]) -> re.Pattern[str]:
    """Match the words of any of these, the longest first."""
    words = sorted((one.words for one in places), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _carried(field: str, label: str, level: str, words: str, instead: str) -> Found:
    return Found(field=field, label=Label(label), level=Level(level), words=words, instead=instead)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
