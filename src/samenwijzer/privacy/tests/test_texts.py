"""Every text column of the schema is a text that people write, or is none with a reason."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from samenwijzer.kernel.modules import text_kinds
from samenwijzer.privacy import texts
from samenwijzer.signpost.tests.factories import make_service

NO_TEXT = dict(
    line.split(": ", maxsplit=1)
    for line in (Path(__file__).parent / "no_text.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def text_columns() -> set[str]:
    return {
        f"{table._meta.label}.{column.name}"
        for table in apps.get_models(include_auto_created=True)
        for column in table._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField | models.JSONField) and not column.choices
    }


def registered() -> set[str]:
    found = set()
    for kind in text_kinds().values():
        found |= {f"{kind.model._meta.label}.{name}" for name in kind.columns}
        found |= {f"{place.model._meta.label}.{name}" for place in kind.beside for name in place.columns}
    return found


def test_every_text_column_is_a_text_kind_or_an_exception_with_its_reason() -> None:
    unknown = (
        text_columns()
        - registered()
        - set(NO_TEXT)
        - {place for place in text_columns() if place.endswith((".external_id", ".date_given"))}
    )
    assert unknown == set(), "name them in a TextKind of module.py, or in no_text.txt with the reason"
    assert registered() - text_columns() == set()


def test_every_exception_is_still_needed() -> None:
    assert set(NO_TEXT) - (text_columns() - registered()) == set()


@pytest.mark.parametrize("name", text_kinds())
def test_a_kind_is_whole(name: str) -> None:
    kind = text_kinds()[name]
    can_be_hidden = True
    try:
        kind.model._meta.get_field("withheld_at")
    except FieldDoesNotExist:
        can_be_hidden = False
    assert can_be_hidden == (kind.reach is not None)
    assert kind.reach is None or kind.url is not None
    for path in filter(None, [kind.author.replace("pk", "id"), *(place.item for place in kind.beside)]):
        tables = [kind.model, *(place.model for place in kind.beside)]
        assert any(path in {field.name for field in table._meta.get_fields()} for table in tables)
    assert str(kind.title)


@pytest.mark.django_db
def test_texts_in_lists_are_read_and_written_at_any_depth() -> None:
    service = make_service("Bijstand", answer="Bel Aafje.", laws=(("Wet van Aafje", ""),))
    service.steps = ["Vraag Aafje.", "Klaar."]
    service.save()
    kind = text_kinds()["signpost.service"]
    stand = texts.standing(kind, service)
    assert [one.text for one in stand] == [
        "Bijstand",
        "Bel Aafje.",
        "Vraag Aafje.",
        "Klaar.",
        "Wet van Aafje",
    ]
    assert texts.rewrite(kind, service, lambda text: text.replace("Aafje", "X"))
    service.refresh_from_db()
    assert (service.answer, service.steps) == ("Bel X.", ["Vraag X.", "Klaar."])
    assert service.laws.get().name == "Wet van X"
    assert not texts.rewrite(kind, service, lambda text: text)
