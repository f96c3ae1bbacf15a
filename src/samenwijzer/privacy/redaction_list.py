"""What was taken out of texts: as a list that is kept outside backups, and taken out again of what comes in.

For each a small file, as for who was forgotten: the item, how long the words were and their keyed hash.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from samenwijzer.kernel.storage import keep_outside, names_outside, read_outside
from samenwijzer.privacy.models import Redaction
from samenwijzer.privacy.redacting import digest_for, key_id, replaced, spots_again

FOLDER = "redactions"
Change = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One line of the list. `key` tells which secret key it was made with."""

    kind: str
    external_id: str
    length: int
    digest: str
    at: str
    key: str

    @property
    def is_ours(self) -> bool:
        """It was made with the secret key of this installation, so that its words can be found again."""
        return self.key == key_id()


def filed(folder: Path | None = None) -> list[Filed]:
    """Read the list in our storage, or in a folder elsewhere. A file that says nothing is passed over."""
    contents: Iterable[bytes | None]
    if folder is None:
        contents = (read_outside(f"{FOLDER}/{name}") for name in sorted(names_outside(FOLDER)))
    else:
        contents = (path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
    return [one for content in contents if content and (one := _read(content)) is not None]


def file(row: Redaction, *, there: Collection[str]) -> bool:
    """Write the file of a redaction unless it is there; say whether it was written."""
    item = f"{row.kind}\0{row.external_id}\0{row.digest}"
    name = hashlib.sha256(item.encode()).hexdigest()
    if name in there:
        return False
    told = Filed(
        kind=row.kind,
        external_id=row.external_id,
        length=row.length,
        digest=row.digest,
        at=row.at.isoformat(),
        key=key_id(),
    )
    keep_outside(f"{FOLDER}/{name}", json.dumps(asdict(told)).encode())
    return True


def change_for(kind: str, external_id: str, known: Iterable[tuple[int, str]]) -> Change:
    """Return what takes out of the texts of an item the words of these lengths and digests."""
    by_length: dict[int, set[str]] = defaultdict(set)
    for length, digest in known:
        by_length[length].add(digest)
    digest_of = digest_for(kind, external_id)
    return lambda text: replaced(text, spots_again(text, by_length, digest_of))


def redactor(kind: str, external_ids: Collection[str]) -> Callable[[str, str], str] | None:
    """Return what takes out of a text of an item, by its external id, what was taken out of it before.

    None when nothing was taken out of any of these. One query.
    """
    known: Mapping[str, list[tuple[int, str]]] = defaultdict(list)
    rows = Redaction.objects.filter(kind=kind, external_id__in=external_ids)
    for external_id, length, digest in rows.values_list("external_id", "length", "digest"):
        known[external_id].append((length, digest))
    changes = {external_id: change_for(kind, external_id, pairs) for external_id, pairs in known.items()}
    return (lambda item, text: changes[item](text) if item in changes else text) if changes else None


def _read(content: bytes) -> Filed | None:
    try:
        told = json.loads(content)
        return Filed(
            kind=str(told["kind"])[:60],
            external_id=str(told["external_id"])[:200],
            length=max(1, int(told["length"])),
            digest=str(told["digest"])[:64],
            at=str(told["at"]),
            key=str(told["key"]),
        )
    except (ValueError, KeyError, TypeError):
        return None
