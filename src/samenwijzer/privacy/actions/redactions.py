"""Keeping the list of redactions outside backups, and taking out again what stands on one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_datetime

from samenwijzer.kernel import clock
from samenwijzer.kernel.modules import text_kinds
from samenwijzer.kernel.storage import names_outside
from samenwijzer.privacy import texts
from samenwijzer.privacy.models import Redaction
from samenwijzer.privacy.redaction_list import FOLDER, Filed, change_for, file


@transaction.atomic(savepoint=False)
def file_redactions() -> int:
    """Write the files that are missing beside the table; return how many. May run twice, at any moment."""
    there = names_outside(FOLDER)
    return sum(file(row, there=there) for row in Redaction.objects.order_by("pk"))


@transaction.atomic
def redact_again(*, filed: Sequence[Filed]) -> int:
    """Take out again what stands on these lists; return from how many texts something went. May run twice."""
    by_item: dict[tuple[str, str], list[Filed]] = defaultdict(list)
    for one in filed:
        by_item[one.kind, one.external_id].append(one)
    return sum(_again(kind, external_id, lines) for (kind, external_id), lines in sorted(by_item.items()))


def _again(kind: str, external_id: str, lines: Collection[Filed]) -> bool:
    for one in lines:
        Redaction.objects.get_or_create(
            kind=kind,
            external_id=external_id,
            length=one.length,
            digest=one.digest,
            defaults={"at": _moment(one.at)},
        )
    text = text_kinds().get(kind)
    row = None if text is None else texts.known_outside_as(text, external_id)
    if text is None or row is None:
        return False
    known = [(one.length, one.digest) for one in lines if one.is_ours]
    return texts.rewrite(text, row, change_for(kind, external_id, known))


def _moment(told: str) -> datetime:
    try:
        return parse_datetime(told) or clock.now()
    except ValueError:
        return clock.now()
