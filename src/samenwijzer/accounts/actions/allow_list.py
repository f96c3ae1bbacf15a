"""The allow list: what the guard need not look for, and what our dossier numbers look like."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._uses import NoSuchPlace
from samenwijzer.accounts.actions.guard import pass_guard
from samenwijzer.accounts.actions.places import NameTaken
from samenwijzer.accounts.models import AllowedText, Right, User
from samenwijzer.accounts.queries import look_again
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

KIND = "accounts.allowed_text"


@transaction.atomic
def save_allowed_text(
    *,
    actor: User,
    entry: AllowedText | None,
    kind: str,
    value: str,
    note: str,
    consent: Consent = NO_CONSENT,
) -> AllowedText:
    """Add an entry, or change one. Every process knows it within seconds. Raises Refusal."""
    require_right(actor, Right.KEEP_ALLOW_LIST)
    row = AllowedText(added_by=actor, added_at=clock.now()) if entry is None else _locked(entry)
    # The value is what is let pass; why is a text like any other.
    passed = pass_guard(writer=actor, texts={"note": note}, before=(row.note,), consent=consent)
    row.kind, row.value, row.note = kind, value, note
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise NameTaken(_("This stands on the list already."), field="value") from None
    action = "accounts.allowed_text.added" if entry is None else "accounts.allowed_text.changed"
    audit.record(action=action, actor=actor, object=Ref(KIND, row.pk))
    passed.note(Ref(KIND, row.pk))
    _let_guard_know()
    return row


@transaction.atomic
def remove_allowed_text(*, actor: User, entry: AllowedText) -> None:
    """Take an entry off the list; texts that hold it stay as they are. Raises NoSuchPlace."""
    require_right(actor, Right.KEEP_ALLOW_LIST)
    row = _locked(entry)
    number = row.pk
    row.delete()
    audit.record(action="accounts.allowed_text.removed", actor=actor, object=Ref(KIND, number))
    _let_guard_know()


def _locked(entry: AllowedText) -> AllowedText:
    row = AllowedText.objects.select_for_update().filter(pk=entry.pk).first()
    if row is None:
        raise NoSuchPlace(_("This was removed meanwhile."))
    return row


def _let_guard_know() -> None:
    look_again()
    transaction.on_commit(look_again)
