"""The doors to forgetting somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samenwijzer.accounts.access import judges_texts, signed_in
from samenwijzer.kernel.paging import page_number
from samenwijzer.privacy import access, actions, queries
from samenwijzer.privacy.forms import ForgetForm, GoneForm
from samenwijzer.ui.forms import done
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget somebody, after the name was typed."""
    viewer = signed_in(request)
    person = access.person_to_forget(viewer=viewer, pk=pk)
    form = ForgetForm(request.POST or None)
    if done(
        form,
        lambda: actions.forget_colleague(person=person, typed_name=form.cleaned_data["name"], actor=viewer),
    ):
        messages.success(request, _("This person is forgotten. What was written stays, by Oud-collega."))
        return redirect("privacy:erasures")
    shown = queries.forget_page(viewer=viewer, person=person)
    status = 422 if form.is_bound else 200
    return page(request, "privacy/forget.html", {"shown": shown, "form": form}, status=status)


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """Who left and was not forgotten yet."""
    form = GoneForm(request.GET)
    valid = form.is_valid()
    name = form.cleaned_data.get("name", "")
    number = page_number(request.GET.get("page"))
    viewer = signed_in(request)
    found = queries.gone_people(viewer=viewer, name=name, number=number)
    context = {"gone": found, "form": form, "judges": judges_texts(viewer)}
    return page(request, "privacy/gone.html", context, status=200 if valid else 422)


@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """Who was forgotten, as opaque numbers."""
    found = queries.erasure_list(viewer=signed_in(request), number=page_number(request.GET.get("page")))
    return page(request, "privacy/erasures.html", {"erasures": found})
