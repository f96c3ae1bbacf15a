from typing import Any

import pytest
from django.core.management import CommandError, call_command

from samenwijzer.live.headers import is_loopback

EVERYWHERE = "0.0.0.0"  # noqa: S104 - must be refused


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--host", EVERYWHERE),
        ("live", "--host", EVERYWHERE),
        ("live", "--host", "::"),
        ("live", "--host", "192.0.2.1"),
        ("web", "--bind", f"{EVERYWHERE}:8190"),
        ("web", "--bind", ":8190"),
        ("web", "--bind", "[::]:8190"),
    ],
)
def test_without_a_public_address_nothing_listens_to_others(settings: Any, command: tuple[str, ...]) -> None:
    settings.PUBLIC_URL = None
    with pytest.raises(CommandError, match="PUBLIC_URL"):
        call_command(*command)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.7", "::1"])
def test_what_stays_on_this_machine(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "", "wijs.example.nl", "192.0.2.1"])
def test_what_does_not(host: str) -> None:
    assert not is_loopback(host)
