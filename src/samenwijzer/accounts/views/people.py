"""The doors to people: the list, one person, adding and changing."""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samenwijzer.accounts import access, actions, queries
from samenwijzer.accounts.access import judges_texts, require_right, signed_in
from samenwijzer.accounts.forms import GuestForm, PeopleFilterForm, PersonForm, RolesForm, seen_of
from samenwijzer.accounts.models import Right, User
from samenwijzer.accounts.views._door import address_if_any
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.paging import page_number
from samenwijzer.ui.forms import done, made, show_refusal
from samenwijzer.ui.lists import Confirm, ask, chosen_order, confirmed
from samenwijzer.ui.pages import page


def filters_of(sent: QueryDict, *, viewer: User) -> tuple[PeopleFilterForm, queries.PeopleFilters]:
    """Read the filters of the list; a filter that says nothing sensible is left out."""
    places = queries.place_choices(viewer=viewer)
    form = PeopleFilterForm(sent, places=places, roles=queries.role_choices(viewer=viewer))
    form.is_valid()
    cleaned = form.cleaned_data
    filters = queries.PeopleFilters(
        words=cleaned.get("words", ""),
        department=cleaned.get("department"),
        team=cleaned.get("team"),
        role=cleaned.get("role", ""),
        state=cleaned.get("state", ""),
    )
    return form, filters


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    form, filters = filters_of(request.GET, viewer=viewer)
    found = queries.people_list(
        viewer=viewer,
        filters=filters,
        order=chosen_order(request, queries.ORDERS, default="name"),
        number=page_number(request.GET.get("page")),
    )
    sent = [(name, request.GET.get(name, "")) for name in form.fields]
    context = {"form": form, "found": found, "narrow": filters.narrow, "acts": acts(), "sent": sent}
    status = 422 if form.errors else 200
    return page(request, "accounts/people.html", context, part="found", status=status)


def acts() -> list[tuple[str, str]]:
    """Give what can be done to many people, in the active language."""
    return [
        ("department", _("Move to a department")),
        ("team", _("Put in a team")),
        ("give_role", _("Give a role")),
        ("take_role", _("Take a role")),
        ("sign_out", _("Sign out everywhere")),
        ("block", _("Block")),
        ("unblock", _("Let in again")),
    ]


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    return _person_page(request, access.person_to_administer(pk, viewer=viewer))


def _person_page(request: HttpRequest, found: User, *, link: str = "") -> HttpResponse:
    viewer = signed_in(request)
    context = {
        "found": queries.person_page(viewer=viewer, person=found),
        "link": link,
        "leave_url": "" if found.left_at else address_if_any("journeys:leave", found.pk),
        "forget_url": address_if_any("privacy:forget", found.pk),
        "own_data_url": address_if_any("privacy:own_data_of", found.pk) if judges_texts(viewer) else "",
        "profile_url": address_if_any("people:person", found.pk) if found.is_active else "",
        "spaces_url": _spaces_for(found) if found.is_guest else "",
    }
    return page(request, "accounts/person.html", context)


def _spaces_for(guest: User) -> str:
    address = address_if_any("spaces:administer")
    return f"{address}?for={guest.pk}" if address else ""


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    choices = _choices(viewer)
    if request.method != "POST":
        initial = {name: request.GET.get(name, "")[:20] for name in ("department", "team")}
        return page(request, "accounts/add_person.html", {"form": PersonForm(initial=initial, **choices)})
    form = PersonForm(request.POST, **choices)
    added = made(
        form,
        lambda: actions.add_person(
            actor=viewer, values=form.values(pattern=_pattern(form, viewer)), consent=form.consent
        ),
    )
    if added is None:
        return page(request, "accounts/add_person.html", {"form": form}, status=422)
    said = _("%(name)s is added. Make a link, so that this person can sign in.")
    messages.success(request, said % {"name": added.name})
    return redirect("accounts:person", pk=added.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def add_guest(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    form = GuestForm(request.POST if request.method == "POST" else None)
    added = made(form, lambda: actions.add_guest(actor=viewer, **form.written))
    if added is None:
        return page(request, "accounts/add_guest.html", {"form": form}, status=422 if form.is_bound else 200)
    said = _("%(name)s is a guest now. Choose the spaces, and make a link.")
    messages.success(request, said % {"name": added.name})
    return redirect("accounts:person", pk=added.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.person_to_administer(pk, viewer=viewer)
    if found.is_guest:
        return _change_guest(request, found)
    choices = _choices(viewer)
    if request.method != "POST":
        form = PersonForm(initial=PersonForm.filled(found), **choices)
        return page(request, "accounts/change_person.html", {"form": form, "found": found})
    refused = _save(request, found, choices)
    if refused is not None:
        context = {"form": refused, "found": found}
        return page(request, "accounts/change_person.html", context, status=422)
    messages.success(request, _("What you changed is saved."))
    return redirect("accounts:person", pk=found.pk)


def _save(request: HttpRequest, found: User, choices: dict[str, Any]) -> PersonForm | None:
    """Save what was typed, or give the form back with what is not right in it."""
    viewer, form = signed_in(request), PersonForm(request.POST, **choices)
    if not form.is_valid():
        return form
    try:
        actions.change_person(
            actor=viewer,
            person=found,
            values=form.values(pattern=_pattern(form, viewer)),
            seen=form.seen_values(),
            consent=form.consent,
        )
    except actions.ChangedMeanwhile as change:
        return _with_what_is_now(request, change, found.pk, choices, viewer)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return form
    return None


def _with_what_is_now(
    request: HttpRequest, change: actions.ChangedMeanwhile, pk: int, choices: dict[str, Any], viewer: User
) -> PersonForm:
    """Fill the form again with what was typed, and say beside each field what somebody else made of it."""
    stored = access.person_to_administer(pk, viewer=viewer)
    sent = request.POST.copy()
    sent["seen"] = seen_of(actions.PersonValues.of(stored))
    form = PersonForm(sent, **choices)
    form.is_valid()
    form.add_error(None, str(change))
    for name, value in change.now.items():
        beside = name if name in form.fields else "pattern"
        form.add_error(
            beside, _("Somebody else made this: %(value)s.") % {"value": _words(form, name, value)}
        )
    return form


def _words(form: PersonForm, name: str, value: object) -> str:
    field = form.fields.get(name)
    if value in {None, ""}:
        return _("empty")
    if field is None:
        return _("other days")
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    named = dict(getattr(field, "choices", ()))
    return str(named.get(str(value), value)).strip()


def _change_guest(request: HttpRequest, guest: User) -> HttpResponse:
    viewer = signed_in(request)
    before = {
        "name": guest.name,
        "email": guest.email,
        "function": guest.function,
        "until": guest.guest_until,
    }
    form = GuestForm(request.POST if request.method == "POST" else None, initial=before)
    if done(form, lambda: actions.change_guest(actor=viewer, person=guest, **form.written)):
        messages.success(request, _("What you changed is saved."))
        return redirect("accounts:person", pk=guest.pk)
    context = {"form": form, "found": guest}
    return page(request, "accounts/change_guest.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.person_to_administer(pk, viewer=viewer)
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": [role.value for role in found.roles]},
    )
    if done(form, lambda: actions.change_roles(person=found, roles=form.chosen, actor=viewer)):
        messages.success(request, _("The roles are saved. They hold at once."))
        return redirect("accounts:person", pk=found.pk)
    context = {"form": form, "found": found, "roles_url": address_if_any("administration:roles")}
    return page(request, "accounts/roles.html", context, status=422 if form.is_bound else 200)


@require_POST
def make_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a one-time link, and show it in this one answer and never again."""
    viewer = signed_in(request)
    found = access.person_to_administer(pk, viewer=viewer)
    secret = actions.make_sign_in_link(person=found, actor=viewer)
    path = reverse("accounts:follow_link", args=[secret])
    link = urljoin(settings.PUBLIC_URL, path) if settings.PUBLIC_URL else request.build_absolute_uri(path)
    return _person_page(request, found, link=link)


@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.person_to_administer(pk, viewer=viewer)
    actions.sign_out_everywhere(person=found, actor=viewer)
    messages.success(request, _("%(name)s is signed out everywhere.") % {"name": found.name})
    if found.pk == viewer.pk:
        return redirect("account_login")
    return redirect("accounts:person", pk=found.pk)


@require_POST
def unblock(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.person_to_administer(pk, viewer=viewer)
    actions.unblock_person(person=found, actor=viewer)
    messages.success(request, _("%(name)s may sign in again.") % {"name": found.name})
    return redirect("accounts:person", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def block(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.person_to_administer(pk, viewer=viewer)
    here = reverse("accounts:person", args=[found.pk])
    if not confirmed(request):
        return ask(
            request,
            Confirm(
                title=_("Block %(name)s") % {"name": found.name},
                sentence=_("This person is signed out at once and cannot sign in. What was written stays."),
                button=_("Block this person"),
                url=reverse("accounts:block", args=[found.pk]),
                cancel_url=here,
                danger=True,
            ),
        )
    actions.block_person(person=found, actor=viewer)
    messages.success(request, _("%(name)s is blocked.") % {"name": found.name})
    return redirect(here)


def _choices(viewer: User) -> dict[str, Any]:
    return {
        "places": queries.place_choices(viewer=viewer),
        "patterns": queries.week_choices(viewer=viewer),
    }


def _pattern(form: PersonForm, viewer: User) -> Any:
    chosen = form.cleaned_data.get("pattern")
    return None if chosen is None else access.week_pattern_to_administer(chosen, viewer=viewer)
