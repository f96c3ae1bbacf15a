"""What subjects plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module
from samenwijzer.subjects.records import RECORDS

MODULE = Module(name="subjects", title=_("Subjects"), records=RECORDS)
