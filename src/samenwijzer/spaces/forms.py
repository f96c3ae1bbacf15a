"""What may be typed about spaces, and how people look through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.models import Department, Right, Team, User
from samenwijzer.accounts.queries import ROLE_NAMES as ORGANISATION_ROLE_NAMES
from samenwijzer.kernel import text
from samenwijzer.spaces.models import Kind, RequestKind, Role, Space, Visibility
from samenwijzer.spaces.queries import (
    ROLE_MEANINGS,
    ROLE_NAMES,
    SHOWS,
    STATES,
    AdministeredFilters,
    Filters,
    PersonOption,
    department_options,
    team_options,
)
from samenwijzer.ui.fields import Sending, Words
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.widgets import LongSelect, in_their_language

_ANY = ("", gettext_lazy("All"))
_CHOOSE = gettext_lazy("Choose from the list.")
_GIVEN = (Role.READER, Role.CONTRIBUTOR, Role.EDITOR)


def _choice(label: Any, choices: Sequence[tuple[Any, Any]], **options: Any) -> forms.ChoiceField:
    errors = {"invalid_choice": _CHOOSE, "required": _CHOOSE}
    return forms.ChoiceField(label=label, choices=choices, error_messages=errors, **options)


def _note(label: Any, hint: Any = "") -> Words:
    area = forms.Textarea(attrs={"rows": 3, "lang": settings.ORGANISATION_LANGUAGE})
    return Words(label=label, help_text=hint, max_length=1_000, required=False, widget=area)


class SpaceForm(GuardedForm):
    """What a space is, and who may see it."""

    use_required_attribute = False

    name = Words(
        label=gettext_lazy("Name"), max_length=200, one_line=True, missing=gettext_lazy("Fill in a name.")
    )
    about = Words(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("In one or two sentences: what does one find and ask here?"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": settings.ORGANISATION_LANGUAGE}),
    )
    kind = _choice(
        gettext_lazy("Kind"),
        [
            (Kind.CIRCLE, gettext_lazy("A circle: colleagues with one subject")),
            (Kind.PROJECT, gettext_lazy("A project: until something is done")),
            (Kind.TEAM, gettext_lazy("A team")),
            (Kind.DEPARTMENT, gettext_lazy("A department")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.CIRCLE,
    )
    visibility = _choice(
        gettext_lazy("Who may see it?"),
        [
            (Visibility.OPEN, gettext_lazy("Open: every colleague reads here, and may ask and answer")),
            (Visibility.CLOSED, gettext_lazy("Closed: members read, others see only the name")),
            (Visibility.HIDDEN, gettext_lazy("Hidden: only members know that it exists")),
        ],
        help_text=gettext_lazy("Knowledge is open, unless there is a reason."),
        widget=forms.RadioSelect,
        initial=Visibility.OPEN,
    )
    department = _choice(gettext_lazy("Of which department?"), [], required=False, widget=LongSelect)
    team = _choice(gettext_lazy("Of which team?"), [], required=False, widget=LongSelect)
    sending = Sending()

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        departments = [("", _("No department")), *_texts(department_options(viewer=viewer))]
        self.fields["department"].choices = departments  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", _("No team")), *_texts(team_options(viewer=viewer))]  # type: ignore[attr-defined]

    @classmethod
    def of(cls, space: Space, *, viewer: User) -> SpaceForm:
        """Fill the form with the space as it stands."""
        filled = {
            "name": space.name,
            "about": space.about,
            "kind": space.kind,
            "visibility": space.visibility,
            "department": space.department_id,
            "team": space.team_id,
        }
        return cls(initial=filled, viewer=viewer)

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take. To be read when the form is valid."""
        found = self.cleaned_data
        return {
            "name": found["name"],
            "about": found["about"],
            "kind": Kind(found["kind"]),
            "visibility": Visibility(found["visibility"]),
            "department": _row(Department, found["department"]),
            "team": _row(Team, found["team"]),
            "consent": self.consent,
        }


class ListForm(forms.Form):
    """Filters of the list of spaces. Anything unknown in an address is no filter."""

    q = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[_ANY, *Kind.choices], required=False)
    department = forms.ChoiceField(label=gettext_lazy("Department"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["department"].choices = [_ANY, *_texts(department_options(viewer=viewer))]  # type: ignore[attr-defined]
        if not viewer.may(Right.READ_OPEN):
            del self.fields["department"]

    def filters(self, show: str | None) -> Filters:
        """Give what the list is narrowed to; what does not fit narrows nothing."""
        self.is_valid()
        found = self.cleaned_data
        return Filters(
            show=next((known for known in SHOWS if known == show), "all"),
            name=text.clean(found.get("q", "")).strip(),
            kind=Kind(found["kind"]) if found.get("kind") else None,
            department=int(found["department"]) if found.get("department") else None,
        )


class AdministeredForm(forms.Form):
    """Filters of the list of all spaces, for who administers."""

    q = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[_ANY, *Kind.choices], required=False)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see it"), choices=[_ANY, *Visibility.choices], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Which spaces"),
        choices=[
            ("used", gettext_lazy("in use")),
            ("ownerless", gettext_lazy("without an owner")),
            ("archived", gettext_lazy("archived")),
            ("all", gettext_lazy("all")),
        ],
        required=False,
    )

    @property
    def filters(self) -> AdministeredFilters:
        """Give what the list is narrowed to; what does not fit narrows nothing."""
        self.is_valid()
        found = self.cleaned_data
        return AdministeredFilters(
            name=text.clean(found.get("q", "")).strip(),
            kind=Kind(found["kind"]) if found.get("kind") else None,
            visibility=Visibility(found["visibility"]) if found.get("visibility") else None,
            state=next((known for known in STATES if known == found.get("state")), "used"),
        )


class FindForm(forms.Form):
    """Looks up a person by name or address. Any text will do."""

    name = Words(label=gettext_lazy("Name or e-mail address"), max_length=100, one_line=True, required=False)


class PersonForm(FindForm, GuardedForm):
    """Chooses one of the people found by name, a role, and a word with it."""

    use_required_attribute = False
    not_looked_at = frozenset({"name"})

    person = forms.TypedChoiceField(
        label=gettext_lazy("Who?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a colleague from the list."),
            "invalid_choice": gettext_lazy("Choose a colleague from the list."),
        },
    )
    role = _choice(
        gettext_lazy("What may this person do here?"),
        [(role.value, gettext_lazy("Reader")) for role in _GIVEN],
        widget=forms.RadioSelect,
        initial=Role.CONTRIBUTOR.value,
    )
    note = _note(gettext_lazy("A word with it"))

    def __init__(
        self, *args: Any, found: Sequence[PersonOption] = (), roles: Sequence[Role] = _GIVEN, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = [(one.id, _described(one)) for one in found]  # type: ignore[attr-defined]
        if roles:
            self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]
        else:
            del self.fields["role"]

    @property
    def people(self) -> bool:
        return bool(self.fields["person"].choices)  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """Gives a team or a department a role. One of the two is chosen."""

    use_required_attribute = False

    group = _choice(gettext_lazy("Which team or department?"), [], widget=LongSelect)
    role = _choice(
        gettext_lazy("What may they do here?"),
        [],
        widget=forms.RadioSelect,
        initial=Role.READER.value,
    )

    def __init__(self, *args: Any, viewer: User, **options: Any) -> None:
        super().__init__(*args, **options)
        departments = [(f"department-{pk}", name) for pk, name in department_options(viewer=viewer)]
        teams = [(f"team-{pk}", name) for pk, name in team_options(viewer=viewer)]
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a team or department")),
            (_("Departments, with all below them"), departments),
            (_("Teams"), teams),
        ]
        self.fields["role"].choices = role_choices(_GIVEN)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Team | Department | None:
        """The group that was chosen. To be read when the form is valid."""
        kind, _sign, number = self.cleaned_data["group"].partition("-")
        return (Team if kind == "team" else Department).objects.filter(pk=number).first()


class RoleForm(forms.Form):
    """Another role for who has a place."""

    role = _choice(gettext_lazy("Role"), [(role.value, role.value) for role in Role])


class AskForm(GuardedForm):
    """Asks the owner of a closed space for a place."""

    kind = _choice(
        gettext_lazy("What do you want?"),
        [
            (RequestKind.ACCESS, gettext_lazy("Read along")),
            (RequestKind.JOIN, gettext_lazy("Take part: read and write")),
        ],
        widget=forms.RadioSelect,
        initial=RequestKind.ACCESS,
    )
    note = _note(
        gettext_lazy("Why?"), gettext_lazy("The owner sees this. It helps to say what you need it for.")
    )


class ViewAsForm(forms.Form):
    """As what an administrator looks around."""

    role = _choice(gettext_lazy("Look as"), list(ORGANISATION_ROLE_NAMES.items()), widget=forms.RadioSelect)


class AnswerForm(GuardedForm):
    """Yes or no to a request, with a word if one likes."""

    answer = _choice(
        gettext_lazy("Your answer"),
        [("accept", gettext_lazy("Yes")), ("decline", gettext_lazy("No"))],
    )
    reply = _note(gettext_lazy("A word with it"), gettext_lazy("The asker sees this."))


def role_choices(roles: Sequence[Role]) -> list[tuple[str, str]]:
    """Give each role with what it allows, to choose from."""
    return [(role.value, f"{str(ROLE_NAMES[role]).capitalize()}. {ROLE_MEANINGS[role]}") for role in roles]


_Group = TypeVar("_Group", Department, Team)


def _row(table: type[_Group], number: str) -> _Group | None:
    return table.objects.filter(pk=number).first() if number else None


def _texts(options: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in options]


def _described(one: PersonOption) -> str:
    work = ", ".join(filter(None, [one.function, one.department]))
    parts = [one.name, in_their_language(work) if work else "", _("guest") if one.is_guest else ""]
    return format_html_join(", ", "{}", ((part,) for part in parts if part))
