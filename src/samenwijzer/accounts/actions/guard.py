"""The gate that every text passes before it is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from samenwijzer import guard
from samenwijzer.accounts.models import Override, User
from samenwijzer.accounts.queries import allowances, digest_of, label_words, released_for
from samenwijzer.guard import NO_CONSENT, Consent, Label, Level, Place, Traceable
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

REASON_FIELD = "traceable_reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A text that may be stored. Call `note` once it is."""

    writer: User | None
    labels: tuple[Label, ...] = ()
    reason: str = ""

    def note(self, ref: Ref, *, named: bool = True) -> None:
        """Note that the writer let warnings stand, and why; what was found is kept nowhere.

        Without `named` the audit, which others than the privacy officer read, does not say who.
        """
        if self.labels and self.writer is not None:
            Override.objects.create(
                ref=str(ref), writer=self.writer, labels=self.labels, reason=self.reason, at=clock.now()
            )
            actor = self.writer if named else None
            audit.record(action="accounts.warning.let_stand", actor=actor, object=ref)


def pass_guard(
    *,
    writer: User | None,
    texts: Mapping[str, str],
    before: Collection[str] = (),
    expected: Mapping[str, Collection[Label]] | None = None,
    consent: Consent = NO_CONSENT,
) -> Passed:
    """Judge what these texts, by field, add to what stood there `before`.

    `expected` names what belongs in a field, such as a telephone number in that of the telephone. Raises
    Traceable for a block that nobody released for this writer, and for a warning without his consent; the
    reason he gives for that may hold neither. Hints never stop anybody. A `writer` of None is a command.
    """
    places = [
        Place(field=field, finding=finding)
        for field, text in texts.items()
        for finding in guard.added(text, before="\n".join(before), allowed=allowances())
        if finding.level is not Level.HINT and finding.label not in (expected or {}).get(field, ())
    ]
    if not places:
        return Passed(writer=writer)
    if any(place.finding.level is Level.BLOCK for place in places):
        places = _not_released(writer, texts, places)
    must_go = [place for place in places if place.finding.level is Level.BLOCK or not consent.is_given]
    if must_go:
        raise Traceable(places=must_go, sentences=_sentences(must_go))
    if places:
        pass_guard(writer=writer, texts={REASON_FIELD: consent.reason})
    labels = sorted({place.finding.label for place in places})
    return Passed(writer=writer, labels=tuple(labels), reason=consent.reason)


def _not_released(writer: User | None, texts: Mapping[str, str], places: Sequence[Place]) -> list[Place]:
    released = released_for(viewer=writer)
    return [
        place
        for place in places
        if (
            place.finding.label,
            digest_of(label=place.finding.label, value=guard.value(texts[place.field], place.finding)),
        )
        not in released
    ]


def _sentences(places: Sequence[Place]) -> dict[str, str]:
    """Say beside each field what was found there; a block asks to remove it, a warning to look again."""
    found: dict[str, str] = {}
    for field in dict.fromkeys(place.field for place in places):
        here = [place.finding for place in places if place.field == field]
        blocks = [finding for finding in here if finding.level is Level.BLOCK]
        labels = {finding.label: None for finding in blocks or here}
        if blocks:
            sentence = ngettext(
                "In this text stands %(what)s. Remove it or replace it.",
                "In this text stand %(what)s. Remove them or replace them.",
                len(labels),
            )
        else:
            sentence = ngettext(
                "In this text there seems to stand %(what)s. Replace it, or say why it may stay.",
                "In this text there seem to stand %(what)s. Replace them, or say why they may stay.",
                len(labels),
            )
        found[field] = sentence % {"what": label_words(labels)}
    return found
