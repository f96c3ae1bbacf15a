"""What accounts plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.actions import forget_account
from samenwijzer.accounts.records import RECORDS
from samenwijzer.kernel.modules import Module


def _forget(person_id: int) -> None:
    forget_account(person_id=person_id)


MODULE = Module(
    name="accounts",
    title=_("Accounts"),
    urls="samenwijzer.accounts.urls",
    records=RECORDS,
    forget=_forget,
)
