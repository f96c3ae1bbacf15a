"""What a person says about himself: how he is reached, what he looks like, what one may ask him."""

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
    "change_own_profile",
    "change_picture",
    "choose_municipality",
    "confirm_subject",
    "declare_subject",
    "forget_declared_subjects",
    "forget_evidence",
    "remove_picture",
    "remove_subject",
    "take_back_confirmation",
    "take_subject_back",
    "turn_subject_away",
]
