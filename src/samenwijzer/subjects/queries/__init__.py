"""Reads about the shared vocabulary and the national list of products."""

from samenwijzer.subjects.queries._choices import (
    SubjectChoice,
    product_addresses,
    subject_choices,
    subject_names,
)
from samenwijzer.subjects.queries._keep import (
    SHOWS,
    Owner,
    SubjectRow,
    owners_like,
    product_choices,
    subject_list,
    synonyms_of,
    uses_of,
)

__all__ = [
    "SHOWS",
    "Owner",
    "SubjectChoice",
    "SubjectRow",
    "owners_like",
    "product_addresses",
    "product_choices",
    "subject_choices",
    "subject_list",
    "subject_names",
    "synonyms_of",
    "uses_of",
]
