"""The doors to the allow list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts import access, actions, queries
from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.forms import AllowedTextForm, AllowListFilterForm, TryTextForm
from samenwijzer.accounts.models import AllowedText, Right
from samenwijzer.kernel.paging import page_number
from samenwijzer.ui.forms import done
from samenwijzer.ui.lists import Confirm, ask, confirmed, undoable
from samenwijzer.ui.pages import page


@require_safe
def allow_list(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    form = AllowListFilterForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = queries.allow_list(viewer=viewer, words=words, number=page_number(request.GET.get("page")))
    context = {"form": form, "found": found, "words": words}
    return page(request, "accounts/allow_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_allowed_text(request: HttpRequest) -> HttpResponse:
    require_right(signed_in(request), Right.KEEP_ALLOW_LIST)
    return _form_page(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def allowed_text(request: HttpRequest, pk: int) -> HttpResponse:
    return _form_page(request, access.allowed_text_to_keep(pk, viewer=signed_in(request)))


@require_http_methods(["GET", "HEAD", "POST"])
def remove_allowed_text(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    entry = access.allowed_text_to_keep(pk, viewer=viewer)
    if confirmed(request):
        actions.remove_allowed_text(actor=viewer, entry=entry)
        fields = {"kind": entry.kind, "value": entry.value, "note": entry.note}
        said = _("%(name)s is removed.") % {"name": entry.value}
        undoable(request, said, reverse("accounts:add_allowed_text"), fields)
        return redirect("accounts:allow_list")
    confirm = Confirm(
        title=_("Remove %(name)s") % {"name": entry.value},
        sentence=_("From now on the guard looks for it again. Texts that stand stay as they are."),
        button=_("Remove"),
        url=reverse("accounts:remove_allowed_text", args=[entry.pk]),
        cancel_url=reverse("accounts:allow_list"),
        danger=True,
    )
    return ask(request, confirm)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def try_text(request: HttpRequest) -> HttpResponse:
    """Show what the guard finds in a text. It posts, so that the text stands in no address or log."""
    viewer = signed_in(request)
    require_right(viewer, Right.KEEP_ALLOW_LIST)
    form = TryTextForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return page(request, "accounts/try_text.html", {"form": form}, status=status)
    places = queries.try_text(viewer=viewer, text=form.cleaned_data["tried"])
    return page(request, "accounts/try_text.html", {"form": form, "places": places, "is_tried": True})


def _form_page(request: HttpRequest, entry: AllowedText | None) -> HttpResponse:
    initial = {} if entry is None else {"kind": entry.kind, "value": entry.value, "note": entry.note}
    form = AllowedTextForm(request.POST if request.method == "POST" else None, initial=initial)
    viewer = signed_in(request)
    if done(form, lambda: actions.save_allowed_text(actor=viewer, entry=entry, **form.written)):
        messages.success(request, _("%(name)s is saved.") % {"name": form.cleaned_data["value"]})
        return redirect("accounts:allow_list")
    context = {"form": form, "entry": entry}
    return page(request, "accounts/allowed_text.html", context, status=422 if form.is_bound else 200)
