"""What supervision plugs into the house: the overview, the audit, the roles and the health page."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Right
from samenwijzer.kernel.modules import AdminEntry, Module

MODULE = Module(
    name="administration",
    title=_("Administration"),
    urls="samenwijzer.administration.urls",
    administration=(
        AdminEntry(
            title=_("Audit log"),
            url_name="administration:audit",
            icon="scroll-text",
            right=Right.READ_AUDIT,
            group="supervision",
            position=10,
            hint=_("Who did what, and when. Nobody can change a line unseen."),
        ),
        AdminEntry(
            title=_("Roles and rights"),
            url_name="administration:roles",
            icon="shield",
            right=Right.READ_AUDIT,
            group="supervision",
            position=20,
            hint=_("What each role may do, in plain words."),
        ),
        AdminEntry(
            title=_("Health"),
            url_name="administration:health",
            icon="activity",
            right=Right.ADMINISTER,
            group="supervision",
            position=30,
            hint=_("Does everything run: processes, jobs, search, mail and disk."),
        ),
    ),
)
