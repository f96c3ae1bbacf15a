"""Notes for each request where it comes from, so that an audit line can say so."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from samenwijzer.outbox.audit import Origin, origin


class OriginMiddleware:
    """Sets the origin of every audit line: the caller's address, and an id that also stands in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        token = origin.set(Origin(str(request.META.get("REMOTE_ADDR", ""))[:100], number))
        try:
            response = self.get_response(request)
        finally:
            origin.reset(token)
        response["X-Request-ID"] = number
        return response
