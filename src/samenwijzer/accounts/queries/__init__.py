"""Reads about who people are."""

from samenwijzer.accounts.queries._alike import Alike, colleague_like
from samenwijzer.accounts.queries._allow_list import AllowedRow, allow_list
from samenwijzer.accounts.queries._allowances import LABEL_WORDS, allowances, label_words, look_again
from samenwijzer.accounts.queries._asked import Asked, clean_query
from samenwijzer.accounts.queries._colleague import Colleague, work_words
from samenwijzer.accounts.queries._days import Week, read_days
from samenwijzer.accounts.queries._guests import guest_tasks
from samenwijzer.accounts.queries._import_plan import (
    FIELDS,
    ImportedPerson,
    Places,
    RefusedRow,
    fitted,
    guessed_mapping,
    import_plan,
    read_rows,
    week_words,
    why_not,
)
from samenwijzer.accounts.queries._people import (
    ORDERS,
    PeopleFilters,
    bulk_report,
    names_of,
    people_found,
    people_list,
    person_page,
    role_choices,
)
from samenwijzer.accounts.queries._places import (
    department_page,
    department_tree,
    import_history,
    leaving_people,
    location_list,
    municipality_list,
    place_choices,
    team_list,
    team_page,
    week_choices,
    week_pattern_list,
    without_team,
)
from samenwijzer.accounts.queries._presence import Presence, presence
from samenwijzer.accounts.queries._releases import digest_of, released_for
from samenwijzer.accounts.queries._roles import ROLE_NAMES, ROLE_SENTENCES
from samenwijzer.accounts.queries._tree import departments_under
from samenwijzer.accounts.queries._trying import TriedPlace, try_text

__all__ = [
    "FIELDS",
    "LABEL_WORDS",
    "ORDERS",
    "ROLE_NAMES",
    "ROLE_SENTENCES",
    "Alike",
    "AllowedRow",
    "Asked",
    "Colleague",
    "ImportedPerson",
    "PeopleFilters",
    "Places",
    "Presence",
    "RefusedRow",
    "TriedPlace",
    "Week",
    "allow_list",
    "allowances",
    "bulk_report",
    "clean_query",
    "colleague_like",
    "department_page",
    "department_tree",
    "departments_under",
    "digest_of",
    "fitted",
    "guessed_mapping",
    "guest_tasks",
    "import_history",
    "import_plan",
    "label_words",
    "labels_found",
    "leaving_people",
    "location_list",
    "look_again",
    "municipality_list",
    "names_of",
    "people_found",
    "people_list",
    "person_page",
    "place_choices",
    "presence",
    "read_days",
    "read_rows",
    "released_for",
    "role_choices",
    "team_list",
    "team_page",
    "try_text",
    "week_choices",
    "week_pattern_list",
    "week_words",
    "why_not",
    "without_team",
    "work_words",
]
