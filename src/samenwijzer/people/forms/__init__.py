"""What people fill in about themselves and of each other, and how they look through lists of colleagues."""

from samenwijzer.people.forms._evidence import AnswerForm, ConfirmForm, ContestForm, CoverageForm
from samenwijzer.people.forms._profile import (
    DirectoryForm,
    MunicipalityForm,
    PictureForm,
    ProfileForm,
    SubjectForm,
)

__all__ = [
    "AnswerForm",
    "ConfirmForm",
    "ContestForm",
    "CoverageForm",
    "DirectoryForm",
    "MunicipalityForm",
    "PictureForm",
    "ProfileForm",
    "SubjectForm",
]
