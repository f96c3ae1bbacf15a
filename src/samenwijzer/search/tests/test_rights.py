"""Who may not see a space sees no trace of it in anything that search gives."""

import pytest

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import Tie
from samenwijzer.kernel.refs import Ref
from samenwijzer.search.building import rebuild
from samenwijzer.search.queries import NO_FACETS, search, similar, suggest, tied_to, ties
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
