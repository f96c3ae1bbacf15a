"""What people plugs into the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import MenuEntry, Module
from samenwijzer.people.actions import forget_declared_subjects
from samenwijzer.people.records import RECORDS
from samenwijzer.people.search_source import SOURCE


def _forget(person_id: int) -> None:
    forget_declared_subjects(person_id=person_id)


MODULE = Module(
    name="people",
    title=_("Colleagues"),
    urls="samenwijzer.people.urls",
    menu=(MenuEntry(title=_("Colleagues"), url_name="people:directory", icon="users-round", position=40),),
    search_sources=(SOURCE,),
    records=RECORDS,
    forget=_forget,
)
