"""Writes documents into a generation. Only who holds the writer's lock writes into the one in use."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from samenwijzer.kernel.modules import SearchDocument, SearchSource, search_sources
from samenwijzer.kernel.refs import Ref
from samenwijzer.search.reader import last_position_in, position_in
from samenwijzer.search.schema import (
    POSITION_REF,
    position_document,
    register_tokenizers,
    schema,
    to_tantivy,
)

log = logging.getLogger(__name__)
SMALL_HEAP = 15_000_000
"""Bytes in which a writer gathers documents before it writes a segment; Tantivy refuses less."""

LARGE_HEAP = 100_000_000
BATCH = 500
_POSITIONS_KEPT = 50


class Writer:
    """A Tantivy writer with one thread. Nothing is seen by readers before `commit`."""

    def __init__(self, path: Path, *, heap: int = SMALL_HEAP) -> None:
        self.path = path
        self.index = tantivy.Index(schema(), path=str(path))
        register_tokenizers(self.index)
        self._number = last_position_in(self.index.searcher())
        self._writer = self.index.writer(heap, 1)

    def close(self) -> None:
        """Let go of Tantivy's own lock; what was not committed is dropped."""
        del self._writer

    def add(self, document: tantivy.Document) -> None:
        """Add a document. A document with the same ref must be removed first."""
        self._writer.add_document(document)

    def remove(self, ref: Ref) -> None:
        """Take a document out; nothing happens when it is not there."""
        self._writer.delete_documents_by_term("ref", str(ref))

    def commit(self, position: str) -> None:
        """Write everything to disk together with the position reached in the change log.

        Former positions go now and then only: to take one out costs as much as a third of the commit.
        """
        self._number += 1
        if self._number % _POSITIONS_KEPT == 0:
            self._writer.delete_documents_by_term("ref", POSITION_REF)
        self._writer.add_document(position_document(position, self._number))
        self._writer.commit()

    def settle(self) -> None:
        """Wait until all merging is done; the writer cannot be used afterwards."""
        self._writer.wait_merging_threads()

    def position(self) -> str:
        """How far this generation has read the change log."""
        self.index.reload()
        return position_in(self.index.searcher())

    def refs_in_space(self, space_id: int) -> list[Ref]:
        """Everything indexed as living in a space, so that it can be read again when the space changes."""
        self.index.reload()
        searcher = self.index.searcher()
        query = tantivy.Query.term_query(schema(), "space", space_id)
        hits = searcher.search(query, max(1, searcher.num_docs)).hits
        return [Ref.parse(searcher.doc(address)["ref"][0]) for _, address in hits]


def documents(source: SearchSource, ids: Sequence[int]) -> Iterable[SearchDocument]:
    """Read documents from their source; one that cannot be read is logged and left out."""
    try:
        return list(source.documents(ids))
    except Exception:
        if len(ids) == 1:
            log.exception("%s:%d could not be read for search", source.kind, ids[0])
            return []
    return [document for number in ids for document in documents(source, [number])]


def write_refs(writer: Writer, refs: Iterable[Ref]) -> int:
    """Read these items again and put them in place of what the index held. Says how many are there now."""
    numbers: dict[str, list[int]] = {}
    for ref in dict.fromkeys(refs):
        numbers.setdefault(ref.kind, []).append(ref.id)
        writer.remove(ref)
    sources = search_sources()
    count = 0
    for kind, ids in numbers.items():
        source = sources.get(kind)
        for start in range(0, len(ids) if source else 0, BATCH):
            for document in documents(source, ids[start : start + BATCH]):  # type: ignore[arg-type]
                count += _put(writer, document)
    return count


def write_everything(writer: Writer) -> int:
    """Put every document of every source in an empty generation. Says how many."""
    count = 0
    for source in search_sources().values():
        batch: list[int] = []
        for number in source.ids():
            batch.append(number)
            if len(batch) == BATCH:
                count += sum(_put(writer, document) for document in documents(source, batch))
                batch = []
        if batch:
            count += sum(_put(writer, document) for document in documents(source, batch))
    return count


def _put(writer: Writer, document: SearchDocument) -> int:
    try:
        fields = to_tantivy(document)
    except Exception:
        log.exception("%s could not be indexed", document.ref)
        return 0
    writer.add(fields)
    return 1
