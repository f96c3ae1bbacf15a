"""What an administrator fills in."""

from samenwijzer.accounts.forms._allow_list import AllowedTextForm, AllowListFilterForm, TryTextForm
from samenwijzer.accounts.forms._fields import days_of
from samenwijzer.accounts.forms._file import MAPPING_FIELDS, MappingForm, UploadForm
from samenwijzer.accounts.forms._people import (
    GuestForm,
    PasswordForm,
    PeopleFilterForm,
    PersonForm,
    RolesForm,
    TargetForm,
    seen_of,
)
from samenwijzer.accounts.forms._places import (
    DepartmentForm,
    LocationForm,
    MemberForm,
    MunicipalityForm,
    TeamForm,
    WeekPatternForm,
)

__all__ = [
    "MAPPING_FIELDS",
    "AllowListFilterForm",
    "AllowedTextForm",
    "DepartmentForm",
    "GuestForm",
    "LocationForm",
    "MappingForm",
    "MemberForm",
    "MunicipalityForm",
    "PasswordForm",
    "PeopleFilterForm",
    "PersonForm",
    "RolesForm",
    "TargetForm",
    "TeamForm",
    "TryTextForm",
    "UploadForm",
    "WeekPatternForm",
    "days_of",
    "seen_of",
]
