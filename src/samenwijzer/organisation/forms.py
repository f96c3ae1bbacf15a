"""What an administrator fills in about the site as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.kernel import text
from samenwijzer.organisation.queries import Choices
from samenwijzer.ui.fields import Words
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.models import OrganisationSettings
from samenwijzer.ui.themes import CORNERS, FONTS, LARGEST, Basics

_COLOUR = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", gettext_lazy("Write a colour as #rrggbb, such as #0a5561."))
_FONT_NAMES = {
    "hyperlegible": gettext_lazy("Atkinson Hyperlegible (made to be read easily)"),
    "system": gettext_lazy("The letter of the computer itself"),
    "arial": "Arial",
    "verdana": "Verdana",
    "georgia": "Georgia",
}
_CORNER_NAMES = {
    "square": gettext_lazy("Square"),
    "soft": gettext_lazy("A little round"),
    "round": gettext_lazy("Round"),
}
_FONTS = [(name, _FONT_NAMES[name]) for name in FONTS]


class NameForm(GuardedForm):
    """The name that stands on every page."""

    name = Words(
        one_line=True,
        label=gettext_lazy("Name of the organisation"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Leave it empty to use the name that was set when this site was installed."),
    )


class ThemeForm(forms.Form):
    """A choice among the themes that are there."""

    theme = forms.ChoiceField(label=gettext_lazy("Which theme?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(OrganisationSettings.NONE, _("Samenwijzer (the usual one)"))]
        offered += [(name, name.replace("-", " ").capitalize()) for name in choices.themes]
        if choices.has_own:
            offered.append((OrganisationSettings.OWN, _("Your own theme")))
        self.fields["theme"].choices = offered  # type: ignore[attr-defined]


def _colour(label: Any, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=7,
        validators=[_COLOUR],
        help_text=hint,
        widget=forms.TextInput(attrs={"type": "color"}),
    )


def _number(label: Any, choices: list[tuple[int, Any]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, choices=choices)


class BasicsForm(forms.Form):
    """The twelve choices of which an own theme is made."""

    action = _colour(gettext_lazy("Action colour"), gettext_lazy("Links and buttons. Choose a dark colour."))
    signal = _colour(gettext_lazy("Signal colour"), gettext_lazy("The bar beside words that were agreed on."))
    focus = _colour(gettext_lazy("Colour of the focus"), gettext_lazy("Around what the keyboard stands on."))
    corners = forms.ChoiceField(
        label=gettext_lazy("Corners"), choices=[(name, _CORNER_NAMES[name]) for name in CORNERS]
    )
    text_font = forms.ChoiceField(label=gettext_lazy("Letter of texts"), choices=_FONTS)
    heading_font = forms.ChoiceField(label=gettext_lazy("Letter of headings"), choices=_FONTS)
    heading_weight = _number(
        gettext_lazy("Weight of headings"),
        [(600, gettext_lazy("Half bold")), (700, gettext_lazy("Bold")), (800, gettext_lazy("Extra bold"))],
    )
    page_rem = _number(
        gettext_lazy("Width of the page"),
        [(72, gettext_lazy("Narrow")), (80, gettext_lazy("Usual")), (90, gettext_lazy("Wide"))],
    )
    measure_rem = _number(
        gettext_lazy("Length of a line of text"),
        [(36, gettext_lazy("Short")), (40, gettext_lazy("Usual")), (44, gettext_lazy("Long"))],
    )
    underline_px = _number(
        gettext_lazy("Line under links"), [(1, gettext_lazy("Thin")), (2, gettext_lazy("Thick"))]
    )
    control_px = _number(
        gettext_lazy("Height of buttons and fields"),
        [(44, gettext_lazy("Usual")), (48, gettext_lazy("Large"))],
    )
    round_people = forms.BooleanField(label=gettext_lazy("Colleagues in a circle"), required=False)

    def basics(self) -> Basics:
        return Basics(**self.cleaned_data)


class UploadForm(forms.Form):
    """A style sheet of tokens."""

    css = forms.FileField(
        label=gettext_lazy("Style sheet with tokens"),
        help_text=gettext_lazy(
            "A .css file with the tokens of your NL Design System theme and nothing else."
        ),
        widget=forms.FileInput(attrs={"accept": ".css,text/css"}),
    )

    def clean_css(self) -> str:
        file = self.cleaned_data["css"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large for a theme. Upload the tokens alone."))
        try:
            return text.clean(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("This is no text. Upload a .css file.")) from None
