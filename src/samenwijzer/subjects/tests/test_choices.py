"""Subjects as a form offers them."""

from __future__ import annotations

import pytest

from samenwijzer.subjects.models import Subject
from samenwijzer.subjects.queries import subject_choices


@pytest.mark.django_db
def test_subjects_stand_by_the_alphabet_whatever_their_capitals() -> None:
    for name in ("Wmo-melding", "agressie", "Bbz", "zoektermijn"):
        Subject.objects.create(name=name)
    names = [choice.name for choice in subject_choices(viewer=None)]
    assert names == ["agressie", "Bbz", "Wmo-melding", "zoektermijn"]
