"""What all actions on people share: locking rows, who must remain, ending sessions."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import Role, SignInLink, Team, User, role_bits
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit, changes

ADMINISTRATOR = role_bits({Role.ADMINISTRATOR})
LEADS = role_bits({Role.TEAM_MANAGER})


class NobodyWouldAdminister(Refusal):
    """Without an administrator nobody could let anybody in any more."""


class NotKnownHere(Refusal):
    """The person was forgotten, or his row is gone."""


class LockedPeople:
    """People whose rows nobody else changes until the transaction ends, with all administrators.

    All rows are locked by one statement in the order of their numbers, so that two at once wait and do not
    stand in each other's way.
    """

    def __init__(self, ids: Collection[int]) -> None:
        rows = User.objects.alias(administers=F("role_bits").bitand(ADMINISTRATOR))
        wanted = Q(pk__in=ids) | Q(administers__gt=0)
        self._rows = {row.pk: row for row in rows.filter(wanted).order_by("pk").select_for_update()}

    def person(self, pk: int) -> User:
        """Return somebody who was locked. Raises NotKnownHere."""
        row = self._rows.get(pk)
        if row is None or row.forgotten_at is not None:
            raise NotKnownHere(_("This person is not known here any more."))
        return row

    def keep_an_administrator(self, without: User) -> None:
        """Make sure that somebody else administers. Raises NobodyWouldAdminister."""
        if not _administers(without):
            return
        if not any(_administers(row) for row in self._rows.values() if row.pk != without.pk):
            raise NobodyWouldAdminister(
                _("%(name)s is the only administrator. Give that role to somebody else first.")
                % {"name": without.name}
            )


def _administers(person: User) -> bool:
    return person.is_active and bool(person.role_bits & ADMINISTRATOR)


@transaction.atomic
def end_sessions(*, people: Collection[User]) -> None:
    """Sign people out everywhere, and shut the ways in that were made for them. May run twice."""
    open_sessions = UserSession.objects.filter(user__in=people)
    Session.objects.filter(session_key__in=open_sessions.values("session_key")).delete()
    open_sessions.delete()
    SignInLink.objects.filter(person__in=people).delete()


@transaction.atomic
def keep_manager_roles(*, people: Iterable[int | None]) -> None:
    """Give who manages a team that role, and take it from who manages none. May run twice."""
    for person in User.objects.filter(pk__in={pk for pk in people if pk}).order_by("pk").select_for_update():
        leads = Team.objects.filter(manager=person).exists()
        bits = person.role_bits | LEADS if leads else person.role_bits & ~LEADS
        if bits != person.role_bits:
            User.objects.filter(pk=person.pk).update(role_bits=bits)
            audit.record(action="accounts.user.roles_changed", actor=None, object=ref(person.pk))


def ref(pk: int) -> Ref:
    """Name a person as the audit knows accounts."""
    return Ref("accounts.user", pk)


def reread(*people: int) -> None:
    """Let search read these people again."""
    changes.append(*(Ref("people.person", pk) for pk in people))
