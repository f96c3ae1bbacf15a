"""The door to the retention terms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samenwijzer.accounts.access import require_right, signed_in
from samenwijzer.accounts.models import Right
from samenwijzer.kernel.errors import Refusal
from samenwijzer.privacy import actions, queries
from samenwijzer.privacy.forms import TermsForm
from samenwijzer.ui.forms import show_refusal
from samenwijzer.ui.lists import Confirm, ask, confirmed
from samenwijzer.ui.pages import page


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """For how long things are kept."""
    viewer = signed_in(request)
    require_right(viewer, Right.SET_RETENTION)
    terms = queries.retention_page(viewer=viewer)
    form = TermsForm(request.POST or None, terms=terms)
    if request.method == "POST" and form.is_valid():
        if form.shortens_audit and not confirmed(request):
            return _ask_about_audit(request, form)
        try:
            changed = actions.change_terms(days=form.cleaned_data, actor=viewer)
        except Refusal as problem:
            show_refusal(form, problem)
        else:
            said = _("The terms are kept.") if changed else _("Nothing was changed.")
            messages.success(request, said)
            return redirect("privacy:retention")
    rows = [(term, form[term.kind]) for term in terms]
    status = 422 if form.is_bound else 200
    return page(request, "privacy/retention.html", {"rows": rows, "form": form}, status=status)


def _ask_about_audit(request: HttpRequest, form: TermsForm) -> HttpResponse:
    confirm = Confirm(
        title=_("A shorter term for the audit log"),
        sentence=_("This is shorter than three years. Are you sure?"),
        button=_("Keep these terms"),
        url=reverse("privacy:retention"),
        cancel_url=reverse("privacy:retention"),
        fields=[(name, str(days)) for name, days in form.cleaned_data.items()],
        danger=True,
    )
    return ask(request, confirm)
