"""Forms about departments, teams and the short lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.forms._fields import Address, Choice, WeekFields
from samenwijzer.accounts.models import Department, Location, Team, User
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm

Choices = Sequence[tuple[str, str]]


class DepartmentForm(GuardedForm):
    """A department and the one it hangs under."""

    use_required_attribute = False

    name = Words(
        one_line=True, label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Fill in a name.")
    )
    parent = Choice(label=gettext_lazy("Part of"), required=False)

    def __init__(self, *args: Any, departments: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(departments, empty=_("Nothing: it stands on top"))  # type: ignore[attr-defined]

    def clean_parent(self) -> Department | None:
        return Department.objects.filter(pk=self.cleaned_data["parent"]).first()


class TeamForm(GuardedForm):
    """A team, where it belongs and who leads it."""

    use_required_attribute = False

    name = Words(
        one_line=True, label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Fill in a name.")
    )
    department = Choice(label=gettext_lazy("Department"))
    manager = Address(
        required=False,
        help_text=gettext_lazy("Who leads this team gets the role of team manager."),
    )
    location = Choice(label=gettext_lazy("Location"), required=False)

    def __init__(self, *args: Any, departments: Choices, locations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].offer(departments, empty=_("Choose"))  # type: ignore[attr-defined]
        self.fields["location"].offer(locations, empty=_("No location"))  # type: ignore[attr-defined]
        self.fields["manager"].label = _("E-mail address of the manager")

    @staticmethod
    def filled(team: Team) -> dict[str, Any]:
        """Give what the form begins with."""
        return {
            "name": team.name,
            "department": team.department_id,
            "manager": "" if team.manager is None else team.manager.email,
            "location": team.location_id,
        }

    def clean_department(self) -> Department:
        row = Department.objects.filter(pk=self.cleaned_data["department"]).first()
        if row is None:
            raise forms.ValidationError(_("This is gone. Choose another."))
        return row

    def clean_location(self) -> Location | None:
        return Location.objects.filter(pk=self.cleaned_data["location"]).first()

    def clean_manager(self) -> User | None:
        address = self.cleaned_data["manager"]
        found = User.objects.filter(email=address).first() if address else None
        if address and found is None:
            raise forms.ValidationError(_("Nobody here has this e-mail address."))
        return found


class LocationForm(GuardedForm):
    """A place where people work."""

    use_required_attribute = False
    not_looked_at = frozenset({"name", "about"})

    name = Words(
        one_line=True, label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Fill in a name.")
    )
    about = Words(
        label=gettext_lazy("About this place"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Such as the address, and how to get in."),
    )


class MunicipalityForm(GuardedForm):
    """A municipality for which the organisation works."""

    use_required_attribute = False

    name = Words(
        one_line=True, label=gettext_lazy("Name"), max_length=200, missing=gettext_lazy("Fill in a name.")
    )


class WeekPatternForm(WeekFields, GuardedForm):
    """Working days under a name."""

    use_required_attribute = False

    name = Words(
        one_line=True,
        label=gettext_lazy("Name"),
        max_length=200,
        help_text=gettext_lazy("Such as: full time, or 32 hours."),
    )

    def clean(self) -> None:
        super().clean()
        if not self.week.whole:
            self.add_error("day_mon", _("Choose at least one day."))


class MemberForm(forms.Form):
    """Somebody to take into a team."""

    person = Choice(label=gettext_lazy("Colleague"))

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(  # type: ignore[attr-defined]
            [(str(pk), words) for pk, words in people], empty=_("Choose a colleague")
        )
