"""No address holds what may say whom it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from samenwijzer.accounts.access import signed_in
from samenwijzer.accounts.queries import clean_query
from samenwijzer.ui.middleware import SAFE

if TYPE_CHECKING:
    from django.http import QueryDict

LOOK = "look"
_TYPED = {"q", "name", "words"}
_CHOSEN = re.compile(r"[a-z_.-]{0,40}|-?\d{0,7}")  # A choice, an order, the number of a row.


class CleanAddresses:
    """Leads from an address with a finding of the guard to the same one without it, and says so once.

    The filters of a list are posted to `?look`; the answer is the address of the list with what was filled
    in, and no more. So what somebody typed there stands in no history and no log of a server before ours
    either. Stands above SignedIn, which would put the address into another. The addresses of signing in are
    left alone: what stands in them comes from another program.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Answer with the clean address, or let the request pass."""
        match = request.resolver_match
        if match is None or not match.namespaces:
            return None
        if request.method in SAFE and request.GET:
            asked, sentences = _cleaned(request, request.GET)
            if not sentences:
                return None
        elif request.method == "POST" and LOOK in request.GET and request.user.is_authenticated:
            asked, sentences = _cleaned(request, request.POST)
            for name in [name for name, values in asked.lists() if not any(values)]:
                del asked[name]
        else:
            return None
        for sentence in sentences:
            messages.info(request, sentence)
        return HttpResponseRedirect(f"{request.path}?{asked.urlencode()}")


def _cleaned(request: HttpRequest, given: QueryDict) -> tuple[QueryDict, list[str]]:
    """Give the clean values by name, and each sentence about them once."""
    viewer = signed_in(request) if request.user.is_authenticated else None
    clean, sentences = given.copy(), []
    clean.pop("csrfmiddlewaretoken", None)
    for name, values in clean.lists():
        if name not in _TYPED and all(map(_CHOSEN.fullmatch, values)):
            continue
        asked = [clean_query(value, viewer=viewer) for value in values]
        clean.setlist(name, [one.text for one in asked])
        sentences += [one.sentence for one in asked if one.sentence]
    return clean, list(dict.fromkeys(sentences))
