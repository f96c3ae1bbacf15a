"""Who keeps the shared vocabulary, and which of its words he changes."""

from __future__ import annotations

from collections.abc import Collection

from django.http import Http404, HttpRequest

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right, User
from samenwijzer.subjects.models import Subject


def keeper(request: HttpRequest) -> User:
    """Return who is asking. Raises NotAllowed unless he keeps the vocabulary."""
    viewer = signed_in(request)
    require_right(viewer, Right.KEEP_SUBJECTS)
    return viewer


def subject_to_keep(pk: int, *, viewer: User) -> Subject:
    """Return a subject. Raises NotAllowed, Http404."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    try:
        return Subject.objects.select_related("owner", "product").get(pk=pk)
    except (Subject.DoesNotExist, OverflowError):
        raise Http404 from None


def subjects_to_keep(ids: Collection[int], *, viewer: User) -> list[Subject]:
    """Return those of these subjects that are there, by name. Raises NotAllowed."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    return list(Subject.objects.filter(pk__in=ids).order_by("name", "pk"))
