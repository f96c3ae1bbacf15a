"""What a person says about himself, and what colleagues confirm of him."""

from samenwijzer.people.actions.contest import answer_contest, hear_answer, hear_confirmation
from samenwijzer.people.actions.evidence import (
    CannotConfirm,
    confirm_subject,
    forget_evidence,
    take_back_confirmation,
    take_subject_back,
    turn_subject_away,
)
from samenwijzer.people.actions.picture import (
    MOST_BYTES,
    SIDE,
    Portrait,
    UnusablePicture,
    change_picture,
    remove_picture,
)
from samenwijzer.people.actions.profile import change_own_profile, choose_municipality
from samenwijzer.people.actions.subjects import (
    MOST_SUBJECTS,
    TooManySubjects,
    declare_subject,
    forget_declared_subjects,
    remove_subject,
)

__all__ = [
    "MOST_BYTES",
    "MOST_SUBJECTS",
    "SIDE",
    "CannotConfirm",
    "Portrait",
    "TooManySubjects",
    "UnusablePicture",
    "answer_contest",
    "change_own_profile",
    "change_picture",
    "choose_municipality",
    "confirm_subject",
    "declare_subject",
    "forget_declared_subjects",
    "forget_evidence",
    "hear_answer",
    "hear_confirmation",
    "remove_picture",
    "remove_subject",
    "take_back_confirmation",
    "take_subject_back",
    "turn_subject_away",
]
