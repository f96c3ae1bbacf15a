"""What a person can do with spaces, one function for each intention."""

from samenwijzer.spaces.actions.administer import (
    archive_spaces,
    make_owner,
    put_in_space,
    unarchive_spaces,
)
from samenwijzer.spaces.actions.ask import (
    accept_request,
    ask_to_enter,
    decline_request,
    invite,
    mark_answer_heard,
    offer_ownership,
    withdraw_request,
)
from samenwijzer.spaces.actions.forget import forget_memberships
from samenwijzer.spaces.actions.hand_over import hand_over_spaces
from samenwijzer.spaces.actions.keep import (
    archive_space,
    change_space,
    make_space,
    remove_space,
    unarchive_space,
)
from samenwijzer.spaces.actions.members import (
    add_department,
    add_team,
    change_role,
    join_space,
    leave_space,
    take_out,
)
from samenwijzer.spaces.actions.view_as import start_viewing_as, stop_viewing_as

__all__ = [
    "accept_request",
    "add_department",
    "add_team",
    "archive_space",
    "archive_spaces",
    "ask_to_enter",
    "change_role",
    "change_space",
    "decline_request",
    "forget_memberships",
    "hand_over_spaces",
    "invite",
    "join_space",
    "leave_space",
    "make_owner",
    "make_space",
    "mark_answer_heard",
    "offer_ownership",
    "put_in_space",
    "remove_space",
    "start_viewing_as",
    "stop_viewing_as",
    "take_out",
    "unarchive_space",
    "unarchive_spaces",
    "withdraw_request",
]
