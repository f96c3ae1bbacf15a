"""What can be owned: its title and address, who may own it, and how it gets another owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts import actions as accounts
from samenwijzer.accounts.models import GUEST_BIT, Team, User
from samenwijzer.documents import actions as documents
from samenwijzer.journeys.models import Kind
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.modules import is_active
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit
from samenwijzer.spaces.queries import readers_of
from samenwijzer.subjects import actions as subjects

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samenwijzer.spaces.models import Space


class CannotOwn(Refusal):
    """Somebody who may not read a thing, or does not work here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something with an owner. `space` is where a page lives; other things are open to every colleague."""

    kind: Kind
    number: int
    title: str
    url: str
    owner_id: int | None
    space: Space | None = None


def address_of(kind: Kind | str, number: int) -> str:
    """Give the page where the thing is seen; a subject has none but its place in the administration."""
    if kind == Kind.PAGE:
        return reverse("documents:page", args=[number])
    if kind == Kind.SPACE:
        return reverse("spaces:space", args=[number])
    if kind == Kind.TEAM:
        return reverse("people:team", args=[number])
    list_of = "forum:questions" if is_active("forum") else "people:directory"
    return f"{reverse(list_of)}?subject={number}"


def who_may_own(thing: Thing) -> QuerySet[User]:
    """Give the colleagues who may read it; a guest owns nothing, and neither does who has it now."""
    rows = User.objects.all() if thing.space is None else readers_of(thing.space)
    return rows.filter(is_active=True, role_bits__lt=GUEST_BIT).exclude(pk=thing.owner_id or 0)


def require_may_own(thing: Thing, person: User) -> None:
    """Raise CannotOwn when the thing cannot be this person's."""
    if not who_may_own(thing).filter(pk=person.pk).exists():
        raise CannotOwn(
            _("%(name)s cannot take this over. Choose a colleague who may read it.") % {"name": person.name},
            field="person",
        )


def pass_to(thing: Thing, *, heir: User, actor: User | None) -> bool:
    """Make the heir its owner, and say whether it was still with the owner the thing was read with."""
    former = User.objects.filter(pk=thing.owner_id or 0).first()
    if thing.kind == Kind.PAGE:
        passed = documents.hand_over_pages(pages=[thing.number], former=former, heir=heir, actor=actor)
    elif thing.kind == Kind.SUBJECT:
        passed = len(
            subjects.hand_over_subjects(subjects=[thing.number], former=former, heir=heir, actor=actor)
        )
    else:
        passed = pass_teams([thing.number], former=former, heir=heir, actor=actor)
    return bool(passed)


def pass_teams(numbers: list[int], *, former: User | None, heir: User, actor: User | None) -> int:
    """Let another lead those of the teams that `former` leads, and return how many there were."""
    theirs = Team.objects.select_for_update(of=("self",)).filter(pk__in=numbers, manager=former)
    found = list(theirs.order_by("pk").values_list("pk", flat=True))
    Team.objects.filter(pk__in=found).update(manager=heir)
    accounts.keep_manager_roles(people=[heir.pk, former.pk if former else None])
    for pk in found:
        audit.record(action="accounts.team.handed_over", actor=actor, object=Ref("accounts.team", pk))
    return len(found)
