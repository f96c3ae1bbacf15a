"""What the home page plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.kernel.modules import Module

MODULE = Module(name="home", title=_("Search"), urls="samenwijzer.home.urls")
