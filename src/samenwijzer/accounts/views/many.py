"""The doors to changing many people at once, and to taking that back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from samenwijzer.accounts import access, actions, queries
from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.forms import TargetForm
from samenwijzer.accounts.models import BulkChange, BulkKind, Right, User
from samenwijzer.accounts.queries import ROLE_NAMES
from samenwijzer.accounts.views.people import acts, filters_of
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.forms import made
from samenwijzer.ui.lists import Confirm, ask, confirmed, picked, undoable
from samenwijzer.ui.pages import page

_FILTERS = ("words", "department", "team", "role", "state")
_WHAT_IT_DOES = {
    "block": gettext_lazy("They are signed out at once and cannot sign in. What they wrote stays."),
    "department": gettext_lazy("What they may see changes at once. Teams stay behind."),
    "team": gettext_lazy("They move to the department of that team. What they may see changes at once."),
    "sign_out": gettext_lazy("They have to sign in again, on every device."),
}


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Ask about, and then do, the same to everybody who was picked or found."""
    viewer = signed_in(request)
    require_right(viewer, Right.ADMINISTER)
    kind = request.POST.get("act", "")
    if kind not in dict(acts()):
        raise Refusal(_("Choose what to do."))
    ids = _people(request, viewer)
    if not ids:
        messages.warning(request, _("Choose at least one person first."))
        return redirect("accounts:people")
    form = _target_form(request, kind, viewer)
    change = made(
        form,
        lambda: actions.change_many(
            actor=viewer, kind=kind, people=ids, target=form.target, sending=_sending(request)
        ),
    )
    return _ask(request, kind, ids, form, viewer) if change is None else _answer(request, change, viewer)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    change = access.bulk_change_to_see(pk, viewer=viewer)
    return _answer(request, actions.undo_change(actor=viewer, change=change), viewer)


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    change = access.bulk_change_to_see(pk, viewer=viewer)
    actions.stop_change(actor=viewer, change=change)
    return redirect("accounts:bulk_change", pk=pk)


@require_safe
def bulk_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a change is; htmx asks for the progress alone."""
    viewer = signed_in(request)
    change = access.bulk_change_to_see(pk, viewer=viewer)
    report = queries.bulk_report(viewer=viewer, change=change)
    words = dict(acts()).get(change.kind, _("Put back what stood there"))
    context = {"report": report, "words": words}
    return page(request, "accounts/bulk_change.html", context, part="progress")


def _people(request: HttpRequest, viewer: User) -> list[int]:
    if request.POST.get("everyone") == "1":
        _form, filters = filters_of(request.POST, viewer=viewer)
        return list(queries.people_found(viewer=viewer, filters=filters).values_list("pk", flat=True))
    return [person.pk for person in access.people_to_administer(picked(request), viewer=viewer)]


def _target_form(request: HttpRequest, kind: str, viewer: User) -> TargetForm:
    choices: Any = None
    label = ""
    if kind in {BulkKind.TEAM, BulkKind.DEPARTMENT}:
        choices = queries.place_choices(viewer=viewer)[kind]
        label = _("Which team?") if kind == BulkKind.TEAM else _("Which department?")
    elif kind in {BulkKind.GIVE_ROLE, BulkKind.TAKE_ROLE}:
        choices = [(role.value, ROLE_NAMES[role]) for role in actions.GIVEN_ROLES]
        label = _("Which role?")
    return TargetForm(request.POST if confirmed(request) else None, choices=choices, label=label)


def _ask(request: HttpRequest, kind: str, ids: list[int], form: TargetForm, viewer: User) -> HttpResponse:
    number = ngettext("%(number)s person", "%(number)s people", len(ids)) % {"number": len(ids)}
    confirm = Confirm(
        title=f"{dict(acts())[kind]}: {number}",
        sentence=str(_WHAT_IT_DOES.get(kind, gettext_lazy("Look once more whom it concerns."))),
        button=dict(acts())[kind],
        url=reverse("accounts:bulk"),
        cancel_url=reverse("accounts:people"),
        fields=_whom(request, kind, ids),
        names=queries.names_of(ids[:50], viewer=viewer),
        total=len(ids),
        danger=kind == BulkKind.BLOCK,
        form=form,
    )
    return ask(request, confirm, status=422 if form.is_bound else 200)


def _whom(request: HttpRequest, kind: str, ids: list[int]) -> list[tuple[str, str]]:
    """Give what the button sends again: what to do, and the filters of everybody or the people picked."""
    fields = [("act", kind), ("sending", str(_sending(request) or uuid.uuid4()))]
    if request.POST.get("everyone") == "1":
        filters = [(name, request.POST[name]) for name in _FILTERS if request.POST.get(name)]
        return [*fields, ("everyone", "1"), *filters]
    return [*fields, *(("picked", str(pk)) for pk in ids)]


def _answer(request: HttpRequest, change: BulkChange, viewer: User) -> HttpResponseRedirect:
    """Lead to the progress of what goes on, or say what was done with a button to undo it."""
    report = queries.bulk_report(viewer=viewer, change=change)
    if not report.finished or len(report.refused) > 1:
        return redirect("accounts:bulk_change", pk=change.pk)
    said = ngettext("Done for %(number)s person.", "Done for %(number)s people.", report.changed)
    sentence = " ".join([said % {"number": report.changed}, *report.refused])
    if report.may_undo:
        undoable(request, sentence, reverse("accounts:undo", args=[change.pk]), {})
    else:
        messages.success(request, sentence)
    return redirect("accounts:people")


def _sending(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("sending", ""))
    except ValueError:
        return None
