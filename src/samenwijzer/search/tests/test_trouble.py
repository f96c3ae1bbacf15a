"""What cannot be written now stops no search, is told, loses nothing and goes well later."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.search import generations, trouble
from samenwijzer.search.actions import TooSlow, _index, catch_up, rebuild, run_indexer
from samenwijzer.search.following import Follower
from samenwijzer.search.queries import compare_index, search
from samenwijzer.search.tests.shelf import Shelf
from samenwijzer.search.trouble import Unwritable
from samenwijzer.search.writer import Writer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_index, "_LOOK_AGAIN", 0.01)
    monkeypatch.setattr(_index, "_TRY_AGAIN", 0.0)


@pytest.fixture
def full_disk(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """From now on, and until it is undone, nothing is committed and no file is made, as on a full disk."""
    with monkeypatch.context() as patch:

        def fill() -> None:
            patch.setattr(Writer, "commit", refuse)
            patch.setattr(trouble, "_has_room", lambda: False)

        def refuse(_self: Writer, _position: str) -> None:
            message = "An index writer was killed."
            raise ValueError(message)

        shelf.put("Traplift")
        rebuild()
        fill()
        yield patch


def index_for_a_while() -> None:
    """Be the indexer for some turns."""
    left = iter(range(6))
    run_indexer(stop=lambda: next(left, None) is None)


def found(text: str) -> list[Ref]:
    return [hit.ref for hit in search(text, viewer=None).hits]


def test_on_a_full_disk_the_index_goes_on_serving_and_catches_up_later(
    shelf: Shelf, full_disk: pytest.MonkeyPatch, own_index: Path
) -> None:
    before, [old] = generations.current(), found("traplift")
    new = shelf.put("Scootmobiel")
    changes.append(new)
    index_for_a_while()
    assert trouble.told() == "disk"
    assert (generations.current(), found("traplift"), found("scootmobiel")) == (before, [old], [])
    with pytest.raises(TooSlow):
        catch_up(timeout=0.05)
    full_disk.undo()
    index_for_a_while()
    assert trouble.told() is None
    assert (generations.current(), found("scootmobiel")) == (before, [new])
    assert compare_index().is_equal


def test_an_index_that_cannot_be_made_anew_leaves_nothing_behind(
    shelf: Shelf, full_disk: pytest.MonkeyPatch, own_index: Path
) -> None:
    shutil.rmtree(own_index)
    index_for_a_while()
    assert trouble.told() == "disk"
    assert found("traplift") == []
    assert [path for path in own_index.iterdir() if path.is_dir()] == []
    full_disk.undo()
    index_for_a_while()
    assert trouble.told() is None
    assert len(found("traplift")) == 1


def test_a_second_writer_is_waited_for_and_the_index_stays(shelf: Shelf) -> None:
    old = shelf.put("Traplift")
    rebuild()
    generation = generations.current()
    assert generation is not None
    new = shelf.put("Scootmobiel")
    changes.append(new)
    other = Writer(generation)
    with generations.lock("writer"), Follower() as follower, pytest.raises(Unwritable, match="lock"):
        follower.step()
    index_for_a_while()
    assert (trouble.told(), found("traplift"), found("scootmobiel")) == ("lock", [old], [])
    other.close()
    index_for_a_while()
    assert (trouble.told(), found("scootmobiel"), generations.current()) == (None, [new], generation)


def test_what_is_damaged_though_there_is_room_is_made_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("Traplift")
    rebuild()
    before = generations.current()
    new = shelf.put("Scootmobiel")
    changes.append(new)

    def refuse(_self: Writer, _ref: Ref) -> None:
        message = "it is damaged"
        raise ValueError(message)

    monkeypatch.setattr(Writer, "remove", refuse)
    index_for_a_while()
    assert generations.current() != before
    assert found("scootmobiel") == [new]


def test_a_disk_without_room_says_so_though_no_word_could_be_left(
    own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert trouble.told() is None
    own_index.mkdir()
    assert trouble.told() is None
    monkeypatch.setattr(trouble, "ROOM", 10**18)
    assert trouble.told() == "disk"
