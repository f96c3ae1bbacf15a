"""Which headers pass from the browser to `web` and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address

Header = tuple[bytes, bytes]
Networks = tuple[IPv4Network | IPv6Network, ...]

# RFC 9110 7.6.1: these speak of one connection.
_HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
# What `web` may believe is set here, and so never passed on; `proxy` would become HTTP_PROXY (httpoxy).
_OURS = {b"forwarded", b"x-real-ip", b"content-length", b"expect", b"proxy", b"date", b"server"}
_BAD_VALUE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


def _hop_by_hop(headers: Iterable[Header]) -> set[bytes]:
    named = {
        token.strip().lower()
        for name, value in headers
        if name == b"connection"
        for token in value.split(b",")
    }
    return _HOP_BY_HOP | named if named else _HOP_BY_HOP


def towards_web(
    headers: list[Header], *, peer: str, scheme: bytes, trusted: Networks, length: int | None
) -> list[Header]:
    """Return the headers for `web`: the caller's own without those that speak of the connection, and ours."""
    dropped = _hop_by_hop(headers)
    passed = [
        (name, value)
        for name, value in headers
        if name not in dropped
        and name not in _OURS
        and not name.startswith(b"x-forwarded-")
        and b"_" not in name
    ]
    passed.append((b"x-forwarded-for", caller(headers, peer=peer, trusted=trusted).encode()))
    passed.append((b"x-forwarded-proto", scheme))
    passed.append((b"connection", b"close"))
    if length is not None:
        passed.append((b"content-length", str(length).encode()))
    return passed


def towards_browser(headers: list[Header]) -> list[Header]:
    """Return the headers of the answer without those that speak of the connection with `web`."""
    dropped = _hop_by_hop(headers)
    return [
        (name, value)
        for name, value in headers
        if name not in dropped and name not in {b"server", b"date"} and not _BAD_VALUE.search(value)
    ]


def caller(headers: Iterable[Header], *, peer: str, trusted: Networks) -> str:
    """Return the address of the browser: the peer, or what a trusted proxy says of whom it speaks for."""
    chain = [
        part.strip().decode("latin-1")
        for name, value in headers
        if name == b"x-forwarded-for"
        for part in value.split(b",")
    ]
    address = peer
    while chain and is_trusted(address, trusted):
        address = chain.pop()
    return address if _is_address(address) else peer


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def is_trusted(text: str, trusted: Networks) -> bool:
    """Say whether the address is that of a proxy which may speak for others."""
    return _is_address(text) and any(ip_address(text) in network for network in trusted)


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches what listens there."""
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)
