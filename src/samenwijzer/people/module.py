"""What people plugs into the house."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import MenuEntry, Module, TextKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.access import colleagues_to_see
from samenwijzer.people.actions import forget_declared_subjects, forget_evidence
from samenwijzer.people.models import Confirmation, SubjectChoice
from samenwijzer.people.queries import evidence_tasks
from samenwijzer.people.records import RECORDS
from samenwijzer.people.search_source import KIND, SOURCE


def _forget(person_id: int) -> None:
    forget_declared_subjects(person_id=person_id)
    forget_evidence(person_id=person_id)


def _reach(ids: Sequence[int], viewer: User | None) -> QuerySet[User, int]:
    return colleagues_to_see(viewer=viewer).filter(pk__in=ids).values_list("pk", flat=True)


def _reach_confirmations(ids: Sequence[int], viewer: User | None) -> QuerySet[Confirmation, int]:
    people = colleagues_to_see(viewer=viewer).order_by().values("pk")
    rows = Confirmation.objects.shown().filter(pk__in=ids, person__in=people)
    return rows.values_list("pk", flat=True)


def _address_of_confirmation(pk: int) -> str:
    return reverse("people:person", args=[Confirmation.objects.values_list("person", flat=True).get(pk=pk)])


def _reread_confirmation(pk: int) -> list[Ref]:
    people = Confirmation.objects.filter(pk=pk).values_list("person", flat=True)
    return [Ref(KIND, person) for person in people]


TEXTS = (
    TextKind(
        kind="accounts.user",
        title=pgettext_lazy("kind of text", "Profile"),
        model=User,
        columns=("about", "function", "spoken_languages", "phone"),
        author="pk",
        url=lambda pk: reverse("people:person", args=[pk]),
        reread=lambda pk: [Ref(KIND, pk)],
        reach=_reach,
    ),
    TextKind(
        kind="people.confirmation",
        title=pgettext_lazy("kind of text", "Confirmation"),
        model=Confirmation,
        columns=("example",),
        author="by",
        at="made_at",
        url=_address_of_confirmation,
        reread=_reread_confirmation,
        reach=_reach_confirmations,
    ),
    TextKind(
        kind="people.choice",
        title=pgettext_lazy("kind of text", "Contested subject"),
        model=SubjectChoice,
        columns=("note", "answer"),
        author="person",
        at="chosen_at",
    ),
)

MODULE = Module(
    name="people",
    title=_("Colleagues"),
    urls="samenwijzer.people.urls",
    menu=(MenuEntry(title=_("Colleagues"), url_name="people:directory", icon="users-round", position=40),),
    search_sources=(SOURCE,),
    records=RECORDS,
    texts=TEXTS,
    tasks=lambda viewer: evidence_tasks(viewer=viewer),
    forget=_forget,
)
