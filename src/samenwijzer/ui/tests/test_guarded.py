"""A form whose texts pass the guard: what was found in words, and words replaced without JavaScript."""

import pytest
from django import forms
from django.core import signing
from django.http import QueryDict

from samenwijzer import guard
from samenwijzer.guard import Label, Place, Traceable
from samenwijzer.ui.fields import Words
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.found import MOST, Found, FoundInForm, replaced
from samenwijzer.ui.guarded import GuardedForm

TEXT = "Bel op 06-12345678.\r\nHet gaat om BSN 123456782."


class Letter(GuardedForm):
    body = Words(label="Tekst", widget=forms.Textarea)


class NewLetter(Letter):
    changes_what_stands = False


def posted(**fields: str) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update(fields)
    return sent


def place(words: str, instead: str) -> Found:
    return Found(field="body", label=Label.PERSON_NAME, level=guard.Level.WARN, words=words, instead=instead)


def refused(**fields: str) -> Letter:
    form = Letter(posted(body=TEXT, **fields))
    assert form.is_valid()
    text = form.cleaned_data["body"]
    places = [Place(field="body", finding=one) for one in guard.find(text)]
    show_refusal(form, Traceable(places=places, sentences={"body": "Er staat een BSN."}))
    return form


def test_what_was_found_stands_beside_its_field_in_words() -> None:
    form = refused()
    found = [(one.words, one.line, one.level) for _number, one in form.found.of("body")]
    assert found == [("06-12345678", 1, "warn"), ("123456782", 2, "block")]
    assert form.errors["body"] == ["Er staat een BSN."]
    assert form.found.to_replace == 2


@pytest.mark.parametrize(("which", "left"), [("all", 0), ("0", 1), ("1", 1), ("7", 2), ("x", 2)])
def test_words_are_replaced_and_not_yet_saved(which: str, left: int) -> None:
    carried = refused().found.sealed()
    form = Letter(posted(body=TEXT, guard_found=carried, guard_replace=which))
    assert not form.is_valid()
    assert len(form.found.places) == left
    assert ("123456782" in str(form["body"].value())) == (which not in {"all", "1"})


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "x",
        "1",
        "[1]",
        "[[1]]",
        '[["body","BSN","block","123456782","!!"]]',
        "[" * 9_000,
    ],
)
def test_a_strange_list_replaces_nothing(carried: str) -> None:
    form = Letter(posted(body=TEXT, guard_found=carried, guard_replace="all"))
    assert not form.is_valid()
    assert "123456782" in str(form["body"].value())


def test_a_list_of_somebody_else_replaces_nothing() -> None:
    rows = [["body", "BSN", "block", "123456782", "!!"]]
    for carried in (refused().found.sealed()[:-1], signing.dumps(rows), signing.dumps(rows, salt="x")):
        form = Letter(posted(body=TEXT, guard_found=carried, guard_replace="all"))
        assert "123456782" in str(form["body"].value())


def test_words_are_replaced_whole() -> None:
    carried = FoundInForm(places=(place("Vries", "X"),)).sealed()
    form = Letter(posted(body="Vries en Vriesland", guard_found=carried, guard_replace="all"))
    assert form["body"].value() == "X en Vriesland"


def test_what_stands_instead_is_not_replaced_again() -> None:
    assert replaced("! en !", [place("!", "!!")] * MOST) == "!! en !!"
    places = [place("Vries", "Jan"), place("Jan", "X"), place("De Vries", "Y")]
    assert replaced("De Vries en Jan", places) == "Y en X"


def test_what_stands_already_is_carried_along() -> None:
    assert Letter(initial={"body": "Oud"}).stood_before == "Oud"
    assert NewLetter(initial={"body": "Begonnen"}).stood_before == ""
    assert Letter(posted(body="Nieuw", guard_before="Oud")).stood_before == "Oud"


def test_nothing_found_says_nothing() -> None:
    assert not FoundInForm()
    assert FoundInForm().sentence == ""


def test_the_count_agrees_with_the_list() -> None:
    hint = Found(field="body", label=Label.PERSON_NAME, level=guard.Level.HINT, words="Pieter", instead="X")
    sentence = FoundInForm(places=(place("Vries", "Y"), hint)).sentence
    assert sentence.startswith("Er staat 1 gegeven")
    assert sentence.endswith("naar 1 voornaam.")


def test_words_that_are_stored_as_a_list_are_pointed_at_as_well() -> None:
    class Lines(GuardedForm):
        words = Words(widget=forms.Textarea)

        def clean_words(self) -> list[str]:
            lines: list[str] = self.cleaned_data["words"].split("\n")
            return lines

    form = Lines(posted(words="bijstand\r\nbel 06-12345678"))
    assert form.is_valid()
    places = [Place(field="words", finding=one) for one in guard.find("bijstand\nbel 06-12345678")]
    show_refusal(form, Traceable(places=places, sentences={"words": "Er staat een nummer."}))
    assert [(one.words, one.line) for _number, one in form.found.of("words")] == [("06-12345678", 2)]
