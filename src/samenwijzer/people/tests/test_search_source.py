"""What the index holds of people."""

import pytest

from samenwijzer.accounts.models import User
from samenwijzer.people.search_source import SOURCE
from samenwijzer.people.tests.conftest import Index
from samenwijzer.people.tests.factories import declare
from samenwijzer.search import queries as engine

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_name_function_and_subject(joost: User, fatima: User, index: Index) -> None:
    joost.about = "Bouwkundige die mensen leuker vond."
    joost.save()
    declare(joost, "woningaanpassing", "traplift")
    index()
    for words in ("Verhagen", "wmo-consulent", "bouwkundige", "traplift", "woningaanpassing"):
        hits = engine.search(words, viewer=fatima, filters=engine.Filters(types=("person",))).hits
        assert [hit.title for hit in hits] == ["Joost Verhagen"], words


def test_the_document_ties_each_declared_subject(joost: User) -> None:
    declare(joost, "woningaanpassing", "traplift")
    declare(joost, "rolstoel")
    (document,) = SOURCE.documents([joost.pk])
    assert [(tie.kind, tie.text) for tie in document.ties] == [
        ("declared", "woningaanpassing"),
        ("declared", "rolstoel"),
        ("profile", "Joost Verhagen"),
    ]
    assert document.keywords == ("woningaanpassing", "traplift", "rolstoel")
    assert document.readers == {"all"}


def test_who_left_is_neither_read_nor_visible(joost: User, els: User, fatima: User) -> None:
    User.objects.filter(pk=joost.pk).update(is_active=False)
    User.objects.filter(pk=els.pk).update(forgotten_at="2026-11-01T00:00:00Z")
    everyone = [joost.pk, els.pk, fatima.pk]
    assert [document.title for document in SOURCE.documents(everyone)] == ["Fatima Amrani"]
    assert list(SOURCE.visible(everyone, None)) == [fatima.pk]
    assert set(SOURCE.ids()) == {fatima.pk}
