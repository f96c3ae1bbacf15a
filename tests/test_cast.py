import socket

import pytest
from pytest_socket import SocketConnectBlockedError

from samenwijzer.accounts.models import User
from samenwijzer.spaces.models import Space


def test_the_hidden_space_is_hidden_from_noor(hidden_space: Space, fatima: User, noor: User) -> None:
    assert hidden_space in Space.objects.visible_to(fatima)
    assert hidden_space not in Space.objects.visible_to(noor)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_no_test_leaves_this_machine() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
