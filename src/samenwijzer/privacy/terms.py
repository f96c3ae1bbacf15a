"""What the ground floors keep for a while; other apps say it in their own `module.py`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.models import Override, Release, SignInLink
from samenwijzer.kernel.modules import Term
from samenwijzer.outbox import actions as outbox
from samenwijzer.outbox.models import AuditLine, Change
from samenwijzer.privacy.actions import prune_own_data, prune_text_reports
from samenwijzer.privacy.models import BlockReport, OwnDataFile, TextReport
from samenwijzer.spaces.models import MembershipRequest, RequestState

AT_ONCE = 1_000  # Rows in one transaction, so that no other writer waits long.


def remove(rows: models.QuerySet[Any]) -> int:
    """Remove rows in short transactions; return how many went, without what goes along with them."""
    gone = 0
    while keys := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        gone += len(keys)
    return gone


def _jobs(status: str, before: datetime) -> int:
    return DBTaskResult.objects.filter(status=status, finished_at__lt=before).count()


def _links(before: datetime) -> models.QuerySet[SignInLink]:
    return SignInLink.objects.filter(Q(used_at__lt=before) | Q(expires_at__lt=before))


def _decided(before: datetime) -> models.QuerySet[MembershipRequest]:
    return MembershipRequest.objects.exclude(state=RequestState.OPEN).filter(
        Q(decided_at__lt=before) | Q(decided_at__isnull=True, made_at__lt=before)
    )


def _own_data(before: datetime) -> models.QuerySet[OwnDataFile]:
    return OwnDataFile.objects.filter(asked_at__lt=before)


def _blocks(before: datetime) -> models.QuerySet[BlockReport]:
    return BlockReport.objects.filter(decided_at__lt=before)


def _prune_blocks(before: datetime) -> int:
    """Remove decided reports, and the releases that ran out: these were of use for a day."""
    remove(Release.objects.filter(until__lt=before))
    return remove(_blocks(before))


TERMS = (
    Term(
        kind="audit",
        title=_("Audit log"),
        what=_(
            "Who did what and when. The oldest lines go; a signed mark proves that nothing else is missing. "
            "BIO2 (5.28.01) asks that what explains an incident is kept for at least three years."
        ),
        days=3 * 365,
        least=365,
        most=20 * 365,
        due=lambda before: AuditLine.objects.filter(at__lt=before).count(),
        prune=lambda before: outbox.prune_audit(before=before),
    ),
    Term(
        kind="changes",
        title=_("Change log"),
        what=_("Which item changed, for the search index. Lines that the index has read are removed."),
        days=30,
        least=7,
        most=365,
        due=lambda before: Change.objects.filter(at__lt=before).count(),
        prune=lambda before: outbox.prune_changes(before=before),
    ),
    Term(
        kind="jobs_done",
        title=_("Jobs that are done"),
        what=_("Work that was done in the background, and its result. Both are removed."),
        days=14,
        least=1,
        most=365,
        due=lambda before: _jobs(outbox.DONE, before),
        prune=lambda before: outbox.prune_jobs(status=outbox.DONE, before=before),
    ),
    Term(
        kind="jobs_failed",
        title=_("Jobs that failed"),
        what=_("Work in the background that did not succeed, and the reason. Both are removed."),
        days=90,
        least=7,
        most=365,
        due=lambda before: _jobs(outbox.FAILED, before),
        prune=lambda before: outbox.prune_jobs(status=outbox.FAILED, before=before),
    ),
    Term(
        kind="membership_requests",
        title=_("Decided requests"),
        what=_(
            "Who asked to read along or join, or was invited, and the answer. The request is removed; "
            "the membership stays."
        ),
        days=365,
        least=30,
        most=5 * 365,
        due=lambda before: _decided(before).count(),
        prune=lambda before: remove(_decided(before)),
    ),
    Term(
        kind="sign_in_links",
        title=_("Sign-in links"),
        what=_("One-time links that were used or have run out. Nobody can sign in with them. They go."),
        days=30,
        least=1,
        most=365,
        due=lambda before: _links(before).count(),
        prune=lambda before: remove(_links(before)),
    ),
    Term(
        kind="own_data",
        title=_("Files with own data"),
        what=_("Files that a colleague had made of the own data. File and request are removed."),
        days=7,
        least=1,
        most=30,
        due=lambda before: _own_data(before).count(),
        prune=lambda before: prune_own_data(before=before),
    ),
    Term(
        kind="text_reports",
        title=_("Reports of texts"),
        what=_(
            "Who reported that somebody could be recognised in a text, and what came of it. The report is "
            "removed; what was taken out of the text stays out."
        ),
        days=365,
        least=30,
        most=5 * 365,
        due=lambda before: TextReport.objects.filter(decided_at__lt=before).count(),
        prune=lambda before: prune_text_reports(before=before),
    ),
    Term(
        kind="block_reports",
        title=_("Reports of wrong blocks"),
        what=_(
            "Who reported that a text was blocked wrongly, why, and what was decided. The text was never "
            "kept. The report is removed, and the release that came of it."
        ),
        days=365,
        least=30,
        most=5 * 365,
        due=lambda before: _blocks(before).count(),
        prune=_prune_blocks,
    ),
    Term(
        kind="overrides",
        title=_("Warnings let stand"),
        what=_(
            "Who let a warning stand, where, and why. What was found was never kept. The reason is removed; "
            "the text stays."
        ),
        days=365,
        least=30,
        most=5 * 365,
        due=lambda before: Override.objects.filter(at__lt=before).count(),
        prune=lambda before: remove(Override.objects.filter(at__lt=before)),
    ),
)
