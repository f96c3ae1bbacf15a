"""What privacy plugs into the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import AdminEntry, Module, TextKind
from samenwijzer.privacy.actions import (
    end_terms_job,
    forget_own_data,
    forget_reports,
)
from samenwijzer.privacy.models import BlockReport, TextReport
from samenwijzer.privacy.queries import tasks_of
from samenwijzer.privacy.redaction_list import redactor
from samenwijzer.privacy.terms import TERMS


def _forget(person_id: int) -> None:
    forget_own_data(person_id=person_id)
    forget_reports(person_id=person_id)


TEXTS = (
    TextKind(
        kind="privacy.block_report",
        title=pgettext_lazy("kind of text", "Report that something is blocked wrongly"),
        model=BlockReport,
        columns=("reason", "field"),
        author="author",
    ),
    TextKind(
        kind="privacy.text_report",
        title=pgettext_lazy("kind of text", "Report of a text"),
        model=TextReport,
        columns=("note",),
        author="reporter",
    ),
)

MODULE = Module(
    name="privacy",
    title=_("Privacy"),
    urls="samenwijzer.privacy.urls",
    tasks=lambda viewer: tasks_of(viewer=viewer),
    texts=TEXTS,
    redactor=redactor,
    administration=(
        AdminEntry(
            title=_("Blocked wrongly"),
            url_name="privacy:block_reports",
            icon="shield",
            right=Right.PROTECT_CITIZENS,
            group="supervision",
            position=44,
            hint=_("What writers say is no citizen’s data."),
        ),
        AdminEntry(
            title=_("Hidden texts"),
            url_name="privacy:withheld",
            icon="eye-off",
            right=Right.PROTECT_CITIZENS,
            group="supervision",
            position=45,
            hint=_("Texts in which somebody can be recognised, colleagues say."),
        ),
        AdminEntry(
            title=_("Warnings let stand"),
            url_name="privacy:overrides",
            icon="triangle-alert",
            right=Right.PROTECT_CITIZENS,
            group="supervision",
            position=46,
            hint=_("Where writers said that nobody can be recognised, and why."),
        ),
        AdminEntry(
            title=_("Retention terms"),
            url_name="privacy:retention",
            icon="calendar-range",
            right=Right.SET_RETENTION,
            group="supervision",
            position=50,
            hint=_("For how long things are kept."),
        ),
        AdminEntry(
            title=_("People who left"),
            url_name="privacy:gone",
            icon="user-x",
            right=Right.FORGET,
            group="supervision",
            position=55,
            hint=_("Forget who left, or give a file of the data."),
        ),
        AdminEntry(
            title=_("Forgotten people"),
            url_name="privacy:erasures",
            icon="user-round",
            right=Right.FORGET,
            group="supervision",
            position=60,
            hint=_("Who was forgotten, as opaque numbers."),
        ),
    ),
    forget=_forget,
    terms=TERMS,
    daily=(end_terms_job,),
)
