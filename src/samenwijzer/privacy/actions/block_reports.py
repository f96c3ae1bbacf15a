"""Saying that the guard blocks wrongly, and releasing it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer import guard
from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Release, Right, User
from samenwijzer.accounts.queries import allowances, digest_of, released_for
from samenwijzer.guard import Label, Level
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed, Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.privacy.models import BlockReport
from samenwijzer.privacy.pace import MOST_CHARACTERS

REASON_FIELD = "block_reason"
MOST_OPEN = 20


@transaction.atomic
def report_block(
    *,
    author: User,
    place: str,
    texts: Mapping[str, str],
    reason: str,
    labels: Mapping[str, str] | None = None,
) -> int:
    """Keep that the author finds each block in these texts, by field, wrong; of the texts nothing is kept.

    `place` is the name of the page ("forum:ask"), `labels` says what its fields are called. What he reported
    already and waits stays as it is; what was declined is not asked again. Returns how many are now waiting.
    Raises Refusal, Traceable for the reason.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise Refusal(_("Say in a few words why this is not citizens’ data."), field=REASON_FIELD)
    if sum(map(len, texts.values())) > MOST_CHARACTERS:
        raise Refusal(_("Your text is too long to look at. Make it shorter first."), field=REASON_FIELD)
    named = {field: (labels or {}).get(field, field) for field in texts}
    pass_guard(writer=author, texts={REASON_FIELD: reason})
    pass_guard(writer=author, texts={REASON_FIELD: " ".join(named.values())})
    blocks = {
        (one.label, digest_of(label=one.label, value=guard.value(text, one))): named[field]
        for field, text in texts.items()
        for one in guard.find(text, allowed=allowances())
        if one.level is Level.BLOCK
    }
    released = released_for(viewer=author)
    blocks = {key: field for key, field in blocks.items() if key not in released}
    if not blocks:
        raise Refusal(_("Nothing in your text is blocked. You can save it."), field=REASON_FIELD)
    blocks = _not_declined(author, blocks)
    if not blocks:
        raise Refusal(
            _("The privacy officer looked at this and does not allow it. Replace it in your text."),
            field=REASON_FIELD,
        )
    waiting = BlockReport.objects.filter(author=author, state=BlockReport.State.OPEN).values_list(
        "digest", flat=True
    )
    if len({*waiting, *(digest for _label, digest in blocks)}) > MOST_OPEN:
        raise Refusal(
            _("At most %(number)s reports of you may wait. Call the privacy officer.")
            % {"number": MOST_OPEN},
            field=REASON_FIELD,
        )
    for (label, digest), field in blocks.items():
        report, is_new = BlockReport.objects.get_or_create(
            author=author,
            label=label,
            digest=digest,
            state=BlockReport.State.OPEN,
            defaults={"place": place, "field": field, "reason": reason, "at": clock.now()},
        )
        if is_new:
            ref = Ref("privacy.block_report", report.pk)
            audit.record(action="privacy.block_report.made", actor=author, object=ref)
    return len(blocks)


@transaction.atomic
def decide_block_report(*, officer: User, report: BlockReport, release: bool) -> BlockReport:
    """Let the author save it for a day, or not. It takes two: he who wrote does not decide.

    The first decision counts; a second one changes nothing, and is given back as it stands.
    """
    require_right(officer, Right.PROTECT_CITIZENS)
    if report.author_id == officer.pk:
        raise NotAllowed(_("You wrote this yourself. A release takes two people."))
    report = BlockReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.state != BlockReport.State.OPEN:
        return report
    report.state = BlockReport.State.RELEASED if release else BlockReport.State.DECLINED
    report.decided_by, report.decided_at = officer, clock.now()
    report.save(update_fields=["state", "decided_by", "decided_at"])
    if release:
        Release.objects.update_or_create(
            writer=report.author,
            label=report.label,
            digest=report.digest,
            defaults={"released_by": officer, "until": report.released_until},
        )
    action = "privacy.block_report.accepted" if release else "privacy.block_report.declined"
    audit.record(action=action, actor=officer, object=Ref("privacy.block_report", report.pk))
    return report


@transaction.atomic
def hear_block_report(*, author: User, report: BlockReport) -> None:
    """Note that the author read what came of his report. May be said twice."""
    waiting = BlockReport.objects.filter(pk=report.pk, author=author, heard_at=None)
    waiting.exclude(state=BlockReport.State.OPEN).update(heard_at=clock.now())


def _not_declined(author: User, blocks: Mapping[tuple[Label, str], str]) -> dict[tuple[Label, str], str]:
    """Leave out of these blocks, by label and hash, what was declined and not released after that."""
    rows = BlockReport.objects.filter(
        author=author, digest__in=[digest for _label, digest in blocks], decided_at__isnull=False
    )
    last = {(row.label, row.digest): row.state for row in rows.order_by("decided_at", "pk")}
    return {key: field for key, field in blocks.items() if last.get(key) != BlockReport.State.DECLINED}
