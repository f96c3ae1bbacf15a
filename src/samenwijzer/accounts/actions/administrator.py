"""Who administers when nobody can give that role in the browser."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions._people import ADMINISTRATOR, LockedPeople, ref, reread
from samenwijzer.accounts.actions.guard import pass_guard
from samenwijzer.accounts.actions.roles import RoleNotForThem
from samenwijzer.accounts.actions.sign_in_link import make_link_locked
from samenwijzer.accounts.models import User
from samenwijzer.guard import Label
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox import audit


class NameIsMissing(Refusal):
    """Nobody has this address yet, and a new person has a name."""


@transaction.atomic
def install_administrator(*, email: str, name: str) -> str:
    """Let somebody administer, a new person when nobody has that address; return the secret of a link.

    Asks no right: whoever runs a command on the machine may read the database itself. May run twice; each
    time the link before it ends. Raises NameIsMissing, RoleNotForThem, MayNotSignIn.
    """
    person = User.objects.filter(email=email).first()
    if person is None:
        if not name:
            raise NameIsMissing(_("Nobody has this address yet. Give a name with it to add the person."))
        expected = {"name": {Label.PERSON_NAME}, "email": {Label.EMAIL}}
        pass_guard(writer=None, texts={"name": name, "email": email}, expected=expected)
        person = User.objects.create(email=email, name=name, password=make_password(None))
        audit.record(action="accounts.user.added", actor=None, object=ref(person.pk))
        reread(person.pk)
    row = LockedPeople([person.pk]).person(person.pk)
    if row.is_guest:
        raise RoleNotForThem(_("%(name)s is a guest, and a guest has no other role.") % {"name": row.name})
    if not row.role_bits & ADMINISTRATOR:
        row.role_bits |= ADMINISTRATOR
        row.save(update_fields=["role_bits"])
        audit.record(action="accounts.user.roles_changed", actor=None, object=ref(row.pk))
    return make_link_locked(row, actor=None)
