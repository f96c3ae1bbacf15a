"""The WSGI application that `web` runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from samenwijzer.live.headers import caller, is_trusted

Environ = dict[str, Any]
_PIECE = 65_536
WSGI = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


def knowing_the_caller(application: WSGI) -> WSGI:
    """Believe what is said of the caller over the socket, which `live` alone reaches, or by a trusted proxy.

    Over a unix socket the peer has no address; nobody else is believed.
    """

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        peer = environ.get("REMOTE_ADDR", "")
        said = environ.pop("HTTP_X_FORWARDED_FOR", "")
        if not peer:
            environ["REMOTE_ADDR"] = said
        elif is_trusted(peer, settings.TRUSTED_PROXIES):
            headers = [(b"x-forwarded-for", said.encode("latin-1"))] if said else []
            environ["REMOTE_ADDR"] = caller(headers, peer=peer, trusted=settings.TRUSTED_PROXIES)
        else:
            environ.pop("HTTP_X_FORWARDED_PROTO", None)
        return application(environ, start_response)

    return call


def reading_it_all(application: WSGI) -> WSGI:
    """Read what is left of a request before it is answered: else the answer is lost with the connection."""

    def call(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = application(environ, start_response)
        while environ["wsgi.input"].read(_PIECE):
            pass
        return answer

    return call


application = knowing_the_caller(reading_it_all(get_wsgi_application()))
