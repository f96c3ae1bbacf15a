"""The doors to the settings of the organisation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samenwijzer.accounts.models import User
from samenwijzer.organisation import actions, queries
from samenwijzer.organisation.access import administrator
from samenwijzer.organisation.forms import BasicsForm, NameForm, ThemeForm, UploadForm
from samenwijzer.ui import themes
from samenwijzer.ui.forms import done
from samenwijzer.ui.lists import Confirm, ask, confirmed, undoable
from samenwijzer.ui.pages import page

SHOWN = 6  # Pairs of which the contrast is shown: the weakest.


@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Name the organisation."""
    viewer = administrator(request)
    choices = queries.choices(viewer=viewer)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": choices.name})
    if done(form, lambda: actions.rename_organisation(**form.written, actor=viewer)):
        messages.success(request, _("The name is saved. It stands on every page now."))
        return redirect("organisation:name")
    context = {"form": form, "choices": choices}
    return page(request, "organisation/name.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest) -> HttpResponse:
    """Choose a theme that is there."""
    viewer = administrator(request)
    if request.method != "POST":
        return _theme_page(request, viewer)
    before = queries.choices(viewer=viewer)
    form = ThemeForm(request.POST, choices=before)
    if not done(form, lambda: actions.choose_theme(theme=form.cleaned_data["theme"], actor=viewer)):
        return _theme_page(request, viewer, theme_form=form)
    if before.theme != form.cleaned_data["theme"]:
        undoable(request, _("The theme is changed."), reverse("organisation:theme"), {"theme": before.theme})
    return redirect("organisation:theme")


@require_POST
def theme_basics(request: HttpRequest) -> HttpResponse:
    """Make an own theme of the twelve choices."""
    viewer = administrator(request)
    form = BasicsForm(request.POST)
    if not done(form, lambda: actions.make_theme(basics=form.basics(), actor=viewer)):
        return _theme_page(request, viewer, basics_form=form)
    messages.success(request, _("Your own theme is made, and everyone sees it now."))
    return redirect("organisation:theme")


@require_POST
def theme_upload(request: HttpRequest) -> HttpResponse:
    """Take a style sheet of tokens as the own theme."""
    viewer = administrator(request)
    form = UploadForm(request.POST, request.FILES)
    if not done(form, lambda: actions.upload_theme(css=form.cleaned_data["css"], actor=viewer)):
        return _theme_page(request, viewer, upload_form=form)
    messages.success(request, _("Your own theme is uploaded, and everyone sees it now."))
    return redirect("organisation:theme")


@require_POST
def theme_preview(request: HttpRequest) -> HttpResponse:
    """Show how well the choices can be read, before they are saved."""
    administrator(request)
    form = BasicsForm(request.POST)
    context = _preview(form.basics()) if form.is_valid() else {}
    return page(request, "organisation/theme_preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def modules(request: HttpRequest) -> HttpResponse:
    """Switch modules on and off."""
    viewer = administrator(request)
    rows = queries.module_rows(viewer=viewer)
    chosen = next((row for row in rows if row.name == request.POST.get("module")), None)
    if chosen is None:
        status = 422 if request.method == "POST" else 200
        return page(request, "organisation/modules.html", {"rows": rows}, status=status)
    on = request.POST.get("on") == "1"
    if not on and not confirmed(request):
        return _ask_to_switch_off(request, chosen)
    actions.switch_module(module=chosen.name, on=on, actor=viewer)
    said = _("%(module)s is on.") if on else _("%(module)s is off.")
    fields = {"module": chosen.name, "on": "0" if on else "1", "confirmed": "1"}
    undoable(request, said % {"module": chosen.title}, request.path, fields)
    return redirect("organisation:modules")


def _ask_to_switch_off(request: HttpRequest, chosen: queries.ModuleRow) -> HttpResponse:
    confirm = Confirm(
        title=_("Switch off %(module)s?") % {"module": chosen.title},
        sentence=_("Nobody finds it any more: not in the menu, not in search and not on other pages."),
        notes=[_("What stands in it is kept. When you switch it on again, everything is back.")],
        button=_("Switch off %(module)s") % {"module": chosen.title},
        url=request.path,
        cancel_url=request.path,
        fields=[("module", chosen.name), ("on", "0")],
    )
    return ask(request, confirm)


def _theme_page(request: HttpRequest, viewer: User, **forms: Form) -> HttpResponse:
    choices = queries.choices(viewer=viewer)
    context: dict[str, Any] = {
        "choices": choices,
        "theme_form": ThemeForm(choices=choices, initial={"theme": choices.theme}),
        "basics_form": BasicsForm(initial=asdict(choices.basics)),
        "upload_form": UploadForm(),
        **forms,
    }
    shown = context["basics_form"]
    context |= _preview(shown.basics() if shown.is_bound and shown.is_valid() else choices.basics)
    return page(request, "organisation/theme.html", context, status=422 if forms else 200)


def _preview(basics: themes.Basics) -> dict[str, Any]:
    tokens = themes.tokens_of(basics)
    found = themes.results(tokens)
    return {
        "pairs": [(pair, themes.sentence_about(pair)) for pair in found[:SHOWN]],
        "is_readable": found[0].is_enough,
        "samples": themes.samples(tokens),
    }
