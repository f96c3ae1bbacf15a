"""Who is asking, and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext as _

from samenwijzer.accounts.models import Right, Role, User, role_bits
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import NotAllowed, require

if TYPE_CHECKING:
    import datetime

    from django.db.models import QuerySet
    from django.http import HttpRequest


VIEWING_AS = "viewing_as"  # In the session: the role as which an administrator looks around.
_NOBODY = -1  # The number of a person who is in no table, so that nothing is his.


def signed_in(request: HttpRequest) -> User:
    """Return the viewer: who is signed in, or somebody with the role as which an administrator looks.

    The sign-in middleware lets nobody else through to a page.
    """
    person = request.user
    if not isinstance(person, User):
        message = "Nobody is signed in."
        raise NotAllowed(message)
    role = viewed_role(request)
    return person if role is None else _anybody(role, like=person)


def viewed_role(request: HttpRequest) -> Role | None:
    """Return the role as which an administrator looks around, if he does and still may."""
    person = request.user
    name = request.session.get(VIEWING_AS)
    if name not in set(Role) or not isinstance(person, User) or not person.may(Right.VIEW_AS_ROLE):
        return None
    return Role(name)


def _anybody(role: Role, *, like: User) -> User:
    """Make somebody with this role who is no person: he is in no space and nothing is his."""
    known = getattr(like, "_viewed_as", None)
    if known is None:
        known = User(pk=_NOBODY, name=like.name, email=like.email, language=like.language)
        known.role_bits = role_bits({role})
        if role != Role.GUEST:
            known.department = like.department
        like._viewed_as = known  # type: ignore[attr-defined]  # noqa: SLF001
    return known


def require_right(viewer: User, right: Right) -> None:
    """State that one of the viewer's roles gives this right. Raises NotAllowed."""
    require(viewer.may(right), _("Your role does not include this. Ask the administrator of this site."))


def may_sign_in(person: User, *, day: datetime.date | None = None) -> bool:
    """Say whether somebody may be signed in: not blocked, not gone, and as a guest not past the last day."""
    day = day or clock.today()
    return person.is_active and (person.guest_until is None or day <= person.guest_until)


def working_on(people: QuerySet[User], *, day: datetime.date) -> QuerySet[User]:
    """Keep who works on that day and is not absent, as `User.works_on` says it."""
    return people.alias(works=F("working_day_bits").bitand(1 << day.weekday())).filter(
        Q(absent_until__isnull=True) | Q(absent_until__lte=day), works__gt=0
    )
