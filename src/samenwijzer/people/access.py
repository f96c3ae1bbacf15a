"""Whom and what a viewer may see here. Every colleague may see every colleague who still works here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import search_sources
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.models import DeclaredSubject

if TYPE_CHECKING:
    from django.db.models import QuerySet


def colleagues_to_see(*, viewer: User | None) -> QuerySet[User]:
    """Return the people who work here, department fetched along. Who left or was forgotten is in no list."""
    return User.objects.filter(is_active=True, forgotten_at__isnull=True).select_related("department")


def person_to_see(pk: int, *, viewer: User | None) -> User:
    """Return a colleague. Raises Http404 for who left, was forgotten or never was."""
    try:
        return colleagues_to_see(viewer=viewer).get(pk=pk)
    except (User.DoesNotExist, OverflowError):
        raise Http404 from None


def declared_subject_to_remove(pk: int, *, viewer: User) -> DeclaredSubject:
    """Return one of the viewer's own declared subjects. Raises Http404 for anybody else's."""
    try:
        return DeclaredSubject.objects.select_related("subject").get(pk=pk, person=viewer)
    except (DeclaredSubject.DoesNotExist, OverflowError):
        raise Http404 from None


def ref_to_read(text: str, *, viewer: User | None) -> Ref:
    """Return the item a text points at. Raises Http404 for no reference, and for what he may not read."""
    try:
        ref = Ref.parse(text)
    except ValueError:
        raise Http404 from None
    source = search_sources().get(ref.kind)
    try:
        readable = source is not None and ref.id in source.visible([ref.id], viewer)
    except OverflowError:
        readable = False
    if not readable:
        raise Http404
    return ref
