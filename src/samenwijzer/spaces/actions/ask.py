"""Asking to come into a space, inviting somebody, handing it over, and the answers."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Right, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.errors import require
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.access import (
    NotPossible,
    locked,
    managed,
    may_decide,
    require_can_own,
    require_in_use,
    require_open,
    require_works_here,
    rights_of,
)
from samenwijzer.spaces.actions.members import give_place
from samenwijzer.spaces.actions.telling import KIND, tell
from samenwijzer.spaces.models import (
    Member,
    MembershipRequest,
    RequestKind,
    RequestState,
    Role,
    Space,
    Visibility,
    forget_known_roles,
    roles_of,
)

_ASKED = {RequestKind.ACCESS: Role.READER, RequestKind.JOIN: Role.CONTRIBUTOR}


@transaction.atomic
def ask_to_enter(
    *, actor: User, space: Space, kind: RequestKind, note: str = "", consent: Consent = NO_CONSENT
) -> MembershipRequest | None:
    """Ask the owners of a closed space to let one read (access) or take part (join).

    Who asks again while it is open changes what he asked. Gives None for who may come in already.
    """
    require_right(actor, Right.READ_OPEN)
    found = locked(space)
    forget_known_roles(actor)
    require(found.visibility == Visibility.CLOSED, _("In this space one cannot ask for access."))
    if rights_of(viewer=actor, space=found).may_read and not (
        kind == RequestKind.JOIN and roles_of(actor).get(found.pk) == Role.READER
    ):
        return None
    open_one = MembershipRequest.objects.filter(
        space=found, person=actor, kind__in=_ASKED, state=RequestState.OPEN
    ).first()
    _pass_guard(note, open_one, writer=actor, space=found, consent=consent)
    if open_one is not None:
        open_one.kind, open_one.role, open_one.note = kind, _ASKED[kind], note or open_one.note
        open_one.save(update_fields=["kind", "role", "note"])
        return open_one
    request = _request(space=found, person=actor, kind=kind, role=_ASKED[kind], note=note, made_by=actor)
    tell(action=f"{kind}.asked", actor=actor, space=found)
    return request


@transaction.atomic
def invite(
    *, actor: User, space: Space, person: User, role: Role, note: str = "", consent: Consent = NO_CONSENT
) -> MembershipRequest:
    """Invite somebody to take a role; he says yes or no. Inviting again changes the open invitation.

    Raises Refusal for who left, for who has that role or more, and for a guest as owner.
    """
    found = managed(viewer=actor, space=space)
    require_in_use(found)
    if role == Role.MANAGER:
        raise NotPossible(_("Hand the space over to make somebody its owner."), field="role")
    require_works_here(person)
    place = Member.objects.filter(space=found, person=person).first()
    if place is not None and list(Role).index(Role(place.role)) >= list(Role).index(role):
        raise NotPossible(_("%(name)s has this place already.") % {"name": person.name}, field="person")
    return _ask_person(
        actor=actor,
        space=found,
        person=person,
        kind=RequestKind.INVITATION,
        role=role,
        note=note,
        consent=consent,
    )


@transaction.atomic
def offer_ownership(
    *, actor: User, space: Space, person: User, note: str = "", consent: Consent = NO_CONSENT
) -> MembershipRequest:
    """Ask a colleague to own the space too. Who offers keeps his own place until he leaves."""
    found = managed(viewer=actor, space=space)
    require_works_here(person)
    require_can_own(person)
    if Member.objects.filter(space=found, person=person, role=Role.MANAGER).exists():
        raise NotPossible(_("%(name)s is an owner already.") % {"name": person.name}, field="person")
    return _ask_person(
        actor=actor,
        space=found,
        person=person,
        kind=RequestKind.MANAGEMENT,
        role=Role.MANAGER,
        note=note,
        consent=consent,
    )


@transaction.atomic
def withdraw_request(*, actor: User, request: MembershipRequest) -> None:
    """Take back what one asked, or what an owner of the space offered. May run twice."""
    found = _held(request)
    is_owner = rights_of(viewer=actor, space=found.space).may_manage
    offered = found.kind in {RequestKind.INVITATION, RequestKind.MANAGEMENT}
    require(
        found.made_by_id == actor.pk or (is_owner and offered),
        _("Only who asked this can take it back."),
    )
    if found.state == RequestState.OPEN:
        _decide(found, actor=actor, state=RequestState.WITHDRAWN)


@transaction.atomic
def accept_request(
    *, actor: User, request: MembershipRequest, reply: str = "", consent: Consent = NO_CONSENT
) -> None:
    """Say yes, with a word if one likes: the person gets the role that was asked or offered. May run twice.

    Raises Refusal when it was answered otherwise, or when the person may not sign in any more.
    """
    found = _held(request)
    forget_known_roles(actor)
    require(may_decide(viewer=actor, request=found), _("This was asked of somebody else."))
    if found.state == RequestState.ACCEPTED:
        return
    require_open(found)
    require_works_here(found.person)
    passed = pass_guard(writer=actor, texts={"reply": reply}, consent=consent)
    give_place(space=found.space, person=found.person, role=Role(found.role))
    _decide(found, actor=actor, state=RequestState.ACCEPTED, reply=reply)
    passed.note(Ref(KIND, found.space_id))
    # Who was let in asks nothing more, and needs no invitation.
    rest = MembershipRequest.objects.filter(
        space=found.space, person=found.person, state=RequestState.OPEN
    ).exclude(kind=RequestKind.MANAGEMENT)
    for other in rest:
        if list(Role).index(Role(other.role)) <= list(Role).index(Role(found.role)):
            _decide(other, actor=actor, state=RequestState.WITHDRAWN)
    forget_known_roles(actor)


@transaction.atomic
def decline_request(
    *, actor: User, request: MembershipRequest, reply: str = "", consent: Consent = NO_CONSENT
) -> None:
    """Say no, with a word if one likes. May run twice. Raises Refusal when it was answered otherwise."""
    found = _held(request)
    forget_known_roles(actor)
    require(may_decide(viewer=actor, request=found), _("This was asked of somebody else."))
    if found.state == RequestState.DECLINED:
        return
    require_open(found)
    passed = pass_guard(writer=actor, texts={"reply": reply}, consent=consent)
    _decide(found, actor=actor, state=RequestState.DECLINED, reply=reply)
    passed.note(Ref(KIND, found.space_id))


@transaction.atomic
def mark_answer_heard(*, actor: User, pk: int) -> None:
    """Note that somebody read what came of his request. A number that is not his changes nothing."""
    mine = MembershipRequest.objects.filter(pk=pk, person=actor.pk, kind__in=_ASKED, heard_at=None)
    mine.exclude(state=RequestState.OPEN).update(heard_at=clock.now())


def _held(request: MembershipRequest) -> MembershipRequest:
    """Lock the space of a request, and fetch the request as it stands now."""
    locked(request.space)
    return (
        MembershipRequest.objects.select_for_update(of=("self",))
        .select_related("space", "person")
        .get(pk=request.pk)
    )


def _decide(request: MembershipRequest, *, actor: User, state: RequestState, reply: str = "") -> None:
    request.state, request.reply = state, reply
    request.decided_by, request.decided_at = actor, clock.now()
    request.save(update_fields=["state", "reply", "decided_by", "decided_at"])
    tell(action=f"{request.kind}.{state}", actor=actor, space=request.space)


def _ask_person(
    *,
    actor: User,
    space: Space,
    person: User,
    kind: RequestKind,
    role: Role,
    note: str,
    consent: Consent,
) -> MembershipRequest:
    if person.pk == actor.pk:
        raise NotPossible(_("Choose a colleague, not yourself."), field="person")
    open_one = MembershipRequest.objects.filter(
        space=space, person=person, kind=kind, state=RequestState.OPEN
    ).first()
    _pass_guard(note, open_one, writer=actor, space=space, consent=consent)
    if open_one is not None:
        open_one.role, open_one.note = role, note or open_one.note
        open_one.save(update_fields=["role", "note"])
        return open_one
    request = _request(space=space, person=person, kind=kind, role=role, note=note, made_by=actor)
    tell(action=f"{kind}.offered", actor=actor, space=space)
    return request


def _pass_guard(
    note: str, open_one: MembershipRequest | None, *, writer: User, space: Space, consent: Consent
) -> None:
    stood = () if open_one is None else (open_one.note,)
    passed = pass_guard(writer=writer, texts={"note": note}, before=stood, consent=consent)
    passed.note(Ref(KIND, space.pk))


def _request(
    *, space: Space, person: User, kind: RequestKind, role: Role, note: str, made_by: User
) -> MembershipRequest:
    return MembershipRequest.objects.create(
        space=space, person=person, kind=kind, role=role, note=note, made_by=made_by, made_at=clock.now()
    )
