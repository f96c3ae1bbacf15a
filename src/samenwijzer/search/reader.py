"""Opens the generation in use for reading: once per process, again when it is replaced or committed to."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tantivy

from samenwijzer.outbox import changes, news
from samenwijzer.search import generations
from samenwijzer.search.schema import POSITION_REF, register_tokenizers, schema

log = logging.getLogger(__name__)
_Stamp = tuple[str, int, int]


class Unreadable(Exception):
    """The index is missing or cannot be read; the writer has been told. Never reaches a person."""


@dataclass(slots=True)
class _Opened:
    stamp: _Stamp
    path: Path
    searcher: tantivy.Searcher


_lock = threading.Lock()
_opened: _Opened | None = None
_warned_at = float("-inf")
_WARN_AGAIN = 60.0
_WHERE_DAMAGE_SHOWS = ("samenwijzer.search.", "json.")


def searcher() -> tantivy.Searcher:
    """A searcher on the last commit. Raises `Unreadable`."""
    return _searcher(generations.to_search)


def _searcher(choose: Callable[[], Path | None]) -> tantivy.Searcher:
    path = choose()
    while path is not None:
        try:
            return _searcher_on(path)
        except BaseException as problem:
            if not is_damage(problem):
                raise
            following = choose()
            if following == path:
                raise _unreadable(path, problem) from problem
            path = following  # It was replaced and removed while it was being opened.
    raise _missing()


def _searcher_on(path: Path) -> tantivy.Searcher:
    global _opened  # noqa: PLW0603 - one open index per process is the point
    opened, stamp = _opened, _stamp(path)
    if opened is not None and opened.stamp == stamp:
        return opened.searcher
    with _lock:
        opened = _opened
        if opened is None or opened.stamp != stamp:
            opened = _opened = _Opened(stamp, path, open_searcher(path))
        return opened.searcher


def open_searcher(path: Path) -> tantivy.Searcher:
    """Open a generation afresh."""
    index = tantivy.Index.open(str(path))
    register_tokenizers(index)
    return index.searcher()


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """Turn what a damaged index does to a search into `Unreadable`; other errors pass."""
    global _opened
    try:
        yield
    except BaseException as problem:
        if not is_damage_met_here(problem):
            raise
        path, _opened = (_opened.path if _opened else None), None
        raise _unreadable(path, problem) from problem


def position() -> str:
    """How far the index of this version has read the change log. Raises `Unreadable`."""
    return position_in(_searcher(generations.current))


def position_in(place: tantivy.Searcher) -> str:
    """How far the change log had been read when this searcher's commit was made."""
    hits = place.search(_positions(), 1, order_by_field="number").hits
    return bytes(place.doc(hits[0][1])["data"][0]).decode() if hits else changes.START


def last_position_in(place: tantivy.Searcher) -> int:
    """The number of the document that says so; 0 when there is none."""
    hits = place.search(_positions(), 1, order_by_field="number").hits
    return int(hits[0][0] or 0) if hits else 0


def count_in(place: tantivy.Searcher) -> int:
    """How many items are in it."""
    positions = place.search(_positions(), 1).count  # type: ignore[attr-defined] # missing in its stub
    return place.num_docs - int(positions)


def _positions() -> tantivy.Query:
    return tantivy.Query.term_query(schema(), "ref", POSITION_REF)


def is_damage(problem: BaseException) -> bool:
    """Whether opening a damaged index can raise this: ValueError, or a panic, a BaseException of its own."""
    return isinstance(problem, ValueError | OSError) or type(problem).__name__ == "PanicException"


def is_damage_met_here(problem: BaseException) -> bool:
    """As `is_damage`, but only when Tantivy or what it stored raised it.

    What a search source or the news raises is no reason to build an index anew.
    """
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    module = trace.tb_frame.f_globals.get("__name__", "") if trace else ""
    return is_damage(problem) and module.startswith(_WHERE_DAMAGE_SHOWS)


def _missing() -> Unreadable:
    """There is no index, or only one of another version: say so once a minute, not once a search."""
    global _warned_at  # noqa: PLW0603
    if time.monotonic() - _warned_at > _WARN_AGAIN:
        _warned_at = time.monotonic()
        log.warning("There is no search index that can be read; it will be made anew")
    _tell_writer(None)
    return Unreadable("there is no index")


def _unreadable(path: Path | None, problem: BaseException) -> Unreadable:
    log.warning("The search index cannot be read and will be made anew: %s", type(problem).__name__)
    _tell_writer(path)
    return Unreadable(str(problem))


def _stamp(path: Path) -> _Stamp:
    meta = (path / "meta.json").stat()
    return (path.name, meta.st_mtime_ns, meta.st_ino)


def _tell_writer(path: Path | None) -> None:
    if path is not None:
        generations.report_broken(path)
    news.publish(changes.TOPIC)
