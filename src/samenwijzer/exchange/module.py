"""What exchange plugs into the house."""

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Right
from samenwijzer.exchange.actions import forget_runs
from samenwijzer.kernel.modules import AdminEntry, Module


def _forget(person_id: int) -> None:
    forget_runs(person_id=person_id)


MODULE = Module(
    name="exchange",
    title=_("Import and export"),
    urls="samenwijzer.exchange.urls",
    forget=_forget,
    administration=(
        AdminEntry(
            title=_("Import"),
            url_name="exchange:imports",
            icon="file-up",
            right=Right.EXCHANGE,
            group="organisation",
            position=70,
            hint=_("Bring in people, pages, questions and all else from files."),
        ),
        AdminEntry(
            title=_("Export"),
            url_name="exchange:export",
            icon="file-down",
            right=Right.EXCHANGE,
            group="organisation",
            position=75,
            hint=_("Take everything with you in one open format."),
        ),
    ),
)
