"""What is new on somebody's subjects."""

import datetime

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.queries import new_on_subjects
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.spaces.models import Space


def test_the_newest_in_use_on_the_subjects_come_first(inkomen: Department, fatima: User) -> None:
    space = inkomen.default_space
    norm, giften, wmo = make_subject("norm"), make_subject("giften"), make_subject("wmo")
    for day, title, subjects in (
        (1, "Oudste", (norm,)),
        (3, "Nieuwste", (norm, giften)),
        (2, "Ander onderwerp", (wmo,)),
    ):
        moment = datetime.datetime(2026, 11, day, tzinfo=datetime.UTC)
        make_page(title, space=space, subjects=subjects, dated=moment)
    make_page("Verlopen", space=space, subjects=(norm,), state="expired")
    found = new_on_subjects(viewer=fatima, subject_ids=[norm.pk, giften.pk])
    assert [page.title for page in found] == ["Nieuwste", "Oudste"]
    assert set(found[0].subjects) == {"norm", "giften"}
    since = datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)
    assert [page.title for page in new_on_subjects(viewer=fatima, subject_ids=[norm.pk], since=since)] == [
        "Nieuwste"
    ]
    assert new_on_subjects(viewer=fatima, subject_ids=[]) == ()


def test_what_is_new_in_a_hidden_space_is_for_its_members(
    hidden_space: Space, noor: User, joost: User
) -> None:
    subject = make_subject("toezicht")
    make_page("Geheim", space=hidden_space, subjects=(subject,))
    assert new_on_subjects(viewer=noor, subject_ids=[subject.pk]) == ()
    assert len(new_on_subjects(viewer=joost, subject_ids=[subject.pk])) == 1
