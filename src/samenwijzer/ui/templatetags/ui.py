"""The small words that templates speak: icons, dates, the parts of a form field."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    FileInput,
    Form,
    PasswordInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.forms.boundfield import BoundWidget
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel import clock, modules
from samenwijzer.ui.fields import Words
from samenwijzer.ui.found import Found
from samenwijzer.ui.guarded import GuardedForm
from samenwijzer.ui.widgets import in_their_language

register = template.Library()

Moment = datetime.date | datetime.datetime | str | None


# --- addresses, icons and buttons


class ActiveAddress(URLNode):
    """The address of a page, and nothing when its module is switched off."""

    def render(self, context: Context) -> str:
        name = str(self.view_name.resolve(context))
        if modules.is_active(name.partition(":")[0]):
            return str(super().render(context))
        if self.asvar:
            context[self.asvar] = ""
        return ""


@register.tag
def url(parser: Parser, token: Token) -> ActiveAddress:
    """Take the place of Django's tag, so that `{% url "forum:ask" as ask %}{% if ask %}` closes by itself."""
    node = django_url(parser, token)
    return ActiveAddress(node.view_name, node.args, node.kwargs, node.asvar)


@register.simple_tag
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """Draw an icon of the sprite. Without a label it is decoration beside a word."""
    role = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="sw-icon{}" {} focusable="false"><use href="{}#{}"/></svg>',
        f" sw-icon--{size}" if size else "",
        role,
        static("ui/icons.svg"),
        name,
    )


BUTTON_CLASSES = {
    "primary": "nl-button--primary",
    "secondary": "nl-button--secondary",
    "subtle": "nl-button--subtle",
    "danger": "nl-button--secondary nl-button--negative",
    "quiet": "nl-button--subtle sw-button--small sw-button--quiet",
}


@register.simple_tag
def button_class(variant: str, size: str, wide: object) -> str:
    """Give the classes of a button; an unknown variant is a KeyError, so that a slip is seen at once."""
    small = " sw-button--small" if size == "small" else ""
    return f"{BUTTON_CLASSES[variant]}{small}{' sw-button--wide' if wide else ''}"


# --- states and notices


@dataclass(frozen=True, slots=True)
class StateParts:
    """How a state looks: never by colour alone."""

    icon: str
    tone: str
    word: str | Promise


STATES = {
    "current": StateParts("circle-check", "ok", _("Current")),
    "review": StateParts("calendar-clock", "due", _("Review needed")),
    "expired": StateParts("archive", "off", _("Expired")),
    "replaced": StateParts("replace", "off", _("Replaced")),
    "open": StateParts("circle-dashed", "info", _("Open")),
    "answered": StateParts("check", "ok", _("Answered")),
    "accepted": StateParts("circle-check", "ok", _("Best answer")),
    "unanswered": StateParts("circle-help", "due", _("No answer yet")),
    "draft": StateParts("pencil", "plain", _("Draft")),
    "closed": StateParts("lock", "plain", _("Closed")),
    "hidden": StateParts("eye-off", "plain", _("Hidden")),
    "absent": StateParts("calendar-days", "due", _("Absent")),
    "agreed": StateParts("handshake", "accent", _("Agreed")),
}


@register.simple_tag
def state_parts(value: str) -> StateParts:
    """Give icon, tone and word of a state; an unknown one is a KeyError."""
    return STATES[value or "open"]


@dataclass(frozen=True, slots=True)
class NoticeParts:
    """Icon of a notice, and the word by which the design system knows its kind."""

    icon: str
    utrecht: str


NOTICES = {
    "info": NoticeParts("info", "info"),
    "help": NoticeParts("lightbulb", "info"),
    "ok": NoticeParts("circle-check", "ok"),
    "warn": NoticeParts("triangle-alert", "warning"),
    "stop": NoticeParts("circle-x", "error"),
}
MESSAGE_KINDS = {"success": "ok", "info": "info", "warning": "warn", "error": "stop", "debug": "info"}


@register.simple_tag
def notice_parts(kind: str, own_icon: str = "") -> NoticeParts:
    """Give icon and kind of a notice; an unknown kind is a KeyError."""
    parts = NOTICES[kind]
    return NoticeParts(own_icon, parts.utrecht) if own_icon else parts


@register.filter
def notice_kind(level_tag: str) -> str:
    """Turn the level of a message ("success") into the kind of its notice."""
    return MESSAGE_KINDS.get(level_tag, "info")


# --- words, numbers and dates


@register.filter
def dialled(phone: str) -> str:
    """Leave of a phone number what a telephone dials: digits and a plus in front."""
    digits = re.sub(r"[^0-9]", "", phone)
    return f"+{digits}" if phone.strip().startswith("+") else digits


@register.filter
def leading(label: str) -> str:
    """Make a label lead to what follows it: with a colon, unless it ends as a sentence does."""
    text = str(label).rstrip()
    return text if text.endswith(("?", ".", ":")) else f"{text}:"


@register.filter
def sentences(value: str | Sequence[str]) -> str:
    """Join the reasons of a person to one text; a text stays as it is."""
    if isinstance(value, str):
        return value
    return " ".join(str(part) if str(part).endswith((".", "?", "…")) else f"{part}." for part in value)


# The order counts: Edge calls itself Chrome too, and Chrome calls itself Safari.
BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Name browser and system in words a person knows: "Firefox, Windows"."""
    names = [next((name for mark, name in known if mark in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names)) or gettext("Unknown device")


def _moment(value: Moment) -> datetime.date | datetime.datetime | None:
    """Read an ISO text; a date-time comes back in the organisation's time zone."""
    if isinstance(value, str):
        value = (parse_datetime(value) if len(value) > 10 else None) or parse_date(value[:10])
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _time(value: datetime.datetime) -> str:
    return date_format(value, pgettext("format of a time", "H:i"))


def _marked(value: datetime.date | datetime.datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def when(value: Moment) -> SafeString:
    """Show a date, with its time when it has one: "3 november 2026, 09.10 uur"."""
    moment = _moment(value)
    if moment is None:
        return SafeString("")
    words = date_format(moment, "j F Y")
    if isinstance(moment, datetime.datetime):
        words = gettext("%(date)s, %(time)s") % {"date": words, "time": _time(moment)}
    return _marked(moment, words)


@register.filter
def when_short(value: Moment) -> SafeString:
    """Show how long ago in the fewest words: today with its time, yesterday, else the date."""
    moment = _moment(value)
    if moment is None:
        return SafeString("")
    today = clock.today()
    day = moment.date() if isinstance(moment, datetime.datetime) else moment
    if day == today:
        words = gettext("today")
        if isinstance(moment, datetime.datetime):
            words = gettext("%(date)s, %(time)s") % {"date": words, "time": _time(moment)}
    elif day == today - datetime.timedelta(days=1):
        words = gettext("yesterday")
    else:
        words = date_format(day, "j F" if day.year == today.year else "j F Y")
    return _marked(moment, words)


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, step: int) -> str:
    """Give the query of the page that many steps on, with the rest of the query kept."""
    query = context["request"].GET.copy()
    query["page"] = str(int(number) + step)
    return f"?{query.urlencode()}"


# --- form fields


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldParts:
    """All that a template needs to lay out one form field."""

    kind: str
    id: str
    control: SafeString
    hint: str
    errors: Sequence[str]
    optional: bool
    describedby: str
    choices: Sequence[BoundWidget]
    is_guarded: bool
    is_traceable: bool
    found: Sequence[tuple[int, Found]]


def _class_of(widget: object, *, invalid: bool) -> str:
    name, element = "textbox", "html-input"
    if isinstance(widget, Textarea):
        name, element = "textarea", "html-textarea"
    elif isinstance(widget, CheckboxInput | CheckboxSelectMultiple):
        name = "checkbox"
    elif isinstance(widget, RadioSelect):
        name = "radio-button"
    elif isinstance(widget, Select):
        name, element = "select", "html-select"
    return f"utrecht-{name} utrecht-{name}--{element}{f' utrecht-{name}--invalid' if invalid else ''}"


def _kind_of(field: BoundField) -> str:
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "checkbox" if isinstance(widget, CheckboxInput) else "control"


def _is_traceable(field: BoundField) -> bool:
    """Say whether all that is wrong with a field is what the guard found in it."""
    refusal = field.form.traceable if isinstance(field.form, GuardedForm) else None
    return refusal is not None and list(field.errors) == [refusal.sentences.get(field.name)]


@register.filter
def keeps_all(form: Form) -> bool:
    """Say whether a refused form holds all that was filled in: a password and a file it does not."""
    return not any(isinstance(field.widget, PasswordInput | FileInput) for field in form.fields.values())


@register.filter
def theirs(words: str) -> SafeString:
    """Mark a name in a sentence as what colleagues wrote, in the language of the organisation."""
    return in_their_language(words)


@register.simple_tag
def field_parts(field: BoundField, hint: object = "", rows: object = "", draft: object = "") -> FieldParts:
    """Take a bound field apart: control with our classes, hint and errors tied to it with aria.

    An empty hint means the field's own help text; False means none.
    """
    name = str(field.auto_id or field.html_name)
    field.field.widget.attrs.pop("placeholder", None)  # Label and hint say it, and stay when someone types.
    hint = "" if hint is False else str(hint or field.help_text or "")
    errors = [str(error) for error in field.errors]
    describedby = " ".join([f"{name}-hint"] * bool(hint) + [f"{name}-error"] * bool(errors))
    attrs: dict[str, Any] = {"class": _class_of(field.field.widget, invalid=bool(errors))}
    if describedby:
        attrs["aria-describedby"] = describedby
    if rows:
        attrs["rows"] = rows
    if draft:
        attrs["autocomplete"] = "off"
    kind = _kind_of(field)
    choices: Iterable[BoundWidget] = ()
    if kind == "choices":
        field.field.widget.attrs["class"] = attrs["class"]
        choices = field.subwidgets
    return FieldParts(
        kind=kind,
        id=name,
        control=SafeString("") if kind == "choices" else field.as_widget(attrs=attrs),
        hint=hint,
        errors=errors,
        optional=not field.field.required,
        describedby=describedby,
        choices=tuple(choices),
        is_traceable=_is_traceable(field),
        is_guarded=isinstance(field.form, GuardedForm) and isinstance(field.field, Words),
        found=field.form.found.of(field.html_name) if isinstance(field.form, GuardedForm) else (),
    )


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the bare control of a field, with our classes and aria."""
    return field_parts(field).control
