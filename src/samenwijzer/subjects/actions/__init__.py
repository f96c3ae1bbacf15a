"""What is done to the shared vocabulary."""

from samenwijzer.subjects.actions._keep import (
    add_subject,
    change_subject,
    merge_subjects,
    remove_subjects,
)
from samenwijzer.subjects.actions._words import find_or_add_subjects, forget_ownership, hand_over_subjects

__all__ = [
    "add_subject",
    "change_subject",
    "find_or_add_subjects",
    "forget_ownership",
    "hand_over_subjects",
    "merge_subjects",
    "remove_subjects",
]
