"""The doors of supervision. Lists begin in queries, and each page states the right it asks."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samenwijzer.administration import access, actions, queries
from samenwijzer.administration.forms import AuditForm
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.pages import page

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    viewer = access.somebody_who_administers(request)
    return page(request, "administration/overview.html", {"notes": queries.notes(viewer=viewer)})


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    viewer = access.reader_of_the_audit(request)
    form = AuditForm(request.GET)
    valid = form.is_valid()
    found = queries.audit_page(
        viewer=viewer,
        filters=form.filters,
        before=queries.line_number(request.GET.get("before")),
        after=queries.line_number(request.GET.get("after")),
    )
    actions.note_reading(viewer=viewer, filters=form.filters)
    context = {
        "form": form,
        "found": found,
        "narrow": bool(form.filters.bits),
        "again": _without_place(request),
    }
    return page(request, "administration/audit.html", context, status=200 if valid else 422)


@require_safe
def export_audit(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    viewer = access.reader_of_the_audit(request)
    form = AuditForm(request.GET)
    if not form.is_valid():
        return redirect("administration:audit")
    actions.note_reading(viewer=viewer, filters=form.filters, exported=True)
    answer = StreamingHttpResponse(
        queries.audit_as_csv(viewer=viewer, filters=form.filters), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="logboek-{now():%Y-%m-%d}.csv"'
    return answer


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    viewer = access.employee(request)
    return page(request, "administration/roles.html", {"roles": queries.roles_page(viewer=viewer)})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    viewer = access.administrator(request)
    return page(request, "administration/health.html", {"health": queries.health(viewer=viewer)})


@require_POST
def job(request: HttpRequest) -> HttpResponse:
    viewer = access.administrator(request)
    try:
        number = uuid.UUID(request.POST.get("job", ""))
    except ValueError:
        raise Refusal(_("This job is not there any more, or it runs again.")) from None
    if request.POST.get("act") == "remove":
        actions.remove_job(job_id=number, actor=viewer)
        messages.success(request, _("The job is removed."))
    else:
        actions.retry_job(job_id=number, actor=viewer)
        messages.success(request, _("The job stands in the queue again."))
    return redirect("administration:health")


@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    viewer = access.administrator(request)
    actions.send_test_mail(person=viewer)
    messages.success(request, _("A test mail was sent to %(address)s.") % {"address": viewer.email})
    return redirect("administration:health")


def _without_place(request: HttpRequest) -> str:
    """Give the filters of this page as an address, for the link to another page of it."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()
