"""Looking around as a role, never as a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.access import VIEWING_AS, require_right
from samenwijzer.accounts.models import Right, Role
from samenwijzer.spaces import access, actions
from samenwijzer.spaces.forms import ViewAsForm
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def start_viewing(request: HttpRequest) -> HttpResponse:
    # The person himself, and not as whom he looks: only an administrator chooses a role.
    person = access.person_behind(request)
    require_right(person, Right.VIEW_AS_ROLE)
    form = ViewAsForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, "spaces/view_as.html", {"form": form}, status=422 if form.is_bound else 200)
    role = Role(form.cleaned_data["role"])
    actions.start_viewing_as(actor=person, role=role)
    request.session[VIEWING_AS] = role.value
    return redirect("home:start")


@require_POST
def stop_viewing(request: HttpRequest) -> HttpResponse:
    role = request.session.pop(VIEWING_AS, None)
    if role in set(Role):
        actions.stop_viewing_as(actor=access.person_behind(request), role=Role(role))
        messages.success(request, _("You look with your own rights again."))
    return redirect("spaces:view_as")
