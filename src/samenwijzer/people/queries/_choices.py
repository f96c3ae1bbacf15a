"""What people turned away, held against evidence: the one place that says whether it counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samenwijzer.people.models import SubjectChoice
from samenwijzer.subjects.models import Synonym

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """The subjects that people do not want to be found for, by person; `words` are all names of each."""

    subjects: Mapping[int, frozenset[int]] = field(default_factory=dict)
    words: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def by(cls, people: Collection[int]) -> TurnedAway:
        """Read what these people turned away. One query, two when there is anything."""
        rows = SubjectChoice.objects.filter(person__in=people).order_by()
        chosen: dict[int, set[int]] = defaultdict(set)
        words: dict[int, list[str]] = {}
        for person, subject, name in rows.values_list("person_id", "subject_id", "subject__name"):
            chosen[person].add(subject)
            words[subject] = [name]
        if words:
            terms = Synonym.objects.filter(subject__in=list(words)).order_by("pk")
            for subject, term in terms.values_list("subject_id", "term"):
                words[subject].append(term)
        return cls(
            {person: frozenset(subjects) for person, subjects in chosen.items()},
            {subject: tuple(names) for subject, names in words.items()},
        )

    def has_name(self, person_id: int, name: str) -> bool:
        """Say whether somebody turned away the subject of this name."""
        return any(name == self.words[subject][0] for subject in self.subjects.get(person_id, ()))

    def counts(self, person_id: int, subjects: Collection[int], *, asked: Collection[int] = ()) -> bool:
        """Say whether evidence about these subjects counts for somebody, when the text asks for `asked`."""
        away = self.subjects.get(person_id)
        return away is None or (away.isdisjoint(subjects) and away.isdisjoint(asked))
