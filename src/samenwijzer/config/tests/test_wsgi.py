from ipaddress import ip_network
from typing import Any

from samenwijzer.config.wsgi import knowing_the_caller


def called_with(**given: str) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ)
        return []

    knowing_the_caller(application)(dict(given), lambda *_: None)
    return seen


def test_over_the_socket_live_says_who_the_caller_is() -> None:
    seen = called_with(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="192.0.2.7", HTTP_X_FORWARDED_PROTO="https")
    assert (seen["REMOTE_ADDR"], seen["HTTP_X_FORWARDED_PROTO"]) == ("192.0.2.7", "https")
    assert "HTTP_X_FORWARDED_FOR" not in seen


def test_over_the_network_nobody_is_believed() -> None:
    seen = called_with(
        REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="1.1.1.1", HTTP_X_FORWARDED_PROTO="https"
    )
    assert seen["REMOTE_ADDR"] == "192.0.2.7"
    assert "HTTP_X_FORWARDED_PROTO" not in seen


def test_a_trusted_proxy_is_believed(settings: Any) -> None:
    settings.TRUSTED_PROXIES = (ip_network("10.0.0.0/8"),)
    seen = called_with(
        REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 192.0.2.7", HTTP_X_FORWARDED_PROTO="https"
    )
    assert (seen["REMOTE_ADDR"], seen["HTTP_X_FORWARDED_PROTO"]) == ("192.0.2.7", "https")
