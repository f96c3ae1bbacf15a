"""The door to the warnings that writers let stand."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.kernel.paging import page_number
from samenwijzer.privacy import queries
from samenwijzer.privacy.forms import OverridesForm
from samenwijzer.ui.pages import page


@require_safe
def overrides(request: HttpRequest) -> HttpResponse:
    """Which warnings were let stand, and why."""
    form = OverridesForm(request.GET)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    number = page_number(request.GET.get("page"))
    found = queries.override_list(viewer=signed_in(request), number=number, **chosen)
    context = {"found": found, "form": form, "is_narrow": bool(chosen)}
    return page(request, "privacy/overrides.html", context, status=422 if form.errors else 200)
