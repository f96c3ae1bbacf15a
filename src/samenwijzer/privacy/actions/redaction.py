"""Taking words out of a text and all its versions for good."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.accounts.queries import allowances
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import enqueue_once, job
from samenwijzer.kernel.modules import TextKind, installed, text_kinds
from samenwijzer.outbox import audit
from samenwijzer.privacy import texts
from samenwijzer.privacy.actions.forgetting import forget_in_jobs, wipe_remains
from samenwijzer.privacy.actions.own_data import drop_own_data_files
from samenwijzer.privacy.actions.redactions import file_redactions
from samenwijzer.privacy.actions.text_reports import settle
from samenwijzer.privacy.models import Redaction, TextReport
from samenwijzer.privacy.redacting import digest_for, fold, replaced, spots_of, words_to_go


class CannotRedact(Refusal):
    """Words that cannot be taken out."""


@transaction.atomic
def redact_text(*, reference: str, marked: Collection[str], typed: Sequence[str], actor: User) -> int:
    """Take words out of a text and all its versions, and show it again; return how many different ones went.

    `marked` are digests of what the guard found, `typed` exact words. Neither is kept, nor what they were:
    only how long they are and a keyed hash. It cannot be undone, and may run twice. Raises Refusal, Http404.
    """
    kind, ref = texts.text_to_judge(viewer=actor, reference=reference)
    row = texts.locked(kind, ref.id)
    if row is None:
        raise CannotRedact(_("This text is not here any more."))
    external_id = texts.external_id_of(row)
    stands = [one.text for one in texts.standing(kind, row)]
    digest = digest_for(kind.kind, external_id)
    words = words_to_go(stands, marked=marked, typed=typed, digest=digest, allowed=allowances())
    gone = {text[spot.start : spot.end] for text in stands for spot in spots_of(text, words)}
    _rewrite(kind, row, words)
    # As they stood, with line ends between them, and as they stand elsewhere.
    for word in {*map(fold, gone), *words}:
        Redaction.objects.get_or_create(
            kind=kind.kind,
            external_id=external_id,
            length=len(word),
            digest=digest(word),
            defaults={"at": clock.now(), "by": actor.public_id},
        )
    settle(kind=kind, ref=ref, state=TextReport.State.REDACTED, actor=actor)
    _drop_copies(gone)
    audit.record(action="privacy.text.redacted", actor=actor, object=ref)
    transaction.on_commit(file_redactions, robust=True)
    enqueue_once(wipe_redacted_job, kind=kind.kind)
    return len(gone)


def _rewrite(kind: TextKind, row: object, words: Mapping[str, str]) -> None:
    try:
        with transaction.atomic():
            texts.rewrite(kind, row, lambda text: replaced(text, spots_of(text, words)))
    except IntegrityError:
        raise CannotRedact(
            _("Something else is called so already without these words. Give it another name first.")
        ) from None


def _drop_copies(gone: Collection[str]) -> None:
    """Remove what was made of texts before: files that wait, and jobs that ended and name the words."""
    forget_in_jobs(words=gone)
    drop_own_data_files()
    for module in installed():
        if module.drop_copies is not None:
            module.drop_copies()


@job(seconds=3_600, megabytes=4_096)
def wipe_redacted_job(*, kind: str) -> None:
    """Let no bytes of what was taken out lie in index and database."""
    found = text_kinds().get(kind)
    tables = [] if found is None else [found.model, *(place.model for place in found.beside)]
    wipe_remains(tables=tables)
