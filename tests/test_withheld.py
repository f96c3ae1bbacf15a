"""Of a text that is withheld nobody but its author and who judges it finds a trace, by whatever door."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import Settings

from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page
from samenwijzer.exchange.exporting import export_records
from samenwijzer.forum.models import Answer, Comment, Question, Revision
from samenwijzer.kernel import clock
from samenwijzer.privacy.actions import report_text
from samenwijzer.privacy.own_data import gather
from samenwijzer.search import queries as search
from samenwijzer.search.building import rebuild
from samenwijzer.signpost.tests.factories import make_service
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.spaces.tests.factories import make_guest, with_role
from tests.cast import SignIn
from tests.test_no_trace import DOORS, SECRET, Ids, furnish, traces
from tests.turns import turn

pytestmark = pytest.mark.django_db
KINDS = ("forum.question", "forum.answer", "documents.page", "signpost.service", "accounts.user")


@pytest.fixture(autouse=True)
def own_index(settings: Settings, tmp_path: Path) -> None:
    settings.INDEX_DIR = tmp_path / "index"
    cache.clear()


@pytest.fixture
def ids(fatima: User, joost: User, els: User) -> Ids:
    """One of each in an open space, with a version from before, all of it withheld after a report by Els."""
    space = Space.objects.get(default_for=fatima.department)
    Member.objects.create(space=space, person=joost, role=Role.MANAGER)
    found = furnish(space, person=fatima, colleague=joost)
    Comment.objects.update(body=f"Reactie {SECRET}.")
    question = Question.objects.get(pk=found["forum.question"])
    Revision.objects.create(question=question, title=f"Eerst {SECRET}?", editor=fatima, edited_at=clock.now())
    found["signpost.service"] = make_service(f"Dienst {SECRET}", answer=f"Zeg {SECRET}.").pk
    User.objects.filter(pk=joost.pk).update(about=f"Vraag mij naar {SECRET}.")
    rebuild()
    for kind, pk in (
        ("forum.comment", Comment.objects.get().pk),
        ("forum.answer", found["forum.answer"]),
        ("forum.question", question.pk),
        ("documents.page", found["documents.page"]),
        ("signpost.service", found["signpost.service"]),
        ("spaces.space", space.pk),
        ("accounts.user", joost.pk),
    ):
        report_text(reporter=els, reference=f"{kind}:{pk}")
    return found


@pytest.mark.parametrize(("number", "index"), list(enumerate(["still holds it", "was built anew"])))
def test_a_colleague_finds_no_trace(number: int, index: str, ids: Ids, noor: User, sign_in: SignIn) -> None:
    if index == "was built anew":
        rebuild()
    some = turn(DOORS, number, of=2)
    assert traces(sign_in(noor), ids, [SECRET], some=some) == []


def test_a_guest_of_the_space_finds_no_trace(ids: Ids, sign_in: SignIn) -> None:
    guest = make_guest()
    Member.objects.create(space_id=ids["spaces.space"], person=guest, role=Role.CONTRIBUTOR)
    assert traces(sign_in(guest), ids, [SECRET], some=turn(DOORS, 0, of=2)) == []


def test_the_index_holds_nothing_of_it_and_names_nobody_for_it(ids: Ids, noor: User, els: User) -> None:
    for viewer in (noor, with_role(els, OrganisationRole.PRIVACY_OFFICER), None):
        rebuild()
        assert search.search(SECRET, viewer=viewer).total == 0
        assert search.suggest(SECRET, viewer=viewer) == ()
        assert search.similar(SECRET, viewer=viewer) == ()
        assert search.ties(SECRET, viewer=viewer) == ()


def test_own_data_holds_ones_own_and_not_what_others_wrote(ids: Ids, fatima: User, joost: User) -> None:
    Answer.objects.filter(pk=ids["forum.answer"]).update(body="Antwoord kwikstaart.")
    mine = str(gather(fatima).sections)
    assert f"Uitleg {SECRET}" in mine
    assert "kwikstaart" not in mine
    assert "kwikstaart" in str(gather(joost).sections)


def test_an_export_holds_it_with_the_moment_it_was_hidden(ids: Ids) -> None:
    file = io.BytesIO()
    export_records(file)
    lines = [line for line in file.getvalue().decode().splitlines() if SECRET in line]
    assert len(lines) == 7
    assert not [line for line in lines if '"withheld": null' in line]


def test_counts_leave_it_out(ids: Ids, noor: User, sign_in: SignIn) -> None:
    Question.objects.update(withheld_at=None)
    listed = sign_in(noor).get("/vragen/").content.decode()
    assert "1 antwoord" not in listed
    assert Page.objects.visible_to(noor).count() == 0
