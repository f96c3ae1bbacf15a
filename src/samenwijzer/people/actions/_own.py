"""One's own row, held until the transaction ends."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import User
from samenwijzer.kernel.errors import NotAllowed, require
from samenwijzer.kernel.refs import Ref
from samenwijzer.people.queries import look_again


def own_row(actor: User) -> User:
    """Fetch and lock the row of who acts. Raises NotAllowed for who left or only looks as a role."""
    sentence = _("You can only do this while you work here.")
    require(actor.is_active, sentence)
    person = User.objects.select_for_update().filter(pk=actor.pk, is_active=True).first()
    if person is None:
        raise NotAllowed(sentence)
    return person


def ref_of(person: User) -> Ref:
    return Ref("people.person", person.pk)


def let_tasks_know() -> None:
    """Let the next home page look anew at what waits for whom."""
    look_again()
    transaction.on_commit(look_again)
