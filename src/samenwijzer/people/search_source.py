"""How people are found: by name, work, own words, and the subjects they declare or colleagues confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import SearchDocument, SearchSource, Tie
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.models import Confirmation, DeclaredSubject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from django.db.models import QuerySet

KIND = "people.person"
EVERYBODY = frozenset({"all"})


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Read people for the index, with five queries. Nothing of when somebody leaves is in it.

    Neither is a subject that the person turned away.
    """
    people = colleagues_to_see(viewer=None).filter(pk__in=ids)
    confirmed = Confirmation.objects.shown().filter(withheld_at=None).select_related("subject")
    for person in people.prefetch_related(
        Prefetch("declared_subjects", DeclaredSubject.objects.shown().select_related("subject")),
        Prefetch("confirmations", confirmed),
        "declared_subjects__subject__synonyms",
        "confirmations__subject__synonyms",
    ):
        yield _document(person)


def _document(person: User) -> SearchDocument:
    declared = [row.subject for row in person.declared_subjects.all()]
    confirmed = list(person.confirmations.all())
    subjects = list(dict.fromkeys([*declared, *(row.subject for row in confirmed)]))
    words = [word for subject in subjects for word in (subject.name, *map(str, subject.synonyms.all()))]
    department = "" if person.department is None else person.department.name
    about = person.about if person.withheld_at is None else ""
    return SearchDocument(
        ref=Ref(KIND, person.pk),
        external_id=person.external_id,
        type="person",
        tier="person",
        title=person.name,
        body="\n".join(
            filter(None, (person.function, department, about, *(row.example for row in confirmed)))
        ),
        keywords=tuple(words),
        readers=EVERYBODY,
        url=reverse("people:person", args=[person.pk]),
        department_id=person.department_id,
        subjects=tuple(subject.pk for subject in subjects),
        ties=(
            *(
                Tie(
                    person_id=person.pk,
                    kind="confirmed",
                    on=timezone.localtime(row.made_at).date(),
                    text=row.subject.name,
                )
                for row in confirmed
            ),
            *(Tie(person_id=person.pk, kind="declared", text=subject.name) for subject in declared),
            Tie(person_id=person.pk, kind="profile", text=person.name),
        ),
    )


def ids() -> Iterable[int]:
    """Return everyone who works here."""
    return colleagues_to_see(viewer=None).order_by("pk").values_list("pk", flat=True).iterator()


def visible(ids: Sequence[int], viewer: User | None) -> QuerySet[User, int]:
    """Keep who works here: every colleague may see them."""
    return colleagues_to_see(viewer=viewer).filter(pk__in=ids).values_list("pk", flat=True)


SOURCE = SearchSource(kind=KIND, documents=documents, ids=ids, visible=visible)
