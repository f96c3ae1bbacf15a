"""What exchange plugs into the house."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from samenwijzer.accounts.models import Right
from samenwijzer.exchange.actions import drop_files, forget_runs, prune_imports
from samenwijzer.exchange.models import ImportRun
from samenwijzer.kernel.modules import AdminEntry, Module, Term


def _forget(person_id: int) -> None:
    forget_runs(person_id=person_id)


def _ended(before: datetime) -> int:
    return ImportRun.objects.filter(ended_at__lt=before).count()


def _prune(before: datetime) -> int:
    return prune_imports(before=before)


MODULE = Module(
    name="exchange",
    title=_("Import and export"),
    urls="samenwijzer.exchange.urls",
    forget=_forget,
    drop_copies=drop_files,
    terms=(
        Term(
            kind="imports",
            title=_("Reports of imports"),
            what=_("What an import brought in and which lines it refused. The report is removed."),
            days=365,
            least=30,
            most=5 * 365,
            due=_ended,
            prune=_prune,
        ),
    ),
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
