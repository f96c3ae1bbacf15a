"""A reader says that somebody can be recognised in a text: it is hidden until who judges it has looked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_judge
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock, text
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.kernel.modules import TextKind
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes
from samenwijzer.privacy import texts
from samenwijzer.privacy.models import BlockReport, TextReport

MOST_OPEN = 20
"""So many reports of one person wait at most: who hides all that he sees is asked to call first."""


class CannotReport(Refusal):
    """A text that this person does not report."""


@transaction.atomic
def report_text(
    *, reporter: User, reference: str, note: str = "", consent: Consent = NO_CONSENT
) -> TextReport:
    """Hide a text from everyone but its author and the privacy officer. Reported twice it is one report.

    The audit says that it was reported; who did stands with the report alone. Raises Refusal, Http404.
    """
    require(reporter.pk > 0, _("You look around as a role. Stop that first."))
    kind, ref = texts.text_to_report(viewer=reporter, reference=reference)
    note = text.clean(note).strip()
    passed = pass_guard(writer=reporter, texts={"note": note}, consent=consent)
    row = texts.locked(kind, ref.id)
    if row is None or texts.author_of(kind, row) == reporter.pk:
        raise CannotReport(_("This is your own text: change it, and nobody needs to look at it."))
    open_reports = TextReport.objects.filter(state=TextReport.State.OPEN)
    if open_reports.filter(reporter=reporter).exclude(ref=str(ref)).count() >= MOST_OPEN:
        raise CannotReport(
            _("You already reported %(number)s texts that wait. Call the privacy officer.")
            % {"number": MOST_OPEN}
        )
    report, is_new = open_reports.get_or_create(
        ref=str(ref), reporter=reporter, defaults={"note": note, "at": clock.now()}
    )
    if row.withheld_at is None:
        _set(kind, ref, clock.now())
    if is_new:
        with audit.untraced():
            audit.record(action="privacy.text.reported", actor=None, object=ref)
            passed.note(Ref("privacy.text_report", report.pk), named=False)
    return report


@transaction.atomic
def note_look(*, reference: str, actor: User) -> None:
    """Note that the privacy officer read a text that stands anywhere. Raises NotAllowed, Http404."""
    _kind, ref = texts.text_to_judge(viewer=actor, reference=reference)
    audit.record(action="privacy.text.read", actor=actor, object=ref)


@transaction.atomic
def show_again(*, reference: str, actor: User) -> bool:
    """Let everybody who could read a text before read it again; say whether it was hidden. May run twice."""
    kind, ref = texts.text_to_judge(viewer=actor, reference=reference)
    row = texts.locked(kind, ref.id)
    if row is None or row.withheld_at is None:
        return False
    settle(kind=kind, ref=ref, state=TextReport.State.SHOWN_AGAIN, actor=actor)
    audit.record(action="privacy.text.shown_again", actor=actor, object=ref)
    return True


@transaction.atomic(savepoint=False)
def settle(*, kind: TextKind, ref: Ref, state: TextReport.State, actor: User) -> None:
    """Show a text again and end the reports of it in this way. Called with its row locked."""
    require_judge(actor)
    TextReport.objects.filter(ref=str(ref), state=TextReport.State.OPEN).update(
        state=state, decided_by=actor, decided_at=clock.now()
    )
    if kind.reach is not None:
        _set(kind, ref, None)


@transaction.atomic
def mark_heard(*, person: User, pk: int) -> None:
    """Note that somebody read what came of his report. May run twice."""
    mine = TextReport.objects.filter(pk=pk, reporter=person.pk, heard_at=None)
    mine.exclude(state=TextReport.State.OPEN).update(heard_at=clock.now())


@transaction.atomic
def forget_reports(*, person_id: int) -> None:
    """Remove what a person reported, and who decided where he did. What is hidden stays so. May run twice."""
    TextReport.objects.filter(reporter=person_id).delete()
    BlockReport.objects.filter(author=person_id).delete()
    for table in (TextReport, BlockReport):
        table._default_manager.filter(decided_by=person_id).update(decided_by=None)


@transaction.atomic
def prune_text_reports(*, before: datetime) -> int:
    """Remove reports that were decided before that moment; return how many. May run twice."""
    old = TextReport.objects.filter(decided_at__lt=before).order_by("pk").values_list("pk", flat=True)[:1_000]
    return TextReport.objects.filter(pk__in=list(old)).delete()[0]


def _set(kind: TextKind, ref: Ref, moment: datetime | None) -> None:
    kind.model._base_manager.filter(pk=ref.id).update(withheld_at=moment)
    if kind.reread is not None:
        changes.append(*kind.reread(ref.id))
