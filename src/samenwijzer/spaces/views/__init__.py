"""The doors to spaces."""

from samenwijzer.spaces.views.administer import (
    add_owner,
    administer,
    administer_many,
    administer_space,
    put_in,
)
from samenwijzer.spaces.views.ask import ask_access, request, request_heard, withdraw
from samenwijzer.spaces.views.keep import archive, change, make, remove, unarchive
from samenwijzer.spaces.views.look import readers, space, spaces
from samenwijzer.spaces.views.members import (
    add_group,
    hand_over,
    invite,
    join,
    leave,
    manage,
    role,
    take_out,
)
from samenwijzer.spaces.views.view_as import start_viewing, stop_viewing

__all__ = [
    "add_group",
    "add_owner",
    "administer",
    "administer_many",
    "administer_space",
    "archive",
    "ask_access",
    "change",
    "hand_over",
    "invite",
    "join",
    "leave",
    "make",
    "manage",
    "put_in",
    "readers",
    "remove",
    "request",
    "request_heard",
    "role",
    "space",
    "spaces",
    "start_viewing",
    "stop_viewing",
    "take_out",
    "unarchive",
    "withdraw",
]
