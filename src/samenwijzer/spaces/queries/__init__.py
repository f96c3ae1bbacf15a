"""Reads about spaces: above all the few tokens that say what a person may read."""

from samenwijzer.spaces.queries._administration import (
    STATES,
    AdministeredFilters,
    administered_space,
    administered_spaces,
)
from samenwijzer.spaces.queries._asked import RequestRow, request_page, requests_of_space, tasks_of
from samenwijzer.spaces.queries._choices import (
    PersonOption,
    SpaceOption,
    default_space,
    department_names,
    department_options,
    people_to_choose,
    space_names,
    spaces_to_post_in,
    spaces_to_read,
    team_options,
)
from samenwijzer.spaces.queries._lists import SHOWS, Filters, SpaceRow, space_list
from samenwijzer.spaces.queries._members import (
    MemberRow,
    ReaderRow,
    Readers,
    WhoCanSee,
    members,
    readers,
    who_can_see,
)
from samenwijzer.spaces.queries._page import MEANINGS, SpacePage, space_page
from samenwijzer.spaces.queries._tokens import (
    EVERYBODY,
    ROLE_MEANINGS,
    ROLE_NAMES,
    reader_tokens,
    readers_of,
    tokens_of,
)

__all__ = [
    "EVERYBODY",
    "MEANINGS",
    "ROLE_MEANINGS",
    "ROLE_NAMES",
    "SHOWS",
    "STATES",
    "AdministeredFilters",
    "Filters",
    "MemberRow",
    "PersonOption",
    "ReaderRow",
    "Readers",
    "RequestRow",
    "SpaceOption",
    "SpacePage",
    "SpaceRow",
    "WhoCanSee",
    "administered_space",
    "administered_spaces",
    "default_space",
    "department_names",
    "department_options",
    "members",
    "people_to_choose",
    "reader_tokens",
    "readers",
    "readers_of",
    "request_page",
    "requests_of_space",
    "space_list",
    "space_names",
    "space_page",
    "spaces_to_post_in",
    "spaces_to_read",
    "tasks_of",
    "team_options",
    "tokens_of",
    "who_can_see",
]
