"""Whom one may forget, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models.fields.files import FieldFile
from django.http import Http404
from django.shortcuts import get_object_or_404

from samenwijzer.accounts.access import require_judge, require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.privacy.models import BlockReport, OwnDataFile
from samenwijzer.spaces.models import Member, Role

_MAX_ID = 2**63 - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What somebody still has to hand over: the label of its model ("documents.Page") and how many."""

    label: str
    count: int


def person_to_forget(*, viewer: User, pk: int) -> User:
    """Fetch who may be forgotten: 404 for who is not there, or is forgotten."""
    require_right(viewer, Right.FORGET)
    person = User.objects.filter(pk=min(pk, _MAX_ID), forgotten_at=None).first()
    if person is None:
        raise Http404
    return person


def person_with_data(*, viewer: User, pk: int) -> User:
    """Fetch whose data the privacy officer gives away, as `person_to_forget`: hidden texts are among them."""
    require_judge(viewer)
    return person_to_forget(viewer=viewer, pk=pk)


def still_owned(person: User) -> list[Owned]:
    """Return what must be handed over first: what he owns, spaces and teams that he alone manages.

    Whatever has a column `owner` or `manager` that points at a person counts.
    """
    found = [
        Owned(label=column.model._meta.label, count=count)
        for column in _columns_of_owners()
        if (count := column.model._default_manager.filter(**{column.name: person.pk}).count())
    ]
    managed = Member.objects.filter(person=person, role=Role.MANAGER)
    others = Member.objects.filter(role=Role.MANAGER, space=models.OuterRef("space")).exclude(person=person)
    alone = managed.exclude(models.Exists(others)).count()
    return [*found, *([Owned(label="spaces.Space", count=alone)] if alone else [])]


def _columns_of_owners() -> Iterator[models.ForeignKey[models.Model, models.Model]]:
    for table in apps.get_models():
        for column in table._meta.get_fields():
            if (
                isinstance(column, models.ForeignKey)
                and column.related_model is User
                and column.name in {"owner", "manager"}
            ):
                yield column


def oneself(*, viewer: User) -> User:
    """Return the viewer, when he is somebody: who looks around as a role has no data of his own."""
    if viewer.pk < 1:
        raise Http404
    return viewer


def own_data_to_read(*, viewer: User, person: User) -> FieldFile:
    """Fetch the file that the viewer had made of this person's data: 404 when there is none."""
    asked = OwnDataFile.objects.filter(person=person, asked_by=viewer, ready_at__isnull=False).first()
    if asked is None or not asked.file or not asked.file.storage.exists(str(asked.file.name)):
        raise Http404
    return asked.file


def block_report_to_decide(*, viewer: User, pk: int) -> BlockReport:
    """Fetch a report of who decides about it: 404 when there is none."""
    require_right(viewer, Right.PROTECT_CITIZENS)
    return get_object_or_404(BlockReport, pk=min(pk, _MAX_ID))


def own_block_report(*, viewer: User, pk: int) -> BlockReport:
    """Fetch a report that the viewer made: 404 for that of somebody else."""
    return get_object_or_404(BlockReport, pk=min(pk, _MAX_ID), author=viewer.pk)
