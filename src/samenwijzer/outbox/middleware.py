"""What the audit learns of each request: where it comes from, and that somebody was turned away."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samenwijzer.kernel.errors import NotAllowed
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.outbox.audit import Origin, origin

_MAX_ID = 2**63 - 1  # What an address names above it is in no table, and fits in no line.


class OriginMiddleware:
    """Sets the origin of every audit line: a page, with an id that also stands in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = origin.set(Origin("page", number, str(request.META.get("REMOTE_ADDR", ""))))
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        response["X-Request-ID"] = number
        return response


class TurnedAway:
    """Appends a line when a signed-in person may not do something; what was rolled back cannot tell of it.

    Its object is the door with the number in the address, as in "forum.edit_answer:12".
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Note the refusal, and leave the answer to others."""
        door = request.resolver_match
        if isinstance(exception, NotAllowed) and door is not None and request.user.is_authenticated:
            number = door.kwargs.get("pk")
            place = door.view_name.replace(":", ".")
            audit.record(
                action="outbox.person.turned_away",
                actor=request.user,
                object=Ref(place, number) if isinstance(number, int) and number <= _MAX_ID else None,
                result="refused",
            )
