"""What people say of what shows that they, or a colleague, know something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.people import queries
from samenwijzer.people.forms._subject import SubjectField
from samenwijzer.people.models import EXAMPLE_LENGTH, NOTE_LENGTH
from samenwijzer.subjects.queries import subject_choices
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.widgets import LongSelect

if TYPE_CHECKING:
    from samenwijzer.accounts.models import User


class ConfirmForm(GuardedForm):
    """Confirm that a colleague knows a subject."""

    use_required_attribute = False  # The design paints an empty required field red.

    subject = SubjectField(label=gettext_lazy("What does this colleague know about?"))
    example = Words(
        label=gettext_lazy("When did it show?"),
        max_length=EXAMPLE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        missing=gettext_lazy("Give an example in a few words: when did this colleague show it?"),
        help_text=gettext_lazy("For example: helped me with a stairlift in a rented house."),
    )


class ContestForm(GuardedForm):
    """Say what is not right about a subject on one's own profile."""

    use_required_attribute = False  # The design paints an empty required field red.

    note = Words(
        label=gettext_lazy("What is not right?"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        missing=gettext_lazy("Say in a few words what is not right."),
        help_text=gettext_lazy("For example: this page is not about this subject."),
    )


class AnswerForm(GuardedForm):
    """Answer somebody who says that a subject is not right."""

    use_required_attribute = False  # The design paints an empty required field red.

    answer = Words(
        label=gettext_lazy("Your answer"),
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        missing=gettext_lazy("Write what you did with it, or why it is right."),
    )


class CoverageForm(forms.Form):
    """Which subjects are counted, and of which department."""

    department = forms.TypedChoiceField(
        label=gettext_lazy("Department"), required=False, coerce=int, empty_value=None, widget=LongSelect
    )
    subject = forms.TypedChoiceField(
        label=gettext_lazy("Subject"), required=False, coerce=int, empty_value=None, widget=LongSelect
    )

    def __init__(self, *args: Any, viewer: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            ("", _("All departments")),
            *(
                (str(row.id), "\u2003" * row.depth + row.name)
                for row in queries.department_options(viewer=viewer)
            ),
        ]
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", _("All subjects")),
            *((str(row.id), row.name) for row in subject_choices(viewer=viewer)),
        ]

    @property
    def filters(self) -> queries.CoverageFilters:
        """What is asked; a filter that says nothing sensible is left out. To be read after is_valid()."""
        cleaned = self.cleaned_data
        return queries.CoverageFilters(
            department_id=cleaned.get("department"), subject_id=cleaned.get("subject")
        )
