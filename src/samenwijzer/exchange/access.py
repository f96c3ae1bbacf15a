"""Who may import and export, and whose export a file is."""

from __future__ import annotations

from django.http import Http404

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.exchange.models import ExportRun, ExportState, ImportRun
from samenwijzer.kernel import clock

_MAX_ID = 2**63 - 1


def may_exchange(viewer: User) -> None:
    """State that the viewer may import and export everything. Raises NotAllowed."""
    require_right(viewer, Right.EXCHANGE)


def import_to_see(*, viewer: User, pk: int) -> ImportRun:
    """Fetch an import with who made it. Raises NotAllowed or Http404."""
    may_exchange(viewer)
    run = ImportRun.objects.select_related("made_by").filter(pk=min(pk, _MAX_ID)).first()
    if run is None:
        raise Http404
    return run


def export_to_see(*, viewer: User, pk: int) -> ExportRun:
    """Fetch the viewer's own export: that of somebody else is not there. Raises NotAllowed or Http404."""
    may_exchange(viewer)
    run = ExportRun.objects.filter(pk=min(pk, _MAX_ID), made_by=viewer.pk).first()
    if run is None:
        raise Http404
    return run


def export_to_fetch(*, viewer: User, pk: int) -> ExportRun:
    """Fetch the viewer's own export while its file is kept. Raises NotAllowed or Http404."""
    run = export_to_see(viewer=viewer, pk=pk)
    if run.state != ExportState.READY or run.expires_at is None or run.expires_at <= clock.now():
        raise Http404
    return run
