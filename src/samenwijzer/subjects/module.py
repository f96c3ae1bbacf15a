"""What subjects plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module
from samenwijzer.subjects.actions import forget_ownership
from samenwijzer.subjects.records import RECORDS


def _forget(person_id: int) -> None:
    forget_ownership(person_id=person_id)


MODULE = Module(
    name="subjects",
    title=_("Subjects"),
    records=RECORDS,
    forget=_forget,
)
