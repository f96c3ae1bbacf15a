"""Synonyms as exchange records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.search.models import RuleKind, SynonymRule


def _check(values: Mapping[str, Any], _given: Collection[str]) -> str:
    if str(values.get("words")).casefold() == str(values.get("meaning")).casefold():
        return _("meaning: is the same as words")
    return ""


RECORDS = (
    RecordKind(
        type="synonym",
        order=35,
        model=SynonymRule,
        audit_kind="search.synonym",
        check=_check,
        fields={
            "words": RecordField(
                kind="line", column="words", required=True, unique=True, folded=True, among="meaning"
            ),
            "meaning": RecordField(kind="line", column="meaning", required=True, folded=True),
            "kind": RecordField(kind="choice", column="kind", required=True, choices=tuple(RuleKind.values)),
        },
    ),
)
