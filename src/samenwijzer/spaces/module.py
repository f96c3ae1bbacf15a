"""What spaces plug into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module
from samenwijzer.spaces.actions import forget_memberships
from samenwijzer.spaces.records import RECORDS


def _forget(person_id: int) -> None:
    forget_memberships(person_id=person_id)


MODULE = Module(
    name="spaces",
    title=_("Spaces"),
    urls="samenwijzer.spaces.urls",
    records=RECORDS,
    forget=_forget,
)
