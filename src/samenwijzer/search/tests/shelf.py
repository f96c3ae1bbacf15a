"""Documents in memory as search sources, so that a test of the engine needs no domain."""

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import SearchDocument, SearchSource
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.queries import reader_tokens

DATA = Path(__file__).parent / "data"
KINDS = {
    "page": "documents.page",
    "question": "forum.question",
    "answer": "forum.answer",
    "service": "signpost.service",
    "person": "people.person",
}
EVERYBODY = frozenset({"all"})


@dataclass(slots=True)
class Shelf:
    """What the sources of all kinds hold."""

    held: dict[Ref, SearchDocument] = field(default_factory=dict)

    def put(self, title: str, body: str = "", *, kind: str = "page", **fields: Any) -> Ref:
        """Put a document on the shelf, not yet in the index."""
        ref = fields.pop("ref", None) or Ref(KINDS[kind], len(self.held) + 1)
        plain: dict[str, Any] = {
            "ref": ref,
            "external_id": f"{kind}-{ref.id}",
            "type": kind,
            "tier": "instruction" if kind == "page" else kind,
            "title": title,
            "body": body,
            "readers": EVERYBODY,
            "url": f"/{kind}/{ref.id}/",
            "state": "current" if kind == "page" else None,
        }
        self.held[ref] = SearchDocument(**(plain | fields))
        return ref

    def change(self, ref: Ref, **fields: Any) -> None:
        """Change a document on the shelf, not in the index."""
        self.held[ref] = replace(self.held[ref], **fields)

    def take(self, ref: Ref) -> None:
        """Take a document off the shelf, not out of the index."""
        del self.held[ref]

    def sources(self) -> dict[str, SearchSource]:
        """The search sources, as `kernel.modules.search_sources` gives them."""
        return {kind: self._source(kind) for kind in KINDS.values()}

    def visible(self, documents: Iterable[SearchDocument], viewer: User | None) -> set[int]:
        """The ids of those documents that the viewer may read."""
        tokens = reader_tokens(viewer=viewer)
        return {document.ref.id for document in documents if tokens & document.readers}

    def _source(self, kind: str) -> SearchSource:
        def documents(ids: Sequence[int]) -> Iterable[SearchDocument]:
            return [self.held[Ref(kind, number)] for number in ids if Ref(kind, number) in self.held]

        def visible(ids: Sequence[int], viewer: User | None) -> set[int]:
            return self.visible(documents(ids), viewer)

        def numbers() -> Iterable[int]:
            return [ref.id for ref in self.held if ref.kind == kind]

        return SearchSource(kind=kind, documents=documents, ids=numbers, visible=visible)


def put_records(shelf: Shelf, path: Path) -> None:
    """Put the pages, questions, answers and services of an exchange file on the shelf."""
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    titles = {record["id"]: record["title"] for record in records if record["type"] == "question"}
    for record in records:
        if record["type"] not in {"page", "question", "answer", "service"}:
            continue
        day = record.get("date")
        fields = {
            "external_id": record["id"],
            "keywords": (*record.get("subjects", ()), *filter(None, [record.get("upl")])),
            "on": datetime.date.fromisoformat(day) if day else None,
            "state": record.get("state"),
        }
        if record.get("accepted"):
            fields["tier"] = "accepted_answer"
        title = record.get("title") or record.get("name") or titles[record["question"]]
        body = record.get("body") or record["answer"]
        shelf.put(title, body, kind=record["type"], **fields)
