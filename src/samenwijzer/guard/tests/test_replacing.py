"""What stands instead: the sentence stays right, and nothing is found in it any more."""

from __future__ import annotations

import datetime

import pytest

from samenwijzer.guard import cleaned, find, replacements

TODAY = datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Gesproken met mevrouw De Vries.", "Gesproken met mevrouw X."),
        ("dhr. Jansen belde mevr. Bakker", "dhr. X belde mevr. Y"),
        ("Mevrouw De Vries zei dat mevrouw De Vries komt", "Mevrouw X zei dat mevrouw X komt"),
        ("Jan Jansen belde. Later belde dhr. Jansen weer.", "X belde. Later belde dhr. X weer."),
        ("De heer Jansen en mevrouw Jansen", "De heer X en mevrouw Y"),
        ("Mevrouw X belde meneer Jansen", "Mevrouw X belde meneer Y"),
        ("Mohameds fiets is weg", "X's fiets is weg"),
        ("Aisha's broer tolkt", "X's broer tolkt"),
        ("hij is geboren op 12-3-1984", "hij is tussen 40 en 45 jaar oud"),
        ("Klant, geboren op 12-3-1984, is ziek", "Klant, tussen 40 en 45 jaar oud, is ziek"),
        (
            "Hij is geboren op 12-3-1984 te Ankara",
            "Hij is geboren tussen 40 en 45 jaar geleden te Ankara",
        ),
        ("Hij is op 12-3-1984 geboren", "Hij is tussen 40 en 45 jaar geleden geboren"),
        (
            "Op 12-3-1984 is klant in Ankara geboren",
            "Tussen 40 en 45 jaar geleden is klant in Ankara geboren",
        ),
        ("hij is van 1964", "hij is tussen 60 en 65 jaar"),
        ("mevrouw Jansen (12-03-1984)", "mevrouw X (tussen 40 en 45 jaar)"),
        ("kind (geb. 3-9-2026)", "kind (jonger dan 1 jaar)"),
        ("kind geb. 3-9-2024", "kind tussen 1 en 5 jaar"),
        ("Geboortedatum: 12 maart 1930", "Leeftijd: ouder dan 90 jaar"),
        ("jarig op 12 maart", "jarig op [datum]"),
        ("woont op Dorpsstraat 12", "woont op een adres in de gemeente"),
        ("woont aan de Dorpsstraat 12", "woont op een adres in de gemeente"),
        ("adres: Dorpsstraat 12, 3311 GR", "adres: [adres], [postcode]"),
        ("bsn 123456782, rek. NL91ABNA0417164300", "bsn [weggelaten], rek. [rekeningnummer]"),
        ("Zijn nummer (BSN 123456782)", "Zijn nummer (BSN [weggelaten])"),
        ("Haar BSN is: 123456782.", "Haar BSN is: [weggelaten]."),
        ("bel 06-12345678 of mail jan@x.nl", "bel [telefoonnummer] of mail [e-mailadres]"),
        ("kenteken GV-123-X, zaak Z-2026-004512", "kenteken [weggelaten], zaak [dossiernummer]"),
    ],
)
def test_the_sentence_stays_right(text: str, instead: str) -> None:
    assert cleaned(text, find(text), today=TODAY) == instead
    assert not find(instead)


def test_without_a_day_no_age_is_told() -> None:
    text = "geboren op 12-3-1984"
    assert cleaned(text, find(text)) == "geboren op [geboortedatum]"


def test_replacements_never_overlap() -> None:
    text = "geb. 12-3-1984 geb. 12-3-1985 op Dorpsstraat 1 op Dorpsstraat 2"
    ends = 0
    for one in replacements(text, find(text), today=TODAY):
        assert one.start >= ends
        ends = one.end
