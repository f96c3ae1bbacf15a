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
from samenwijzer.people.actions import forget_declared_subjects
from samenwijzer.people.records import RECORDS
from samenwijzer.people.search_source import KIND, SOURCE


def _forget(person_id: int) -> None:
    forget_declared_subjects(person_id=person_id)


def _reach(ids: Sequence[int], viewer: User | None) -> QuerySet[User, int]:
    return colleagues_to_see(viewer=viewer).filter(pk__in=ids).values_list("pk", flat=True)


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
)

MODULE = Module(
    name="people",
    title=_("Colleagues"),
    urls="samenwijzer.people.urls",
    menu=(MenuEntry(title=_("Colleagues"), url_name="people:directory", icon="users-round", position=40),),
    search_sources=(SOURCE,),
    records=RECORDS,
    texts=TEXTS,
    forget=_forget,
)
