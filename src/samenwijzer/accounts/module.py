"""What accounts plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.records import RECORDS
from samenwijzer.kernel.modules import Module

MODULE = Module(name="accounts", title=_("Accounts"), records=RECORDS)
