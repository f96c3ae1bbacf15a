"""The doors to departments and teams."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts import access, actions, queries
from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.forms import DepartmentForm, MemberForm, TargetForm, TeamForm
from samenwijzer.accounts.models import BulkKind, Department, Right, Team, User
from samenwijzer.accounts.views._door import address_if_any
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.forms import done, made, show_refusal
from samenwijzer.ui.lists import Confirm, ask, confirmed
from samenwijzer.ui.pages import page


@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    context = {
        "tree": queries.department_tree(viewer=viewer),
        "add_url": address_if_any("journeys:new_department"),
    }
    return page(request, "accounts/departments.html", context)


@require_safe
def department(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.department_to_administer(pk, viewer=viewer)
    context = {
        "found": queries.department_page(viewer=viewer, department=found),
        "remove_url": address_if_any("journeys:remove_department", found.pk),
    }
    return page(request, "accounts/department.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_department(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.department_to_administer(pk, viewer=viewer)
    under = queries.departments_under([found.pk])
    choices = [(key, words) for key, words in _departments(viewer) if int(key) not in under]
    form = DepartmentForm(
        request.POST if request.method == "POST" else None,
        departments=choices,
        initial={"name": found.name, "parent": found.parent_id},
    )
    if done(form, lambda: actions.change_department(actor=viewer, department=found, **form.written)):
        messages.success(request, _("What you changed is saved."))
        return redirect("accounts:department", pk=found.pk)
    context = {"form": form, "found": found}
    return page(request, "accounts/change_department.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def move_everybody(request: HttpRequest, pk: int) -> HttpResponse:
    """Move all people of a department into another. Departments under it stay as they are."""
    viewer = signed_in(request)
    found = access.department_to_administer(pk, viewer=viewer)
    people = _people_of(found, viewer)
    choices = [(key, words) for key, words in _departments(viewer) if key != str(found.pk)]
    sent = request.POST if confirmed(request) else None
    form = TargetForm(sent, choices=choices, label=_("Which department?"))
    if form.is_valid():
        target = form.cleaned_data["target"]
        change = actions.change_many(actor=viewer, kind=BulkKind.DEPARTMENT, people=people, target=target)
        return redirect("accounts:bulk_change", pk=change.pk)
    return _ask_where_to(request, found, people, form)


def _ask_where_to(
    request: HttpRequest, found: Department, people: list[int], form: TargetForm
) -> HttpResponse:
    confirm = Confirm(
        title=_("Move everybody of %(name)s") % {"name": found.name},
        sentence=_("What they may see changes at once. Teams stay behind."),
        button=_("Move everybody"),
        url=request.path,
        cancel_url=reverse("accounts:department", args=[found.pk]),
        names=queries.names_of(people[:50], viewer=signed_in(request)),
        total=len(people),
        form=form,
    )
    return ask(request, confirm, status=422 if form.is_bound else 200)


def _people_of(department: Department, viewer: User) -> list[int]:
    """Give the numbers of who works in the department itself, by name."""
    everybody = queries.people_found(viewer=viewer, filters=queries.PeopleFilters(department=department.pk))
    rows = everybody.filter(department=department).order_by("name", "pk")
    return list(rows.values_list("pk", flat=True))


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    words = request.GET.get("words", "")[:100].replace("\x00", "")
    return page(
        request,
        "accounts/teams.html",
        {"teams": queries.team_list(viewer=viewer, words=words), "words": words},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_team(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    initial = {"department": request.GET.get("department", "")[:20]}
    form = _team_form(request, viewer, initial)
    added = made(form, lambda: actions.add_team(actor=viewer, **form.written))
    if added is None:
        return page(request, "accounts/team_form.html", {"form": form}, status=422 if form.is_bound else 200)
    messages.success(request, _("The team %(name)s is added.") % {"name": added.name})
    return redirect("accounts:team", pk=added.pk)


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    return _team_page(request, access.team_to_administer(pk, viewer=viewer), viewer, administers=True)


@require_http_methods(["GET", "HEAD", "POST"])
def change_team(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.team_to_administer(pk, viewer=viewer)
    form = _team_form(request, viewer, TeamForm.filled(found))
    if done(form, lambda: actions.change_team(actor=viewer, team=found, **form.written)):
        messages.success(request, _("What you changed is saved."))
        return redirect("accounts:team", pk=found.pk)
    context = {"form": form, "found": found}
    return page(request, "accounts/team_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_team(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.team_to_administer(pk, viewer=viewer)
    if confirmed(request):
        actions.remove_team(actor=viewer, team=found)
        messages.success(request, _("The team %(name)s is removed.") % {"name": found.name})
        return redirect("accounts:teams")
    confirm = Confirm(
        title=_("Remove the team %(name)s") % {"name": found.name},
        sentence=_("This works only when nobody is in it and it is in no space."),
        button=_("Remove this team"),
        url=reverse("accounts:remove_team", args=[found.pk]),
        cancel_url=reverse("accounts:team", args=[found.pk]),
        danger=True,
    )
    return ask(request, confirm)


@require_safe
def lead_team(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a manager who is in his team, with who could join it."""
    viewer = signed_in(request)
    return _team_page(request, access.team_to_lead(pk, viewer=viewer), viewer, administers=False)


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.team_to_lead(pk, viewer=viewer)
    if request.method != "POST":
        return redirect("accounts:lead_team", pk=found.pk)
    form = MemberForm(request.POST, people=queries.without_team(viewer=viewer, team=found))
    if form.is_valid():
        try:
            person = access.colleague(form.cleaned_data["person"], viewer=viewer)
            actions.take_into_team(actor=viewer, team=found, person=person)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s is in the team now.") % {"name": person.name})
            return redirect(_page_of_team(viewer), pk=found.pk)
    return _team_page(request, found, viewer, administers=False, form=form)


@require_POST
def take_out(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.team_to_lead(pk, viewer=viewer)
    member = access.colleague(person, viewer=viewer)
    actions.take_out_of_team(actor=viewer, team=found, person=member)
    messages.success(request, _("%(name)s is in this team no longer.") % {"name": member.name})
    return redirect(_page_of_team(viewer), pk=found.pk)


def _page_of_team(viewer: User) -> str:
    return "accounts:team" if viewer.may(Right.ADMINISTER) else "accounts:lead_team"


def _team_page(
    request: HttpRequest, found: Team, viewer: User, *, administers: bool, form: MemberForm | None = None
) -> HttpResponse:
    shown = form or MemberForm(people=queries.without_team(viewer=viewer, team=found))
    context: dict[str, Any] = {
        "found": queries.team_page(viewer=viewer, team=found),
        "form": shown,
        "administers": administers,
    }
    template = "accounts/team.html" if administers else "accounts/lead_team.html"
    return page(request, template, context, status=422 if shown.is_bound else 200)


def _team_form(request: HttpRequest, viewer: User, initial: dict[str, Any]) -> TeamForm:
    places = queries.place_choices(viewer=viewer)
    return TeamForm(
        request.POST if request.method == "POST" else None,
        departments=places["department"],
        locations=places["location"],
        initial=initial,
    )


def _departments(viewer: User) -> list[tuple[str, str]]:
    return [(str(row.id), row.indented) for row in queries.department_tree(viewer=viewer)]
