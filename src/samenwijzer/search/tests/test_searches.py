"""What is searched and opened: one's own last searches, and numbers in which nobody can be found back."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Sequence

import pytest
from django.apps import apps
from django.db import connection

from samenwijzer.accounts.models import Role as OrganisationRole
from samenwijzer.accounts.models import User
from samenwijzer.documents.models import Page
from samenwijzer.documents.tests.factories import make_page
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import actions, asking, queries
from samenwijzer.search.counting import Outcome, this_week, words_of
from samenwijzer.search.models import (
    CountedOpening,
    CountedSearch,
    Gap,
    OpenedFor,
    RecentSearch,
    SearchGroup,
    SynonymProposal,
    WeekKey,
)
from samenwijzer.spaces.models import Member, Role, Space
from samenwijzer.spaces.tests.factories import make_guest, with_role

WASHER = "geld voor een nieuwe wasmachine"


def search(*people: User, text: str = WASHER, is_found: bool = True, is_answered: bool = False) -> None:
    outcome = Outcome(is_found=is_found, is_answered=is_answered)
    for person in people:
        actions.note_search(viewer=person, text=text, outcome=outcome)


def opened(text: str = WASHER) -> dict[Ref, int]:
    return dict(queries.opened_for(asking.read(text).terms))


def close() -> None:
    """Let the week be over."""
    CountedSearch.objects.update(week=this_week() - datetime.timedelta(days=7))
    CountedOpening.objects.update(week=this_week() - datetime.timedelta(days=7))
    WeekKey.objects.update(week=this_week() - datetime.timedelta(days=7))
    for table in (SearchGroup, OpenedFor):
        table._default_manager.update(week=this_week() - datetime.timedelta(days=7))
    actions.close_weeks_job.func()


@pytest.fixture
def five(fatima: User, joost: User, noor: User, sanne: User) -> Sequence[User]:
    """Four colleagues and a guest."""
    return [fatima, joost, noor, sanne, make_guest()]


@pytest.fixture
def keeper(bram: User) -> User:
    return with_role(bram, OrganisationRole.KNOWLEDGE_MANAGER)


@pytest.fixture
def page(fatima: User) -> Page:
    return make_page("Bijzondere bijstand", space=Space.objects.get(default_for=fatima.department_id))


def ref_of(page: Page) -> Ref:
    return Ref("documents.page", page.pk)


def test_the_same_words_are_the_same_search_whatever_their_order() -> None:
    one, other, third = (
        words_of(asking.read(text).terms)
        for text in ("Nieuwe wasmachines", "een wasmachine, nieuw", "oude wasmachine")
    )
    assert one == other != third
    assert words_of(asking.read("de het een").terms) == ""
    assert words_of(asking.read(" ".join(f"woord{number}" for number in range(40))).terms) == ""


@pytest.mark.django_db
def test_the_last_ten_different_ones_are_kept_for_oneself(fatima: User, joost: User) -> None:
    for number in range(12):
        search(fatima, text=f"vraag {number}")
    search(fatima, text="VRAAG 5")
    search(fatima, text="  ")
    search(joost, text="iets anders")
    mine = queries.recent_searches(viewer=fatima)
    assert [one.text for one in mine] == [
        f"VRAAG {5}",
        *(f"vraag {n}" for n in (11, 10, 9, 8, 7, 6, 4, 3, 2)),
    ]
    actions.forget_recent(viewer=joost, number=mine[0].id)
    actions.forget_recent(viewer=fatima, number=mine[1].id)
    assert len(queries.recent_searches(viewer=fatima)) == 9
    actions.forget_recent(viewer=fatima)
    assert queries.recent_searches(viewer=fatima) == ()
    assert [one.text for one in queries.recent_searches(viewer=joost)] == ["iets anders"]


@pytest.mark.django_db
def test_from_five_people_on_the_number_counts_and_a_person_counts_once(
    five: Sequence[User], page: Page
) -> None:
    Member.objects.create(space=page.space, person=five[4], role=Role.READER)
    search(*five)
    for person in (*five[:4], five[0], five[0]):
        actions.note_opened(viewer=person, text=WASHER, ref=ref_of(page))
    assert opened() == {}
    actions.note_opened(viewer=five[4], text="nieuwe wasmachines, geld", ref=ref_of(page))
    assert opened() == {ref_of(page): 5}
    assert opened("wasmachine kapot") == {}
    close()
    assert opened() == {ref_of(page): 5}


@pytest.mark.django_db
def test_nobody_raises_what_he_did_not_search_or_may_not_read(
    five: Sequence[User], fatima: User, noor: User, page: Page, hidden_space: Space
) -> None:
    secret = make_page("Bijzondere bijstand", space=hidden_space)
    search(noor)
    actions.note_opened(viewer=noor, text=WASHER, ref=ref_of(secret))
    actions.note_opened(viewer=noor, text=WASHER, ref=Ref("documents.page", 10**15))
    actions.note_opened(viewer=noor, text=WASHER, ref=Ref("accounts.user", noor.pk))
    actions.note_opened(viewer=fatima, text=WASHER, ref=ref_of(page))
    assert not CountedOpening.objects.exists()
    actions.note_opened(viewer=noor, text=WASHER, ref=ref_of(page))
    assert CountedOpening.objects.count() == 1


@pytest.mark.django_db
def test_of_fewer_than_five_nothing_stays_and_the_key_is_thrown_away(
    five: Sequence[User], page: Page
) -> None:
    search(*five[:4], is_found=False)
    for person in five[:4]:
        actions.note_opened(viewer=person, text=WASHER, ref=ref_of(page))
    assert CountedSearch.objects.count() == 4
    hashes = {*CountedSearch.objects.values_list("digest", "group")}
    close()
    for table in apps.get_app_config("search").get_models():
        assert table is RecentSearch or not table._default_manager.exists(), table
    # Whoever counts again does so with another key: what was copied of last week fits nothing.
    search(*five[:4], is_found=False)
    assert not hashes & {*CountedSearch.objects.values_list("digest", "group")}


@pytest.mark.django_db
def test_no_row_ties_a_person_to_words(five: Sequence[User], page: Page) -> None:
    search(*five)
    actions.note_opened(viewer=five[0], text=WASHER, ref=ref_of(page))
    for table in (CountedSearch, CountedOpening):
        for row in map(dict, table._default_manager.values()):
            told = {name for name, value in row.items() if not isinstance(value, bool)} - {"week"}
            assert all(len(str(row[name])) == 64 for name in told)
    actions.forget_searches(person_id=five[0].pk)
    assert not RecentSearch.objects.filter(person=five[0]).exists()


@pytest.mark.django_db
def test_a_search_that_helped_nobody_shows_from_five_on(five: Sequence[User], keeper: User) -> None:
    search(*five[:4], is_found=False)
    assert queries.search_gaps(viewer=keeper).items == []
    search(five[4], is_found=False, text="GELD voor, nieuwe: wasmachines?!")
    [gap] = queries.search_gaps(viewer=keeper).items
    assert (gap.text, gap.people, gap.gap) == ("GELD voor nieuwe wasmachines", 5, Gap.NOTHING)
    assert (gap.week, (gap.until - gap.week).days) == (this_week(), 6)
    search(five[0])  # Somebody made it findable, and he tried again.
    assert queries.search_gaps(viewer=keeper).items == []


@pytest.mark.django_db
def test_what_nobody_opened_shows_when_the_week_is_over(
    five: Sequence[User], els: User, keeper: User, page: Page
) -> None:
    search(*five, els)
    search(*five, els, text="kwijtschelding")
    search(*five, els, text="paspoort", is_answered=True)
    actions.note_opened(viewer=els, text=WASHER, ref=ref_of(page))
    for person in five[:2]:
        actions.note_opened(viewer=person, text="kwijtschelding", ref=ref_of(page))
    assert queries.search_gaps(viewer=keeper).items == []
    close()
    [gap] = queries.search_gaps(viewer=keeper).items
    assert (gap.text, gap.people, gap.gap) == (WASHER, 5, Gap.UNOPENED)
    assert queries.recent_texts_for_preview(viewer=keeper) == (WASHER, "kwijtschelding", "paspoort")


@pytest.mark.django_db
def test_for_what_may_be_a_person_nobody_is_counted(five: Sequence[User]) -> None:
    for text in ("Joost Verhagen", "verhagen", "joost", "de regels voor Joost", "Lotte Smit", "06-12345678"):
        search(*five, text=text, is_found=False)
    search(*five, text="amrani, ontslag", is_found=False)
    for person in five:
        actions.note_search(viewer=person, text="jost verhaagen", outcome=None)
    assert RecentSearch.objects.count() == 40
    assert not CountedSearch.objects.exists()


@pytest.mark.django_db
def test_only_who_keeps_the_words_sees_and_settles_gaps(
    five: Sequence[User], noor: User, keeper: User
) -> None:
    search(*five, is_found=False)
    [gap] = queries.search_gaps(viewer=keeper).items
    for ask in (
        lambda: queries.search_gaps(viewer=noor),
        lambda: queries.search_gap(gap.id, viewer=noor),
        lambda: queries.recent_texts_for_preview(viewer=noor),
        lambda: actions.settle_gap(number=gap.id, actor=noor),
    ):
        with pytest.raises(NotAllowed):
            ask()
    actions.settle_gap(number=gap.id, actor=keeper)
    assert queries.search_gaps(viewer=keeper).items == []
    assert [one.id for one in queries.search_gaps(viewer=keeper, is_settled=True).items] == [gap.id]
    actions.settle_gap(number=gap.id, actor=keeper, is_settled=False)
    assert [one.id for one in queries.search_gaps(viewer=keeper).items] == [gap.id]


@pytest.mark.django_db
def test_who_looks_as_a_role_leaves_nothing() -> None:
    nobody = User(pk=-1, name="Bram Koster")
    search(nobody)
    actions.note_opened(viewer=nobody, text=WASHER, ref=Ref("documents.page", 1))
    assert not RecentSearch.objects.exists()
    assert not WeekKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_five_at_once_are_five(
    fatima: User, joost: User, noor: User, sanne: User, els: User, keeper: User, page: Page
) -> None:
    refused: list[User] = []

    def once(person: User) -> None:
        search(person, person, is_found=False)
        for _double_click in range(2):
            actions.note_opened(viewer=person, text=WASHER, ref=ref_of(page))
        try:
            actions.propose_synonym(proposer=person, words="wasmachine", meaning="inrichting")
        except Refusal:
            refused.append(person)
        connection.close()

    five = [fatima, joost, noor, sanne, els]
    threads = [threading.Thread(target=once, args=[person]) for person in five]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [gap] = queries.search_gaps(viewer=keeper).items
    assert (gap.people, RecentSearch.objects.count()) == (5, 5)
    assert opened() == {ref_of(page): 5}
    assert (SynonymProposal.objects.count(), len(refused)) == (1, 4)
    assert WeekKey.objects.get().week == this_week() <= clock.today()
