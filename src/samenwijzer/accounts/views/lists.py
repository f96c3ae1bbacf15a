"""The doors to the short lists: locations, municipalities and week patterns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts import access, actions, queries
from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.forms import LocationForm, MunicipalityForm, WeekPatternForm, days_of
from samenwijzer.accounts.models import Right
from samenwijzer.kernel.errors import Refusal
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.lists import Confirm, ask, confirmed
from samenwijzer.ui.pages import page

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortList:
    """One of the three: how it is called, read and written. `name` stands in the names of its addresses."""

    name: str
    title: Words
    lead: Words
    add: Words
    column: Words
    icon: str
    form: type[Form]
    rows: Callable[..., Any]
    one: Callable[..., Any]
    initial: Callable[[Any], dict[str, Any]]
    save: Callable[..., Any]


def _save_location(form: Any, *, actor: Any, row: Any) -> Any:
    return actions.save_location(actor=actor, location=row, **form.written)


def _save_municipality(form: Any, *, actor: Any, row: Any) -> Any:
    return actions.save_municipality(actor=actor, municipality=row, **form.written)


def _save_week_pattern(form: Any, *, actor: Any, row: Any) -> Any:
    week = form.week
    return actions.save_week_pattern(
        actor=actor,
        pattern=row,
        name=form.cleaned_data["name"],
        whole=week.whole,
        mornings=week.mornings,
        afternoons=week.afternoons,
        consent=form.consent,
    )


LISTS = {
    "location": ShortList(
        name="location",
        title=gettext_lazy("Locations"),
        lead=gettext_lazy("Where people and teams work. Colleagues see it on profiles."),
        add=gettext_lazy("Add a location"),
        column=gettext_lazy("About this place"),
        icon="map-pin",
        form=LocationForm,
        rows=queries.location_list,
        one=access.location_to_administer,
        initial=lambda row: {"name": row.name, "about": row.about},
        save=_save_location,
    ),
    "municipality": ShortList(
        name="municipality",
        title=gettext_lazy("Municipalities"),
        lead=gettext_lazy("For a service that works for several. Each colleague chooses for which one now."),
        add=gettext_lazy("Add a municipality"),
        column=gettext_lazy("Works for it now"),
        icon="landmark",
        form=MunicipalityForm,
        rows=queries.municipality_list,
        one=access.municipality_to_administer,
        initial=lambda row: {"name": row.name},
        save=_save_municipality,
    ),
    "week_pattern": ShortList(
        name="week_pattern",
        title=gettext_lazy("Week patterns"),
        lead=gettext_lazy("Working days to choose from. Who chose one, keeps his days when you change it."),
        add=gettext_lazy("Add a week pattern"),
        column=gettext_lazy("Working days"),
        icon="calendar-range",
        form=WeekPatternForm,
        rows=queries.week_pattern_list,
        one=access.week_pattern_to_administer,
        initial=lambda row: {
            "name": row.name,
            **days_of(row.working_day_bits, row.morning_only_bits, row.afternoon_only_bits),
        },
        save=_save_week_pattern,
    ),
}


@require_safe
def short_list(request: HttpRequest, kind: str) -> HttpResponse:
    viewer, shown = signed_in(request), LISTS[kind]
    require_right(viewer, Right.ADMINISTER)
    context = {"list": shown, "rows": shown.rows(viewer=viewer), "add_url": reverse(f"accounts:add_{kind}")}
    return page(request, "accounts/short_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    require_right(signed_in(request), Right.ADMINISTER)
    return _form_page(request, LISTS[kind], None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    shown = LISTS[kind]
    return _form_page(request, shown, shown.one(pk, viewer=signed_in(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    viewer, shown = signed_in(request), LISTS[kind]
    row = shown.one(pk, viewer=viewer)
    back = reverse(f"accounts:{kind}_list")
    if confirmed(request):
        actions.remove_named(actor=viewer, thing=row)
        messages.success(request, _("%(name)s is removed.") % {"name": row.name})
        return redirect(back)
    confirm = Confirm(
        title=_("Remove %(name)s") % {"name": row.name},
        sentence=_("This works only when nothing uses it."),
        button=_("Remove"),
        url=reverse(f"accounts:remove_{kind}", args=[row.pk]),
        cancel_url=back,
        danger=True,
    )
    return ask(request, confirm)


def _form_page(request: HttpRequest, shown: ShortList, row: Any) -> HttpResponse:
    initial = {} if row is None else shown.initial(row)
    form = shown.form(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            saved = shown.save(form, actor=signed_in(request), row=row)
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": saved.name})
            return redirect(f"accounts:{shown.name}_list")
    context = {
        "list": shown,
        "form": form,
        "row": row,
        "list_url": reverse(f"accounts:{shown.name}_list"),
        "remove_url": "" if row is None else reverse(f"accounts:remove_{shown.name}", args=[row.pk]),
    }
    return page(request, "accounts/short_form.html", context, status=422 if form.is_bound else 200)
