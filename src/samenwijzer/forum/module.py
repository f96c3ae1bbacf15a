"""What forum plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module

MODULE = Module(name="forum", title=_("Forum"))
