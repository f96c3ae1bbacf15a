"""What supervision does: it notes who reads, and helps a job or a mail on."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import TOPIC
from samenwijzer.kernel.jobs.models import Lease
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, news

if TYPE_CHECKING:
    from samenwijzer.administration.queries import Filters

FILTERED = "administration.filters"
"""The kind of the Ref that says on which fields somebody filtered, as one bit each, and nothing of what."""


@transaction.atomic
def note_reading(*, viewer: User, filters: Filters, exported: bool = False) -> None:
    """Note that somebody read a page of the audit, or took it away as a file."""
    require_right(viewer, Right.READ_AUDIT)
    audit.record(
        action="administration.audit.exported" if exported else "administration.audit.read",
        actor=viewer,
        object=Ref(FILTERED, filters.bits),
    )


@transaction.atomic
def retry_job(*, job_id: uuid.UUID, actor: User) -> None:
    """Put a failed job back in the queue with all its attempts. Raises Refusal when it did not fail."""
    require_right(actor, Right.ADMINISTER)
    job = _failed_job(job_id)
    Lease.objects.filter(job_id=job.pk).delete()
    job.status = "READY"
    job.run_after = now()
    job.started_at = job.finished_at = None
    job.exception_class_path = job.traceback = ""
    job.save()
    news.publish_on_commit(TOPIC)
    audit.record(
        action="administration.job.retried", actor=actor, object=Ref("administration.job", job.pk.int)
    )


@transaction.atomic
def remove_job(*, job_id: uuid.UUID, actor: User) -> None:
    """Throw a failed job away. Raises Refusal when it did not fail."""
    require_right(actor, Right.ADMINISTER)
    job = _failed_job(job_id)
    number = job.pk.int
    job.delete()
    audit.record(action="administration.job.removed", actor=actor, object=Ref("administration.job", number))


def send_test_mail(*, person: User) -> None:
    """Send a mail to the person himself, now. Raises Refusal with a sentence when it cannot be sent."""
    require_right(person, Right.ADMINISTER)
    message = EmailMessage(
        subject=_("Test mail from %(organisation)s") % {"organisation": settings.ORGANISATION},
        body=_("This is a test. Mail from this site reaches you."),
        to=[person.email],
    )
    try:
        sent = message.send()
    except OSError as problem:
        audit.record(action="administration.test_mail.sent", actor=person, result="refused")
        reason = type(problem).__name__
        raise Refusal(_("The mail server did not take it (%(reason)s).") % {"reason": reason}) from problem
    if not sent:
        raise Refusal(_("No mail server is set, so nothing was sent. Set EMAIL_URL."))
    audit.record(action="administration.test_mail.sent", actor=person)


def _failed_job(job_id: uuid.UUID) -> DBTaskResult[..., Any]:
    job = DBTaskResult.objects.select_for_update().filter(pk=job_id, status="FAILED").first()
    if job is None:
        raise Refusal(_("This job is not there any more, or it runs again."))
    return job
