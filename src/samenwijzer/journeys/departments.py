"""The doors to a new department and to removing an empty one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samenwijzer.accounts import queries as accounts
from samenwijzer.accounts.access import department_to_administer, require_right, signed_in
from samenwijzer.accounts.forms import DepartmentForm
from samenwijzer.accounts.models import Right
from samenwijzer.journeys.new_department import new_department, remove_empty_department
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.lists import Confirm, ask, confirmed
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a department with its space."""
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    tree = accounts.department_tree(viewer=viewer)
    form = DepartmentForm(
        request.POST if request.method == "POST" else None,
        departments=[(str(row.id), row.indented) for row in tree],
    )
    if form.is_bound and form.is_valid():
        try:
            made = new_department(actor=viewer, **form.written)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s is added, with a space of its own.") % {"name": made.name})
            return redirect("accounts:department", pk=made.pk)
    status = 422 if form.is_bound else 200
    return page(request, "journeys/new_department.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and remove a department to which nothing belongs."""
    viewer = signed_in(request)
    found = department_to_administer(pk, viewer=viewer)
    if confirmed(request):
        remove_empty_department(actor=viewer, department=found)
        messages.success(request, _("%(name)s is removed.") % {"name": found.name})
        return redirect("accounts:departments")
    confirm = Confirm(
        title=_("Remove %(name)s") % {"name": found.name},
        sentence=_(
            "This works only when nothing belongs to it. Its own space goes along when that is empty."
        ),
        button=_("Remove this department"),
        url=reverse("journeys:remove_department", args=[found.pk]),
        cancel_url=reverse("accounts:department", args=[found.pk]),
        danger=True,
    )
    return ask(request, confirm)
