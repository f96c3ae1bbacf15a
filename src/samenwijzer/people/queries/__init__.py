"""Reads about who knows what, as plain values."""

from samenwijzer.people.queries.cards import PersonCard, colleagues_today
from samenwijzer.people.queries.directory import (
    Directory,
    Filters,
    Group,
    Option,
    department_options,
    directory,
    subject_options,
)
from samenwijzer.people.queries.experts import (
    Expert,
    ItemExperts,
    experts,
    item_experts,
)
from samenwijzer.people.queries.profile import Known, Profile, Work, profile
from samenwijzer.people.queries.reasons import Reason
from samenwijzer.people.queries.subjects import Declared, declared_subjects, subject_ids_of

__all__ = [
    "Declared",
    "Directory",
    "Expert",
    "Filters",
    "Group",
    "ItemExperts",
    "Known",
    "Option",
    "PersonCard",
    "Profile",
    "Reason",
    "Work",
    "colleagues_today",
    "declared_subjects",
    "department_options",
    "directory",
    "experts",
    "item_experts",
    "profile",
    "subject_ids_of",
    "subject_options",
]
