"""What the settings of the organisation plug into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import AdminEntry, Module

MODULE = Module(
    name="organisation",
    title=_("Organisation"),
    urls="samenwijzer.organisation.urls",
    administration=(
        AdminEntry(
            title=_("Name of the organisation"),
            url_name="organisation:name",
            icon="building-2",
            right=Right.ADMINISTER,
            group="organisation",
            position=10,
            hint=_("What stands in the header, on the sign-in page and in print."),
        ),
        AdminEntry(
            title=_("House style"),
            url_name="organisation:theme",
            icon="palette",
            right=Right.ADMINISTER,
            group="organisation",
            position=20,
            hint=_("Colours, corners and letters, checked for contrast."),
        ),
        AdminEntry(
            title=_("Modules"),
            url_name="organisation:modules",
            icon="toggle-left",
            right=Right.ADMINISTER,
            group="organisation",
            position=30,
            hint=_("Which parts of Samenwijzer your colleagues see."),
        ),
    ),
)
