"""Looking at spaces."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.models import Right
from samenwijzer.kernel import text
from samenwijzer.kernel.paging import page_number
from samenwijzer.spaces import access, queries
from samenwijzer.spaces.forms import ListForm
from samenwijzer.ui.pages import page

_TABS = {
    "all": _("All"),
    "mine": _("Mine"),
    "open": _("Open"),
    "closed": _("Closed"),
    "archived": _("Archived"),
}


@require_safe
def spaces(request: HttpRequest) -> HttpResponse:
    viewer = signed_in(request)
    form = ListForm(request.GET, viewer=viewer)
    filters = form.filters(request.GET.get("show"))
    found = queries.space_list(viewer=viewer, filters=filters, number=page_number(request.GET.get("page")))
    tabs = [{"show": key, "label": label, "current": key == filters.show} for key, label in _TABS.items()]
    may = {"make": viewer.may(Right.MAKE_SPACES), "narrow": viewer.may(Right.READ_OPEN)}
    context = {"form": form, "found": found, "filters": filters, "tabs": tabs, "may": may}
    return page(request, "spaces/spaces.html", context)


@require_safe
def space(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.space_to_read(viewer=viewer, pk=pk)
    number = page_number(request.GET.get("page"))
    shown = queries.space_page(viewer=viewer, space=found, number=number)
    return page(request, "spaces/space.html", {"space": shown})


@require_safe
def readers(request: HttpRequest, pk: int) -> HttpResponse:
    viewer = signed_in(request)
    found = access.space_to_read(viewer=viewer, pk=pk)
    name = text.clean(request.GET.get("name", ""))[:100].strip()
    number = page_number(request.GET.get("page"))
    who = queries.readers(space=found, viewer=viewer, number=number, name=name)
    return page(request, "spaces/readers.html", {"space": found, "who": who, "name": name})
