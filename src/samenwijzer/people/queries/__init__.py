"""Reads about who knows what and who works where, as plain values."""

from samenwijzer.people.queries._asked import evidence_tasks, look_again
from samenwijzer.people.queries.cards import PersonCard, colleague_meant, colleagues_today
from samenwijzer.people.queries.confirmations import Given, given_to
from samenwijzer.people.queries.coverage import Coverage, CoverageFilters, Covered, Knower, coverage
from samenwijzer.people.queries.directory import Directory, Filters, Group, directory
from samenwijzer.people.queries.evidence import OwnEvidence, declares, own_evidence, who_answers
from samenwijzer.people.queries.experts import (
    Expert,
    ItemExperts,
    experts,
    item_experts,
)
from samenwijzer.people.queries.options import (
    Option,
    department_options,
    location_options,
    may_look_around,
    municipality_options,
    subject_options,
    team_options,
)
from samenwijzer.people.queries.own import OwnPicture, own_picture, picture_to_send
from samenwijzer.people.queries.places import (
    Branch,
    DepartmentPage,
    TeamPage,
    department_page,
    organisation,
    team_page,
)
from samenwijzer.people.queries.profile import Confirmed, Known, Profile, Work, profile
from samenwijzer.people.queries.reasons import Reason
from samenwijzer.people.queries.subjects import Declared, declared_subjects, subject_ids_of

__all__ = [
    "Branch",
    "Confirmed",
    "Coverage",
    "CoverageFilters",
    "Covered",
    "Declared",
    "DepartmentPage",
    "Directory",
    "Expert",
    "Filters",
    "Given",
    "Group",
    "ItemExperts",
    "Knower",
    "Known",
    "Option",
    "OwnEvidence",
    "OwnPicture",
    "PersonCard",
    "Profile",
    "Reason",
    "TeamPage",
    "Work",
    "colleague_meant",
    "colleagues_today",
    "coverage",
    "declared_subjects",
    "declares",
    "department_options",
    "department_page",
    "directory",
    "evidence_tasks",
    "experts",
    "given_to",
    "item_experts",
    "location_options",
    "look_again",
    "may_look_around",
    "municipality_options",
    "organisation",
    "own_evidence",
    "own_picture",
    "picture_to_send",
    "profile",
    "subject_ids_of",
    "subject_options",
    "team_options",
    "team_page",
    "who_answers",
]
