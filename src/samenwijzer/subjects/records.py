"""Subjects as exchange records, and the field "subjects" of everybody else's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from samenwijzer.kernel.modules import RecordField, RecordKind
from samenwijzer.subjects.actions import find_or_add_subjects
from samenwijzer.subjects.models import Subject, Synonym


def subjects_field(table: Any, owner: str) -> RecordField:
    """Describe a list of subject names in a linking table, whose column `owner` points at the row."""

    def load(keys: Sequence[int]) -> Mapping[int, list[str]]:
        names: dict[int, list[str]] = defaultdict(list)
        rows = table.objects.filter(**{f"{owner}__in": keys}).order_by()
        for key, name in rows.values_list(owner, "subject__name"):
            names[key].append(name)
        return {key: sorted(names[key]) for key in keys}

    def save(values: Mapping[int, list[str]]) -> None:
        numbers = find_or_add_subjects(
            names={name for names in values.values() for name in names}, actor=None
        )
        wanted = {(key, numbers[name]) for key, names in values.items() for name in names}
        rows = table.objects.filter(**{f"{owner}__in": list(values)}).order_by()
        stored = {(key, subject): pk for pk, key, subject in rows.values_list("pk", owner, "subject")}
        gone = [pk for pair, pk in stored.items() if pair not in wanted]
        if gone:
            table.objects.filter(pk__in=gone).delete()
        table.objects.bulk_create(
            [
                table(**{f"{owner}_id": key, "subject_id": subject})
                for key, subject in sorted(wanted - stored.keys())
            ]
        )

    return RecordField(kind="subjects", load=load, save=save)


def _load_synonyms(keys: Sequence[int]) -> Mapping[int, list[str]]:
    terms: dict[int, list[str]] = {key: [] for key in keys}
    rows = Synonym.objects.filter(subject__in=keys).order_by("pk")
    for key, term in rows.values_list("subject", "term"):
        terms[key].append(term)
    return terms


def _save_synonyms(values: Mapping[int, list[str]]) -> None:
    Synonym.objects.filter(subject__in=list(values)).delete()
    Synonym.objects.bulk_create(
        [Synonym(subject_id=key, term=term) for key, terms in values.items() for term in terms]
    )


RECORDS = (
    RecordKind(
        type="subject",
        order=30,
        model=Subject,
        audit_kind="subjects.subject",
        fields={
            "name": RecordField(kind="line", column="name", required=True, unique=True),
            "synonyms": RecordField(kind="lines", load=_load_synonyms, save=_save_synonyms),
            "upl": RecordField(kind="product", column="product"),
            "owner": RecordField(kind="reference", column="owner", to="person"),
        },
    ),
)
