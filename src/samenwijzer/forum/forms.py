"""What may be typed about questions. Nothing typed is lost: a form with a mistake comes back as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.models import User
from samenwijzer.forum.access import space_to_ask_in
from samenwijzer.forum.models import BODY_LENGTH, COMMENT_LENGTH, TITLE_LENGTH, Question
from samenwijzer.forum.queries import subject_options, subjects_chosen
from samenwijzer.spaces.queries import default_space, spaces_to_post_in
from samenwijzer.ui.fields import Sending, Words
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.widgets import LongSelect, in_their_language

MAX_ID = 2**63 - 1
_SUBJECT_FIELDS, _MOST_SUBJECTS = 2, 20


class QuestionForm(GuardedForm):
    """The words of a question and where it belongs."""

    # The design paints an empty required field red before anybody typed.
    use_required_attribute = False

    title = Words(
        label=gettext_lazy("Your question"),
        max_length=TITLE_LENGTH,
        one_line=True,
        missing=gettext_lazy("Write your question in one sentence."),
        widget=forms.Textarea,
    )
    body = Words(label=gettext_lazy("Details"), max_length=BODY_LENGTH, required=False, widget=forms.Textarea)
    space = forms.TypedChoiceField(
        label=gettext_lazy("Space"),
        coerce=int,
        widget=LongSelect,
        error_messages={
            "required": gettext_lazy("Choose a space."),
            "invalid_choice": gettext_lazy("Choose a space from the list."),
        },
    )

    def __init__(self, *args: Any, viewer: User, subjects: Sequence[int] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer
        spaces = spaces_to_post_in(viewer=viewer)
        self.fields["space"].choices = [(space.id, space.name) for space in spaces]  # type: ignore[attr-defined]
        own = default_space(viewer=viewer)
        first = spaces[0].id if viewer.is_guest and spaces else None
        if own is None and first is None:
            self.fields["space"].choices.insert(0, ("", _("Choose a space")))  # type: ignore[attr-defined]
        self.fields["space"].initial = own.pk if own else first
        self._add_subject_fields(viewer, subjects)

    def _add_subject_fields(self, viewer: User, chosen: Sequence[int]) -> None:
        """Give a list for each subject the question has or the page had, and at least two."""
        fields = max(_SUBJECT_FIELDS, len(chosen) + 1)
        fields += sum(f"subject_{number}" in self.data for number in range(fields + 1, _MOST_SUBJECTS + 1))
        options = [("", _("No subject")), *((row.id, row.name) for row in subject_options(viewer=viewer))]
        for number in range(1, fields + 1):
            label = _("Subject") if number == 1 else _("Subject %(number)d") % {"number": number}
            self.fields[f"subject_{number}"] = forms.TypedChoiceField(
                label=label,
                coerce=int,
                required=False,
                widget=LongSelect,
                empty_value=None,
                choices=options,
                initial=chosen[number - 1] if number <= len(chosen) else None,
                error_messages={"invalid_choice": gettext_lazy("Choose a subject from the list.")},
            )

    @property
    def subject_fields(self) -> list[forms.BoundField]:
        """The fields of the subjects, in order, for the page."""
        return [self[name] for name in self.fields if name.startswith("subject_")]

    @property
    def written(self) -> dict[str, Any]:
        """What the action takes. To be read when the form is valid; raises Refusal for the space."""
        chosen = {self.cleaned_data[name] for name in self.fields if name.startswith("subject_")}
        return {
            "title": self.cleaned_data["title"],
            "body": self.cleaned_data["body"],
            "space": space_to_ask_in(viewer=self.viewer, pk=self.cleaned_data["space"]),
            "subjects": subjects_chosen(viewer=self.viewer, ids=sorted(chosen - {None})),
            "consent": self.consent,
        }


class AskForm(QuestionForm):
    """A new question. `asked` are colleagues offered to be asked by name."""

    # It begins with what was typed in the box.
    changes_what_stands = False

    asked = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ask by name"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Choose a colleague from the list."),
            "invalid_list": gettext_lazy("Choose a colleague from the list."),
        },
    )
    sending = Sending()

    def __init__(self, *args: Any, viewer: User, asked: Iterable[User] = (), **options: Any) -> None:
        super().__init__(*args, viewer=viewer, **options)
        self.people = {person.pk: person for person in asked}
        if self.people:
            self.fields["asked"].choices = [(person.pk, _described(person)) for person in asked]  # type: ignore[attr-defined]
        else:
            del self.fields["asked"]

    @property
    def written(self) -> dict[str, Any]:
        asked = [self.people[number] for number in self.cleaned_data.get("asked", ())]
        return {**super().written, "asked": asked, "sending": self.cleaned_data["sending"]}


class EditQuestionForm(QuestionForm):
    """A question of one's own, as it stands."""

    @classmethod
    def of(cls, question: Question, *, viewer: User, subjects: Sequence[int]) -> EditQuestionForm:
        """Fill the form with the question."""
        filled = {"title": question.title, "body": question.body, "space": question.space_id}
        return cls(initial=filled, viewer=viewer, subjects=subjects)


class TextForm(GuardedForm):
    """A text under a question."""

    use_required_attribute = False

    @property
    def written(self) -> dict[str, Any]:
        """What the action takes. To be read when the form is valid."""
        return {
            "body": self.cleaned_data["body"],
            "sending": self.cleaned_data["sending"],
            "consent": self.consent,
        }


class AnswerForm(TextForm):
    """An answer, new or changed."""

    body = Words(label=gettext_lazy("Your answer"), max_length=BODY_LENGTH, widget=forms.Textarea)
    sending = Sending()

    @property
    def changed(self) -> dict[str, Any]:
        """What the action takes that changes an answer. To be read when the form is valid."""
        return {"body": self.cleaned_data["body"], "consent": self.consent}


class CommentForm(TextForm):
    """A remark under a question, or under the answer with this number."""

    # The form is there because somebody just asked for it, so that is where the cursor goes.
    body = Words(
        label=gettext_lazy("Your comment"),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"autofocus": True}),
    )
    answer = forms.IntegerField(required=False, min_value=1, max_value=MAX_ID, widget=forms.HiddenInput)
    sending = Sending()


class ReactionForm(forms.Form):
    """What somebody who was asked says, and whom he names instead."""

    reaction = forms.ChoiceField(
        choices=[
            ("accepted", gettext_lazy("I take it")),
            ("not_now", gettext_lazy("Not now")),
            ("named", gettext_lazy("Ask somebody else")),
        ],
        error_messages={
            "required": gettext_lazy("Choose what you want to say."),
            "invalid_choice": gettext_lazy("Choose what you want to say."),
        },
    )


class NameForm(forms.Form):
    """Looks up a colleague by name. Any text will do."""

    name = Words(label=gettext_lazy("Name of a colleague"), max_length=100, one_line=True, required=False)


def _described(person: User) -> str:
    work = in_their_language(person.function)
    return format_html("{}, {}", person.name, work) if person.function else person.name
