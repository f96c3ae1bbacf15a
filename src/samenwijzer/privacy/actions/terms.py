"""How long things are kept, and their going."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.clock import now
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.jobs import job
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.privacy.actions.erasures import file_erasures
from samenwijzer.privacy.actions.redactions import file_redactions
from samenwijzer.privacy.models import RetentionTerm
from samenwijzer.privacy.queries import every_term, term_days


class TermOutOfBounds(Refusal):
    """A number of days that this kind of thing cannot have."""


@transaction.atomic
def change_terms(*, days: Mapping[str, int], actor: User) -> int:
    """Set for how many days each of these kinds is kept; return how many changed.

    Nothing goes at once: the job of the day does that. Raises TermOutOfBounds, with the kind as its field.
    """
    require_right(actor, Right.SET_RETENTION)
    list(RetentionTerm.objects.select_for_update())
    known = {term.kind: term for term in every_term()}
    changed = 0
    for kind, number in days.items():
        term = known[kind]
        if not term.least <= number <= term.most:
            raise TermOutOfBounds(
                _("Between %(least)s and %(most)s days.") % {"least": term.least, "most": term.most},
                field=kind,
            )
        if number == term_days(kind):
            continue
        RetentionTerm.objects.update_or_create(kind=kind, defaults={"days": number})
        audit.record(action=f"privacy.term.{kind}_set", actor=actor, object=Ref("privacy.term_days", number))
        changed += 1
    return changed


def end_terms() -> dict[str, int]:
    """Remove what was kept long enough, of every kind; return how many rows went. May run twice."""
    moment = now()
    return {term.kind: term.prune(moment - timedelta(days=term_days(term.kind))) for term in every_term()}


@job(seconds=3_600)
def end_terms_job() -> dict[str, int]:
    """Do the work of the day: what has run out goes, and the lists kept outside backups are made whole."""
    return {**end_terms(), "erasures_filed": file_erasures(), "redactions_filed": file_redactions()}
