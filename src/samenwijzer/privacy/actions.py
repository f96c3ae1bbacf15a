"""What is done for people's privacy."""

from __future__ import annotations

from django.db import transaction

from samenwijzer.accounts.models import User
from samenwijzer.kernel.modules import installed
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit


@transaction.atomic
def forget_person(*, person_id: int, actor: User | None) -> None:
    """Forget who somebody was; what he wrote stays, by *Oud-collega*. It cannot be undone, and may run twice.

    `actor` is None for a command. Raises User.DoesNotExist.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    if person.forgotten_at is not None:
        return
    # From the top floor down, so that the row itself is emptied last.
    for module in reversed(installed()):
        if module.forget is not None:
            module.forget(person_id)
    audit.record(action="privacy.person.forgotten", actor=actor, object=Ref("accounts.user", person_id))
