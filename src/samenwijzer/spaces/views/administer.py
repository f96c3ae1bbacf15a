"""Spaces in the administration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.spaces import access, actions, queries
from samenwijzer.spaces.forms import AdministeredForm, FindForm, PersonForm
from samenwijzer.spaces.models import Role, Space
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.lists import picked, undoable
from samenwijzer.ui.pages import page

_ACTS = [("archive", gettext_lazy("Archive")), ("unarchive", gettext_lazy("Take into use again"))]


@require_safe
def administer(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    form = AdministeredForm(request.GET)
    found = queries.administered_spaces(
        viewer=viewer, filters=form.filters, number=page_number(request.GET.get("page"))
    )
    context = {"form": form, "found": found, "acts": _ACTS, "wanted": _wanted(request, viewer)}
    return page(request, "spaces/administer.html", context)


@require_POST
def administer_many(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    ids, act = picked(request), request.POST.get("act")
    address = reverse("spaces:administer_many")
    if act == "archive":
        done = actions.archive_spaces(actor=viewer, ids=ids)
        said = ngettext("%(number)d space is archived.", "%(number)d spaces are archived.", len(done))
        _say(request, said, done, address, back="unarchive")
    elif act == "unarchive":
        done = actions.unarchive_spaces(actor=viewer, ids=ids)
        said = ngettext("%(number)d space is in use again.", "%(number)d spaces are in use again.", len(done))
        _say(request, said, done, address, back="archive")
    else:
        messages.error(request, _("Choose what to do with the spaces."))
    return redirect("spaces:administer")


@require_safe
def administer_space(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    return _space_page(request, viewer, access.space_to_administer(viewer=viewer, pk=pk))


@require_POST
def add_owner(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_administer(viewer=viewer, pk=pk)
    form = PersonForm(request.POST, found=_found(request, viewer, space), roles=())
    return _placed(request, viewer, space, form, Role.MANAGER)


@require_POST
def put_in(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_administer(viewer=viewer, pk=pk)
    form = PersonForm(request.POST, found=_found(request, viewer, space), roles=list(Role))
    role = form.cleaned_data.get("role", "") if form.is_valid() else ""
    return _placed(request, viewer, space, form, Role(role) if role else None)


def _placed(
    request: HttpRequest, viewer: User, space: Space, form: PersonForm, role: Role | None
) -> HttpResponse:
    if not form.is_valid() or role is None:
        return _space_page(request, viewer, space, form=form, status=422)
    person = access.person_to_choose(viewer=viewer, pk=form.cleaned_data["person"])
    try:
        if role == Role.MANAGER:
            actions.make_owner(actor=viewer, space=space, person=person)
        else:
            actions.put_in_space(actor=viewer, space=space, person=person, role=role)
    except Refusal as refusal:
        show_refusal(form, refusal, beside="person")
        return _space_page(request, viewer, space, form=form, status=422)
    messages.success(request, _("%(name)s has a place in this space now.") % {"name": person.name})
    return redirect("spaces:administer_space", pk=space.pk)


def _space_page(
    request: HttpRequest, viewer: User, space: Space, *, form: PersonForm | None = None, status: int = 200
) -> HttpResponse:
    number = page_number(request.GET.get("page"))
    name = _name(request, viewer)
    context = {
        "space": queries.administered_space(viewer=viewer, space=space, number=number),
        "form": form
        or PersonForm(initial={"name": name}, found=_found(request, viewer, space), roles=list(Role)),
        "name": name,
    }
    return page(request, "spaces/administer_space.html", context, status=status)


def _found(request: HttpRequest, viewer: User, space: Space) -> tuple[queries.PersonOption, ...]:
    return queries.people_to_choose(
        _name(request, viewer), viewer=viewer, space=space, without=[Role.MANAGER]
    )


def _wanted(request: HttpRequest, viewer: User) -> User | None:
    """Give for whom a place is looked for: the address holds the number, never the name."""
    number = request.GET.get("for", "")
    if request.method == "POST" or not (number.isascii() and number.isdigit() and len(number) < 16):
        return None
    return access.person_to_choose(viewer=viewer, pk=int(number))


def _name(request: HttpRequest, viewer: User) -> str:
    if wanted := _wanted(request, viewer):
        return wanted.name
    form = FindForm(request.POST if request.method == "POST" else request.GET)
    return str(form.cleaned_data["name"]) if form.is_valid() else ""


def _say(request: HttpRequest, said: str, done: list[int], url: str, *, back: str) -> None:
    """Say what was done, with a button that undoes it for exactly these."""
    sentence = said % {"number": len(done)}
    if done:
        undoable(request, sentence, url, {"act": back, "picked": done})
    else:
        messages.info(request, sentence)
