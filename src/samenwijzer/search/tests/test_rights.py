"""Who may not see a space sees no trace of it in anything that search gives."""

from typing import Any

import pytest

from samenwijzer.accounts.models import User
from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import Tie
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.search import filtering, ranking
from samenwijzer.search.building import rebuild
from samenwijzer.search.found import NO_FACETS, NO_FILTERS, Facets, Filters
from samenwijzer.search.queries import _search, search, similar, suggest, tied_to, ties
from samenwijzer.search.tests.shelf import Shelf
from samenwijzer.spaces.models import Member, Role, Space, Visibility

pytestmark = pytest.mark.django_db
ASKED = ["Zeppelin", "zeppelin", "zepp", "zepelin", "zeppelins plan", "plan zeppelin", "luchtschip"]


@pytest.fixture
def hidden(joost: User) -> Space:
    space = Space.objects.create(name="Verborgen", visibility=Visibility.HIDDEN)
    Member.objects.create(space=space, person=joost, role=Role.READER)
    return space


@pytest.fixture
def secret(shelf: Shelf, hidden: Space, joost: User) -> Ref:
    ref = shelf.put(
        "Zeppelin kopen",
        "Het luchtschip staat klaar.",
        readers=frozenset({f"space:{hidden.pk}"}),
        space_id=hidden.pk,
        department_id=3,
        subjects=(4,),
        ties=(Tie(person_id=joost.pk, kind="wrote", text="Zeppelin kopen"),),
    )
    shelf.put("Plan van aanpak", "Voor iedereen.")
    rebuild()
    return ref


@pytest.mark.parametrize("asked", ASKED)
def test_noor_sees_no_trace(secret: Ref, noor: User, joost: User, asked: str) -> None:
    for viewer in (noor, None):
        found = search(asked, viewer=viewer, facets=True)
        assert secret not in [hit.ref for hit in found.hits]
        assert found.total == len(found.hits) == sum(found.facets.types.values())
        assert found.facets.spaces == found.facets.departments == found.facets.subjects == {}
        assert found.did_you_mean == ""
        assert secret not in [one.ref for one in suggest(asked, viewer=viewer)]
        assert secret not in [one.ref for one in similar(asked, viewer=viewer)]
        assert ties(asked, viewer=viewer) == ()
        assert tied_to(joost.pk, viewer=viewer) == ()


def test_joost_finds_it(secret: Ref, joost: User) -> None:
    assert [hit.ref for hit in search("zeppelin", viewer=joost).hits] == [secret]
    assert [one.ref for one in suggest("zepp", viewer=joost)] == [secret]
    assert [one.ref for one in similar("zeppelin", viewer=joost)] == [secret]
    assert [one.ref for one in tied_to(joost.pk, viewer=joost)] == [secret]
    [hit] = ties("zeppelin", viewer=joost)
    assert [(tie.person_id, tie.kind) for tie in hit.ties] == [(joost.pk, "wrote")]


def test_a_hidden_document_changes_nothing_that_noor_can_measure(
    shelf: Shelf, hidden: Space, noor: User
) -> None:
    shelf.put("Zeppelinvlucht", "Voor iedereen.")
    rebuild()
    before = [(hit.ref, hit.snippet) for hit in search("zepelinvlucht", viewer=noor).hits]
    shelf.put("Zepelinvlucht", "Geheim.", readers=frozenset({f"space:{hidden.pk}"}))
    rebuild()
    assert [(hit.ref, hit.snippet) for hit in search("zepelinvlucht", viewer=noor).hits] == before != []


def test_a_word_that_only_a_hidden_document_holds_is_one_that_nobody_wrote(
    shelf: Shelf, hidden: Space, joost: User, noor: User
) -> None:
    told = (Tie(person_id=joost.pk, kind="wrote", text="Lift"),)
    shelf.put("Lift", "Voor iedereen.", ties=told)
    shelf.put("Lift voor de zeppelin", "Geheim.", readers=frozenset({f"space:{hidden.pk}"}), ties=told)
    rebuild()
    words = "qqwzx wwqxz lift"
    assert ties(f"zzzqqx {words}", viewer=joost) == ties(f"zeppelin {words}", viewer=noor) == ()
    assert ties(f"zeppelin {words}", viewer=joost)


def test_how_often_a_word_stands_in_what_is_hidden_changes_nothing_that_is_found(
    shelf: Shelf, hidden: Space, noor: User, joost: User
) -> None:
    for number in range(40):
        shelf.put(f"Lift {number}", "Voor iedereen.")
    shelf.put("Zeppelin", "Voor iedereen.")
    rebuild()
    before = search("zeppelin lift", viewer=noor, facets=True)
    for number in range(20):
        shelf.put(f"Zeppelin {number}", readers=frozenset({f"space:{hidden.pk}"}), space_id=hidden.pk)
    rebuild()
    after = search("zeppelin lift", viewer=noor, facets=True)
    assert (after.total, after.facets) == (before.total, before.facets)
    assert search("zeppelin lift", viewer=joost).total > before.total > 0


def test_an_index_that_lags_shows_nothing_that_was_hidden_since(
    shelf: Shelf, hidden: Space, noor: User
) -> None:
    ref = shelf.put("Zeppelin kopen", "Het luchtschip staat klaar.")
    rebuild()
    assert search("zeppelin", viewer=noor).total == 1
    shelf.change(ref, readers=frozenset({f"space:{hidden.pk}"}))
    found = search("zeppelin", viewer=noor, facets=True)
    assert (found.hits, found.total, found.facets) == ((), 0, NO_FACETS)
    assert suggest("zepp", viewer=noor) == ()
    assert similar("zeppelin", viewer=noor) == ()


@pytest.mark.parametrize("window", [1_000, 3], ids=["read back", "beyond what is read back"])
def test_nothing_counts_that_the_viewer_may_not_read(
    shelf: Shelf, hidden: Space, joost: User, noor: User, monkeypatch: pytest.MonkeyPatch, window: int
) -> None:
    readers = frozenset({f"space:{hidden.pk}"})
    values: dict[str, Any] = {"department_id": 3, "subjects": (4,), "on": clock.today()}
    for number in range(6):
        shelf.put(f"Lift {number}", readers=readers, space_id=hidden.pk, **values)
    moved = [shelf.put(f"Lift {number}", space_id=107, **values) for number in range(6, 9)]
    left = [shelf.put(f"Lift {number}", space_id=108, **values) for number in range(9, 14)]
    shelf.put("Lift", kind="question", department_id=5)
    rebuild()
    monkeypatch.setattr(_search, "WINDOW", window)
    ways = (
        NO_FILTERS,
        Filters(department=3),
        Filters(types=("page",), period="week"),
        Filters(space=hidden.pk),
    )

    def counted(viewer: User) -> list[tuple[int, Facets]]:
        found = [search("lift", viewer=viewer, limit=2, filters=way, facets=True) for way in ways]
        return [(one.total, one.facets) for one in found]

    assert [total for total, _ in counted(joost)] == [15, 14, 14, 6]
    assert [total for total, _ in counted(noor)] == [9, 8, 8, 0]
    # Now much is hidden, and the index has not heard of it.
    for ref in (*moved, *left[:3]):
        shelf.change(ref, readers=readers)
    changes.append(Ref("spaces.space", 107), *left[:3])
    for total, facets in counted(noor):
        assert total <= 3
        assert facets.types.get("page", 0) <= 2
        assert facets.spaces in ({}, {108: 2})
        assert facets.departments in ({}, {3: 2}, {3: 2, 5: 1})
        assert facets.subjects in ({}, {4: 2})
        assert facets.periods.get("year", 0) <= 2
    # And when too much waits to be read, only what was read back counts.
    monkeypatch.setattr(_search, "_MOST_WAITING", 2)
    assert all(total <= 3 and facets.spaces.keys() <= {108} for total, facets in counted(noor))


def test_what_belongs_to_a_module_that_is_switched_off_counts_nowhere(
    shelf: Shelf, noor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        shelf.put(f"Lift {number}", kind="page" if number % 2 else "question")
    rebuild()
    monkeypatch.setattr(_search, "WINDOW", 2)
    active = {kind: source for kind, source in shelf.sources().items() if kind != "forum.question"}
    for place in (ranking, filtering):
        monkeypatch.setattr(place, "readable_sources", lambda: active)
    found = search("lift", viewer=noor, limit=2, facets=True)
    assert (found.total, found.facets.types) == (3, {"page": 3})
