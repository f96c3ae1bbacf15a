"""What people turned away, held against evidence: the one place that says whether it counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import IntegerField, Value

from samenwijzer.people.models import SubjectChoice
from samenwijzer.subjects.models import Subject

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The subjects that people do not want to be found for, by person; `words` are all names of each."""

    subjects: Mapping[int, frozenset[int]] = field(default_factory=dict)
    words: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the subjects of the names that were given are also called, by name; other words have none."""

    @classmethod
    def by(cls, people: Collection[int], *, names: Collection[str] = ()) -> TurnedAway:
        """Read what these people turned away, and which of these names are of subjects. One query."""
        columns = (
            "person",
            "subject__synonyms__pk",
            "subject_id",
            "subject__name",
            "subject__synonyms__term",
        )
        rows = SubjectChoice.objects.filter(person__in=people).order_by().values_list(*columns)
        nobody = Value(None, IntegerField())
        named = Subject.objects.filter(name__in=names).order_by()
        rows = rows.union(
            named.annotate(of=nobody).values_list("of", "synonyms__pk", "pk", "name", "synonyms__term"),
            all=True,
        )
        chosen: dict[int, set[int]] = defaultdict(set)
        words: dict[int, dict[str, None]] = {}
        called: dict[str, list[str]] = {}
        for person, _pk, subject, name, term in sorted(rows, key=lambda row: row[1] or 0):
            if person is None:
                called.setdefault(name, []).extend([term] if term else [])
            else:
                chosen[person].add(subject)
                words.setdefault(subject, {name: None}).update({term: None} if term else {})
        return cls(
            {person: frozenset(subjects) for person, subjects in chosen.items()},
            {subject: tuple(each) for subject, each in words.items()},
            {name: tuple(terms) for name, terms in called.items()},
        )

    def has_name(self, person_id: int, name: str) -> bool:
        """Say whether somebody turned away the subject of this name."""
        return any(name == self.words[subject][0] for subject in self.subjects.get(person_id, ()))

    def counts(self, person_id: int, subjects: Collection[int], *, asked: Collection[int] = ()) -> bool:
        """Say whether evidence about these subjects counts for somebody, when the text asks for `asked`."""
        away = self.subjects.get(person_id)
        return away is None or (away.isdisjoint(subjects) and away.isdisjoint(asked))
