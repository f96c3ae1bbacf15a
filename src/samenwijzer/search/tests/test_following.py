"""The index follows the change log, loses nothing, and is made anew when it must be."""

import datetime
import ipaddress
import logging
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections

from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import changes
from samenwijzer.outbox.models import Change
from samenwijzer.search import following, generations, reader, schema, writer
from samenwijzer.search.actions import TooSlow, catch_up, heal, rebuild, repair_index, run_indexer
from samenwijzer.search.following import Follower
from samenwijzer.search.queries import compare_index, search
from samenwijzer.search.tests.shelf import Shelf

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(work: Callable[[], object]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def found(text: str) -> list[Ref]:
    return [hit.ref for hit in search(text, viewer=None).hits]


def test_what_was_written_is_found_after_catching_up(shelf: Shelf) -> None:
    rebuild()
    ref = shelf.put("Traplift")
    changes.append(ref)
    assert found("traplift") == []
    catch_up()
    assert found("traplift") == [ref]
    assert reader.position() == changes.latest()


def test_a_change_takes_the_place_of_what_was_there(shelf: Shelf) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    shelf.change(ref, title="Scootmobiel")
    changes.append(ref, ref)
    catch_up()
    assert (found("traplift"), found("scootmobiel")) == ([], [ref])
    shelf.take(ref)
    changes.append(ref)
    catch_up()
    assert found("scootmobiel") == []


def test_catching_up_with_nothing_to_do_leaves_the_index_alone(shelf: Shelf) -> None:
    rebuild()
    before = generations.current()
    catch_up()
    assert generations.current() == before


def test_more_changes_than_one_commit_holds(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 500)
    rebuild()
    refs = [shelf.put(f"Lift {number}") for number in range(1200)]
    changes.append(*refs)
    catch_up()
    assert search("lift", viewer=None).total == 1200


def test_a_change_of_a_space_reads_all_that_lives_in_it(shelf: Shelf) -> None:
    refs = [shelf.put(f"Traplift {number}", space_id=7) for number in range(3)]
    other = shelf.put("Traplift", space_id=8)
    rebuild()
    for ref in (*refs, other):
        shelf.change(ref, readers=frozenset({"space:7"}))
    changes.append(Ref("spaces.space", 7))
    catch_up()
    stale = compare_index().stale
    assert stale == (other,)


def test_one_document_that_cannot_be_read_stops_nothing(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    rebuild()
    bad = shelf.put("Kapot", on="geen datum")
    good = shelf.put("Traplift")
    changes.append(bad, good)
    with caplog.at_level(logging.CRITICAL):
        catch_up()
    assert found("traplift") == [good]


def test_catching_up_waits_for_the_writer_and_says_so_when_it_is_slow(shelf: Shelf) -> None:
    rebuild()
    changes.append(shelf.put("Traplift"))
    with generations.lock("writer") as free:
        assert free
        with pytest.raises(TooSlow):
            catch_up(timeout=0.3)
    catch_up()


def test_the_indexer_is_woken_by_a_change(shelf: Shelf) -> None:
    rebuild()
    ended = threading.Event()
    indexer = in_thread(lambda: run_indexer(stop=ended.is_set))
    try:
        ref = shelf.put("Traplift")
        changes.append(ref)
        catch_up(timeout=20)
        assert found("traplift") == [ref]
    finally:
        ended.set()
        indexer.join()


def test_searches_go_on_while_the_index_is_made_anew(shelf: Shelf) -> None:
    for number in range(300):
        shelf.put(f"Traplift {number}", "Een lift langs de trap. " * 20)
    rebuild()
    done = threading.Event()

    def build() -> None:
        for _ in range(3):
            rebuild()
        done.set()

    builder = in_thread(build)
    totals = set()
    while not done.is_set():
        totals.add(search("traplift", viewer=None).total)
    builder.join()
    assert totals == {300}


def test_what_changes_during_a_rebuild_is_not_lost(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("Traplift")
    rebuild()
    late: list[Ref] = []
    settle = generations.put_in_use

    def change_first(generation: Path) -> None:
        late.append(shelf.put("Scootmobiel"))
        changes.append(*late)
        catch_up()
        settle(generation)

    monkeypatch.setattr(generations, "put_in_use", change_first)
    rebuild()
    catch_up()
    assert found("scootmobiel") == late
    assert compare_index().is_equal


def test_old_generations_are_removed(shelf: Shelf, own_index: Path) -> None:
    rebuild()
    rebuild()
    assert [path for path in own_index.iterdir() if path.is_dir()] == [generations.current()]


def test_a_deleted_index_gives_nothing_and_heals(shelf: Shelf, own_index: Path) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    assert found("traplift") == [ref]
    shutil.rmtree(own_index)
    assert found("traplift") == []
    assert not compare_index().readable
    catch_up()
    assert found("traplift") == [ref]


def _zero_segments(generation: Path) -> None:
    for path in generation.iterdir():
        if path.suffix in {".term", ".idx", ".store", ".fast", ".pos", ".fieldnorm"}:
            path.write_bytes(b"\0" * path.stat().st_size)


def _cut_segments(generation: Path) -> None:
    for path in generation.iterdir():
        if path.suffix in {".term", ".idx", ".store", ".fast"}:
            path.write_bytes(path.read_bytes()[:10])


def _lose_segments(generation: Path) -> None:
    for path in generation.glob("*.term"):
        path.unlink()


def _spoil_meta(generation: Path) -> None:
    (generation / "meta.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize("spoil", [_zero_segments, _cut_segments, _lose_segments, _spoil_meta])
def test_a_corrupt_index_gives_nothing_warns_and_heals(
    shelf: Shelf, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    generation = generations.current()
    assert generation is not None
    spoil(generation)
    caplog.clear()
    assert found("traplift") == []
    assert "made anew" in caplog.text
    assert heal()
    assert found("traplift") == [ref]
    assert generations.current() != generation


def test_a_corrupt_index_that_only_the_writer_meets_heals_too(shelf: Shelf) -> None:
    rebuild()
    generation = generations.current()
    assert generation is not None
    _spoil_meta(generation)
    ref = shelf.put("Traplift")
    changes.append(ref)
    catch_up()
    assert found("traplift") == [ref]


def test_a_source_that_fails_is_no_reason_to_make_the_index_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    before = generations.current()

    def fail(*_: object) -> set[int]:
        return {int(ipaddress.ip_address("geen adres"))}

    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "visible", fail)
        with pytest.raises(ValueError, match="geen adres"):
            found("traplift")
    assert not heal()
    assert generations.current() == before
    assert found("traplift") == [ref]


def test_a_damaged_pointer_heals(shelf: Shelf, own_index: Path) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    for text in ("", "../../etc", "\0", "v0-other"):
        (own_index / f"current-{schema.version()}").write_text(text, encoding="utf-8")
        assert found("traplift") == []
        catch_up()
        assert found("traplift") == [ref]


def test_another_analyzer_makes_another_index(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = shelf.put("Traplift")
    rebuild()
    before = generations.current()
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert found("traplift") == []
    catch_up()
    assert found("traplift") == [ref]
    assert generations.current() != before


def test_an_index_that_is_ahead_of_its_database_is_made_anew(shelf: Shelf) -> None:
    rebuild()
    changes.append(*(shelf.put(f"Oud {number}") for number in range(3)))
    catch_up()
    Change.objects.order_by("-pk")[0].delete()
    with generations.lock("writer"), Follower() as follower:
        before = generations.current()
        shelf.held.clear()
        shelf.put("Teruggezet")
        follower.step()
        follower.step()
    assert generations.current() != before
    assert (search("oud", viewer=None).total, search("teruggezet", viewer=None).total) == (0, 1)


def test_an_index_that_missed_lines_which_are_trimmed_is_made_anew(shelf: Shelf) -> None:
    rebuild()
    missed = shelf.put("Traplift")
    changes.append(missed, shelf.put("Scootmobiel"), shelf.put("Rolstoel"))
    changes.trim(before=clock.now() + datetime.timedelta(days=1))
    before = generations.current()
    catch_up()
    assert found("traplift") == [missed]
    assert generations.current() != before
    catch_up()
    assert compare_index().is_equal


def test_comparing_names_every_difference_and_repair_ends_it(shelf: Shelf) -> None:
    stale, surplus = shelf.put("Traplift"), shelf.put("Scootmobiel")
    rebuild()
    assert compare_index().is_equal
    shelf.change(stale, body="Met een leuning.")
    missing = shelf.put("Rolstoel")
    shelf.take(surplus)
    comparison = compare_index()
    assert (comparison.missing, comparison.surplus, comparison.stale) == ((missing,), (surplus,), (stale,))
    repair_index(comparison=comparison)
    catch_up()
    assert compare_index().is_equal


def test_comparing_changes_nothing(shelf: Shelf, own_index: Path) -> None:
    shelf.put("Traplift")
    assert not compare_index().readable
    assert not own_index.exists()
    rebuild()
    generation = generations.current()
    assert generation is not None
    _cut_segments(generation)
    before = {path: path.stat().st_mtime_ns for path in own_index.rglob("*")}
    assert not compare_index().readable
    assert {path: path.stat().st_mtime_ns for path in own_index.rglob("*")} == before


def test_two_rebuilds_wait_for_each_other(shelf: Shelf) -> None:
    with generations.lock("rebuild"), pytest.raises(TooSlow):
        rebuild(patience=0.1)


def test_the_place_reached_is_known_however_many_commits_there_were(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 1)
    monkeypatch.setattr(following, "BETWEEN_COMMITS", 0.0)
    monkeypatch.setattr(writer, "_POSITIONS_KEPT", 3)
    rebuild()
    changes.append(*(shelf.put(f"Lift {number}") for number in range(7)))
    catch_up()
    changes.append(shelf.put("Lift 7"))
    catch_up()
    assert reader.position() == changes.latest()
    assert reader.count_in(reader.searcher()) == search("lift", viewer=None).total == 8
    assert compare_index().is_equal
