"""What is new on somebody's subjects."""

import datetime

from samenwijzer.accounts.models import Department, User
from samenwijzer.documents.queries import new_on_subjects, subjects_among
from samenwijzer.documents.tests.factories import make_page, make_subject
from samenwijzer.spaces.models import Space


def test_what_is_in_use_on_the_subjects_is_new_once(inkomen: Department, fatima: User) -> None:
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
    both = [norm.pk, giften.pk]
    found = list(new_on_subjects(viewer=fatima, subject_ids=both).order_by("-at"))
    assert [(kind, title, state) for kind, _pk, title, state, _at in found] == [
        ("page", "Nieuwste", "current"),
        ("page", "Oudste", "current"),
    ]
    newest = found[0][1]
    names = subjects_among(viewer=fatima, pages=[newest], subject_ids=both)
    assert set(names) == {("page", newest, "norm"), ("page", newest, "giften")}
    assert not new_on_subjects(viewer=fatima, subject_ids=[])


def test_a_page_whose_review_is_due_says_so(inkomen: Department, fatima: User) -> None:
    norm = make_subject("norm")
    due = datetime.date(2020, 1, 1)
    make_page("Toe", space=inkomen.default_space, subjects=(norm,), review_on=due)
    [row] = new_on_subjects(viewer=fatima, subject_ids=[norm.pk])
    assert row[3] == "review"


def test_what_is_new_in_a_hidden_space_is_for_its_members(
    hidden_space: Space, noor: User, joost: User
) -> None:
    subject = make_subject("toezicht")
    make_page("Geheim", space=hidden_space, subjects=(subject,))
    assert not new_on_subjects(viewer=noor, subject_ids=[subject.pk])
    assert len(new_on_subjects(viewer=joost, subject_ids=[subject.pk])) == 1
