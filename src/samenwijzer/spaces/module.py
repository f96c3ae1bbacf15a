"""What spaces plug into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module
from samenwijzer.spaces.records import RECORDS

MODULE = Module(name="spaces", title=_("Spaces"), urls="samenwijzer.spaces.urls", records=RECORDS)
