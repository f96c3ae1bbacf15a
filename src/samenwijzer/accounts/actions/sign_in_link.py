"""A way in that works once: for who is new, or lost the password."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import may_sign_in, require_right
from samenwijzer.accounts.actions._people import LockedPeople, ref
from samenwijzer.accounts.models import Right, SignInLink, User
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import Refusal, require
from samenwijzer.outbox import audit

LASTS = timedelta(hours=24)


class MayNotSignIn(Refusal):
    """Who is blocked, left or is a guest past his day gets no way in."""


class LinkIsOver(Refusal):
    """The link was used, is too old, or never was one. Which of these is nobody's business."""


@transaction.atomic
def make_sign_in_link(*, person: User, actor: User, lasts: timedelta = LASTS) -> str:
    """Make a way in that works once, and end the older ones; return its secret, which is kept nowhere.

    Raises MayNotSignIn.
    """
    require_right(actor, Right.ADMINISTER)
    return make_link_locked(LockedPeople([person.pk]).person(person.pk), actor=actor, lasts=lasts)


def make_link_locked(row: User, *, actor: User | None, lasts: timedelta = LASTS) -> str:
    """Make a way in for somebody whose row is locked; `actor` is None for who has the machine itself."""
    _require_may_sign_in(row)
    SignInLink.objects.filter(person=row).delete()
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(person=row, digest=_digest(secret), expires_at=clock.now() + lasts)
    audit.record(action="accounts.sign_in_link.made", actor=actor, object=ref(row.pk))
    return secret


@transaction.atomic
def use_sign_in_link(*, secret: str) -> User:
    """Use up a link and return whose it was. Raises LinkIsOver, MayNotSignIn."""
    over = LinkIsOver(_("This link does not work any more. Ask your administrator for a new one."))
    link = SignInLink.objects.filter(digest=_digest(secret)).select_for_update().first()
    if link is None or link.used_at is not None or link.expires_at <= clock.now():
        raise over
    person = User.objects.select_for_update().get(pk=link.person_id)
    _require_may_sign_in(person)
    link.used_at = clock.now()
    link.save(update_fields=["used_at"])
    audit.record(action="accounts.sign_in_link.used", actor=person, object=ref(person.pk))
    return person


@transaction.atomic
def choose_password(*, person: User, password: str) -> None:
    """Set the password of who came in by a link. His sessions elsewhere end with the old one."""
    require(may_sign_in(person), _("You cannot sign in here any more."))
    row = User.objects.select_for_update().get(pk=person.pk)
    row.set_password(password)
    row.save(update_fields=["password"])
    person.password = row.password
    end_links(person=row)
    audit.record(action="accounts.user.password_changed", actor=person, object=ref(person.pk))


@transaction.atomic(savepoint=False)
def end_links(*, person: User) -> None:
    """End the ways in that were made for somebody who has a new password. May run twice."""
    SignInLink.objects.filter(person=person).delete()


def _require_may_sign_in(person: User) -> None:
    if not may_sign_in(person):
        raise MayNotSignIn(_("This person may not sign in. Unblock the account or extend it first."))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
