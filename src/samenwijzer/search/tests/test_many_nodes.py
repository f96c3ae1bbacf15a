"""Every node has an index of its own, and so has every version of the code."""

from pathlib import Path

import pytest
from pytest_django import Settings

from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.search import generations, schema, weights
from samenwijzer.search.actions import catch_up, rebuild, repair_index, run_indexer
from samenwijzer.search.queries import compare_index, search
from samenwijzer.search.tests.shelf import Shelf

pytestmark = pytest.mark.django_db(transaction=True)


def found(text: str) -> list[Ref]:
    return [hit.ref for hit in search(text, viewer=None).hits]


def test_two_nodes_follow_one_log_and_the_one_that_was_off_catches_up(
    shelf: Shelf, settings: Settings, tmp_path: Path
) -> None:
    def on(node: str) -> None:
        settings.INDEX_DIR = tmp_path / node

    ref = shelf.put("Traplift", space_id=7)
    for node in ("north", "south"):
        on(node)
        rebuild()
    # South is off while much changes: something new, something gone, something hidden.
    new, gone = shelf.put("Scootmobiel"), shelf.put("Rolstoel")
    changes.append(new, gone)
    on("north")
    catch_up()
    assert found("scootmobiel") == [new]
    shelf.take(gone)
    shelf.change(ref, readers=frozenset({"space:7"}))
    changes.append(gone, Ref("spaces.space", 7))
    catch_up()
    assert (found("traplift"), found("rolstoel"), compare_index().is_equal) == ([], [], True)
    on("south")
    assert (found("traplift"), found("scootmobiel")) == ([], [])
    catch_up()
    assert (found("traplift"), found("scootmobiel"), found("rolstoel")) == ([], [new], [])
    assert compare_index().is_equal
    # What went wrong on one node is mended there, and does no harm on the other.
    shelf.change(new, title="Driewieler")
    repair_index(comparison=compare_index())
    for node in ("south", "north"):
        on(node)
        catch_up()
        assert (found("driewieler"), compare_index().is_equal) == ([new], True)


def test_another_word_list_or_weight_leaves_the_old_index_serving_until_the_new_one_is_there(
    shelf: Shelf, own_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    old = generations.current()
    monkeypatch.setattr(weights, "TIERS", weights.TIERS | {"instruction": 2.0})
    assert generations.current() is None
    assert found("traplift") == [ref]
    assert not compare_index().readable
    new = shelf.put("Scootmobiel")
    changes.append(new)
    catch_up()
    assert found("scootmobiel") == [new]
    # The process with the old code goes on in the old one, until only the new indexer is left.
    with monkeypatch.context() as patch:
        patch.setattr(weights, "TIERS", weights.TIERS | {"instruction": 1.15})
        assert (generations.current(), found("traplift")) == (old, [ref])
    stop = iter([False, False, False])
    run_indexer(stop=lambda: next(stop, True))
    assert [path for path in own_index.iterdir() if path.is_dir()] == [generations.current()]


def test_other_fields_are_never_searched_and_are_built_beside(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    old = generations.current()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "VERSION", schema.VERSION + 1)
        assert found("traplift") == []
        rebuild()
        assert found("traplift") == [ref]
        assert generations.current() != old
    assert (generations.current(), found("traplift")) == (old, [ref])
