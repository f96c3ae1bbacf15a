"""The list of who was forgotten, as it is kept outside backups: for each a file, named by an opaque id.

A file each, because a store such as S3 cannot append, and because two nodes that write at once then never
lose a line of the other. The name alone counts, so a file that was cut off half-way still says all.
"""

from __future__ import annotations

import uuid

from samenwijzer.kernel.storage import keep_outside, names_outside
from samenwijzer.privacy.models import Erasure

FOLDER = "erasures"


def file_erasures() -> int:
    """Write the files that are missing beside the table; return how many. May run twice, and at any moment.

    A row is written with the forgetting itself and its file after the commit: a process that is killed in
    between leaves a row without a file, which the next call mends.
    """
    filed = filed_erasures()
    missing = [row for row in Erasure.objects.order_by("pk") if row.public_id not in filed]
    for row in missing:
        keep_outside(f"{FOLDER}/{row.public_id}", row.at.isoformat().encode())
    return len(missing)


def filed_erasures() -> frozenset[uuid.UUID]:
    """Return the ids on the list that is kept outside backups; a name that is no id is passed over."""
    return frozenset(found for name in names_outside(FOLDER) if (found := _id(name)) is not None)


def _id(name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(name)
    except ValueError:
        return None
