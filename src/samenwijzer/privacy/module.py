"""What privacy plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import AdminEntry, Module
from samenwijzer.privacy.actions import end_terms_job, forget_own_data
from samenwijzer.privacy.terms import TERMS


def _forget(person_id: int) -> None:
    forget_own_data(person_id=person_id)


MODULE = Module(
    name="privacy",
    title=_("Privacy"),
    urls="samenwijzer.privacy.urls",
    administration=(
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
