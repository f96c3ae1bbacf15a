"""What the frame plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module

MODULE = Module(name="ui", title=_("Frame"), urls="samenwijzer.ui.urls")
