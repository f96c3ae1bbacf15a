"""Coming, going, and who may do what in a space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import Department, Team
from samenwijzer.kernel.paging import page_number
from samenwijzer.spaces import access, actions, queries
from samenwijzer.spaces.forms import FindForm, GroupForm, PersonForm, RoleForm
from samenwijzer.spaces.models import Role
from samenwijzer.ui.forms import made
from samenwijzer.ui.pages import page

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User
    from samenwijzer.spaces.models import Space


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_read(viewer=viewer, pk=pk)
    actions.join_space(actor=viewer, space=space)
    messages.success(request, _("You take part in ‘%(name)s’ now.") % {"name": space.name})
    return redirect("spaces:space", pk=pk)


@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_read(viewer=viewer, pk=pk)
    actions.leave_space(actor=viewer, space=space)
    messages.success(request, _("You left ‘%(name)s’.") % {"name": space.name})
    return redirect("spaces:spaces")


@require_safe
def manage(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    context = {
        "space": space,
        "members": queries.members(viewer=viewer, space=space, number=page_number(request.GET.get("page"))),
        "requests": queries.requests_of_space(viewer=viewer, space=space),
        "roles": [(role.value, str(queries.ROLE_NAMES[role]).capitalize()) for role in Role],
    }
    return page(request, "spaces/manage.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    found = queries.people_to_choose(_name(request), viewer=viewer, space=space)
    form = _person_form(request, found=found)
    invited = made(
        form,
        lambda: actions.invite(
            actor=viewer, space=space, role=Role(form.cleaned_data["role"]), **_chosen(form, viewer)
        ),
    )
    if invited is None:
        return _person_page(request, form, space, "invite")
    said = _("%(name)s is invited, and finds it on the home page.")
    messages.success(request, said % {"name": invited.person.name})
    return redirect("spaces:manage", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    found = queries.people_to_choose(
        _name(request), viewer=viewer, space=space, without=[Role.MANAGER], guests=False
    )
    form = _person_form(request, found=found, roles=())
    asked = made(form, lambda: actions.offer_ownership(actor=viewer, space=space, **_chosen(form, viewer)))
    if asked is None:
        return _person_page(request, form, space, "hand_over")
    said = _("%(name)s is asked, and finds it on the home page. Until then you stay the owner.")
    messages.success(request, said % {"name": asked.person.name})
    return redirect("spaces:manage", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add_group(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    space = access.space_to_manage(viewer=viewer, pk=pk)
    form = GroupForm(request.POST or None, viewer=viewer)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return page(request, "spaces/add_group.html", {"form": form, "space": space}, status=status)
    group, role = form.chosen, Role(form.cleaned_data["role"])
    if isinstance(group, Team):
        actions.add_team(actor=viewer, space=space, team=group, role=role)
    elif isinstance(group, Department):
        actions.add_department(actor=viewer, space=space, department=group, role=role)
    messages.success(request, _("They have their place now, and so has everyone who joins them later."))
    return redirect("spaces:manage", pk=pk)


@require_POST
def role(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    member = access.member_to_manage(viewer=viewer, pk=pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise access.NotPossible(_("Choose a role from the list."))
    actions.change_role(actor=viewer, member=member, role=Role(form.cleaned_data["role"]))
    messages.success(request, _("The role is changed."))
    return _back(member.space)


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    member = access.member_to_manage(viewer=viewer, pk=pk)
    actions.take_out(actor=viewer, member=member)
    messages.success(request, _("The place is taken away. It works at once, also in search."))
    return redirect("spaces:spaces") if member.person_id == viewer.pk else _back(member.space)


def _back(space: Space) -> HttpResponse:
    return redirect("spaces:manage", pk=space.pk)


def _name(request: HttpRequest) -> str:
    form = FindForm(request.POST if request.method == "POST" else request.GET)
    return str(form.cleaned_data["name"]) if form.is_valid() else ""


def _person_form(request: HttpRequest, **offered: Any) -> PersonForm:
    if request.method == "POST":
        return PersonForm(request.POST, **offered)
    return PersonForm(initial={"name": _name(request)}, **offered)


def _chosen(form: PersonForm, viewer: User) -> dict[str, Any]:
    person = access.person_to_choose(viewer=viewer, pk=form.cleaned_data["person"])
    return {"person": person, "note": form.cleaned_data["note"], "consent": form.consent}


def _person_page(request: HttpRequest, form: PersonForm, space: Space, act: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "space": space, "act": act, "name": _name(request)}
    return page(request, "spaces/choose_person.html", context, status=status)
