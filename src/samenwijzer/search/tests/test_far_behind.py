"""An index that is far behind reads no more than it must, and says how far it is."""

import pytest
from django.db import OperationalError

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.search import following, generations
from samenwijzer.search import writer as writing
from samenwijzer.search.actions import TooSlow, _index, catch_up, rebuild
from samenwijzer.search.following import Follower
from samenwijzer.search.queries import compare_index
from samenwijzer.search.tests.shelf import Shelf
from samenwijzer.search.writer import Writer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[list[Ref]]:
    """What each commit of two changes reads."""
    batches: list[list[Ref]] = []

    def write_refs(writer: Writer, refs: list[Ref]) -> None:
        batches.append(refs)
        writing.write_refs(writer, refs)

    monkeypatch.setattr(following, "AT_ONCE", 2)
    monkeypatch.setattr(following, "write_refs", write_refs)
    return batches


def test_what_changed_often_while_the_index_is_behind_is_read_once(
    shelf: Shelf, read: list[list[Ref]]
) -> None:
    rebuild()
    one, two, three = (shelf.put(f"Traplift {number}", space_id=7) for number in range(3))
    changes.append(one, two, one, three, two, one, Ref("spaces.space", 7))
    catch_up()
    assert read == [[one, two], [three], [], [Ref("spaces.space", 7)]]
    assert compare_index().is_equal


def test_what_changes_again_while_the_index_is_behind_is_read_again(
    shelf: Shelf, read: list[list[Ref]]
) -> None:
    rebuild()
    one, two, three = (shelf.put(f"Traplift {number}") for number in range(3))
    changes.append(one, two, one, three)
    with generations.lock("writer"), Follower() as follower:
        follower.step()
        shelf.change(one, title="Scootmobiel")
        changes.append(one)
        while follower.step():
            pass
    assert read == [[one, two], [three], [one]]
    assert compare_index().is_equal


def test_what_was_not_committed_is_read_again(
    shelf: Shelf, read: list[list[Ref]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild()
    one, two = shelf.put("Traplift"), shelf.put("Scootmobiel")
    changes.append(one, two)

    def fail(*_: object) -> None:
        raise OperationalError

    with generations.lock("writer"), Follower() as follower:
        with monkeypatch.context() as patch, pytest.raises(OperationalError):
            patch.setattr(following, "write_refs", fail)
            follower.step()
        follower.step()
    assert read == [[one, two]]
    assert compare_index().is_equal


def test_who_waits_hears_how_many_changes_wait_and_waits_as_long_as_the_index_moves(
    shelf: Shelf, read: list[list[Ref]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_index, "TELL", 0.0)
    rebuild()
    changes.append(*(shelf.put(f"Traplift {number}") for number in range(5)))
    told: list[int] = []
    catch_up(timeout=0.5, tell=told.append)
    assert told[:3] == [5, 3, 1]
    changes.append(shelf.put("Rolstoel"))
    with generations.lock("writer"), pytest.raises(TooSlow):
        catch_up(timeout=0.3, tell=told.append)
    assert told[-1] == 1
