"""Making a space, changing it, and putting it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right
from samenwijzer.kernel.errors import Refusal
from samenwijzer.spaces import access, actions
from samenwijzer.spaces.forms import SpaceForm
from samenwijzer.spaces.models import Space
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.lists import confirmed, undoable
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.MAKE_SPACES)
    if request.method != "POST":
        return _form_page(request, SpaceForm(viewer=viewer))
    form = SpaceForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    try:
        space = actions.make_space(actor=viewer, sending=form.cleaned_data["sending"], **form.values)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _form_page(request, form, status=422)
    messages.success(request, _("Your space is there. Invite colleagues, or begin with a first question."))
    return redirect("spaces:space", pk=space.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    if request.method != "POST":
        return _form_page(request, SpaceForm.of(space, viewer=viewer), space=space)
    form = SpaceForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _form_page(request, form, space=space, status=422)
    try:
        actions.change_space(actor=viewer, space=space, **form.values)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _form_page(request, form, space=space, status=422)
    messages.success(request, _("The space is changed."))
    return redirect("spaces:space", pk=pk)


@require_POST
def archive(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    actions.archive_space(actor=viewer, space=space)
    said = _("The space is archived. The same people can read it, and nobody writes.")
    undoable(request, said, reverse("spaces:unarchive", args=[pk]), {})
    return redirect("spaces:space", pk=pk)


@require_POST
def unarchive(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    actions.unarchive_space(actor=viewer, space=access.space_to_manage(viewer=viewer, pk=pk))
    messages.success(request, _("The space is in use again."))
    return redirect("spaces:space", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    if request.method != "POST" or not confirmed(request):
        return page(request, "spaces/remove.html", {"space": space})
    try:
        actions.remove_space(actor=viewer, space=space)
    except Refusal as refusal:
        context = {"space": space, "refused": refusal.sentence}
        return page(request, "spaces/remove.html", context, status=422)
    messages.success(request, _("The space is removed."))
    return redirect("spaces:spaces")


def _form_page(
    request: HttpRequest, form: SpaceForm, *, space: Space | None = None, status: int = 200
) -> HttpResponse:
    return page(request, "spaces/form.html", {"form": form, "space": space}, status=status)
