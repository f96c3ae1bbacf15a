"""What waits for an answer: people who want into a space, and people who are wanted there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.modules import Task, TaskAnswer
from samenwijzer.spaces.access import may_decide, rights_of
from samenwijzer.spaces.models import (
    Member,
    MembershipRequest,
    RequestKind,
    RequestState,
    Role,
    Space,
    Visibility,
    roles_of,
)
from samenwijzer.spaces.queries._tokens import ROLE_MEANINGS, ROLE_NAMES

_WANTS_IN = [RequestKind.ACCESS, RequestKind.JOIN]
_MOST = 50
_ICONS = {
    RequestKind.ACCESS: "eye",
    RequestKind.JOIN: "users",
    RequestKind.INVITATION: "mail",
    RequestKind.MANAGEMENT: "crown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request as its page and the list of a space show it. `sentence` is worded for who looks."""

    id: int
    sentence: str
    kind: str
    space_id: int
    space: str
    person: str
    function: str
    role_name: str
    may: str
    note: str
    reply: str
    at: datetime.datetime
    state: str
    may_decide: bool
    may_withdraw: bool
    may_open: bool


def tasks_of(*, viewer: User) -> tuple[Task, ...]:
    """Return what waits for the viewer: requests to his spaces, what is offered to him, and his answers.

    One query when his roles are known. To an administrator come those for a space without an owner.
    """
    roles = roles_of(viewer)
    owned = [pk for pk, role in roles.items() if role == Role.MANAGER]
    mine = Q(kind__in=_WANTS_IN, space__in=owned) | (Q(person=viewer.pk) & ~Q(kind__in=_WANTS_IN))
    rows = MembershipRequest.objects.filter(person__is_active=True)
    if viewer.may(Right.ADMINISTER):
        owner = Member.objects.filter(space=OuterRef("space"), role=Role.MANAGER, person__is_active=True)
        rows = rows.annotate(is_owned=Exists(owner))
        mine |= Q(kind__in=_WANTS_IN, is_owned=False)
    answered = Q(
        person=viewer.pk,
        kind__in=_WANTS_IN,
        state__in=[RequestState.ACCEPTED, RequestState.DECLINED],
        heard_at=None,
    ) & (Q(space__in=list(roles)) | ~Q(space__visibility=Visibility.HIDDEN))
    found = rows.filter(Q(mine, state=RequestState.OPEN) | answered)
    found = found.select_related("space", "person", "made_by", "decided_by").order_by("made_at", "pk")
    return tuple(
        _task(row, owns=row.space_id in owned) if row.state == RequestState.OPEN else _outcome(row)
        for row in found[:_MOST]
    )


def _outcome(row: MembershipRequest) -> Task:
    """Tell who asked what came of it, until he read it."""
    name = row.decided_by.name if row.decided_by else _("The owner")
    sentence, url = _("%(name)s did not let you into a space"), reverse("spaces:request", args=[row.pk])
    if row.state == RequestState.ACCEPTED:
        sentence, url = _("%(name)s let you into a space"), reverse("spaces:space", args=[row.space_id])
    heard = reverse("spaces:request_heard", args=[row.pk])
    return Task(
        sentence=sentence % {"name": name},
        title=row.space.name,
        url=url,
        at=row.decided_at or row.made_at,
        icon=_ICONS[RequestKind(row.kind)],
        answers=(TaskAnswer(label=_("I have read this"), url=heard, name="heard", value="1", usual=True),),
        note=row.reply,
    )


def _task(row: MembershipRequest, *, owns: bool) -> Task:
    url = reverse("spaces:request", args=[row.pk])
    if row.kind in _WANTS_IN and not owns:
        place = reverse("spaces:administer_space", args=[row.space_id])
        answers: tuple[TaskAnswer, ...] = (TaskAnswer(label=_("Name an owner"), url=place),)
        return Task(
            sentence=_("%(name)s asks for access to a space without an owner") % {"name": row.person.name},
            title=row.space.name,
            url=place,
            at=row.made_at,
            icon=_ICONS[RequestKind(row.kind)],
            answers=answers,
            note=row.note,
        )
    return Task(
        sentence=_sentence(row),
        title=row.space.name,
        url=reverse("spaces:space", args=[row.space_id]) if row.kind in _WANTS_IN else url,
        at=row.made_at,
        icon=_ICONS[RequestKind(row.kind)],
        answers=(
            TaskAnswer(label=_yes(row.kind), url=url, name="answer", value="accept", usual=True),
            TaskAnswer(label=_("Decline…"), url=url),
        ),
        note=row.note,
    )


def request_page(*, viewer: User, request: MembershipRequest) -> RequestRow:
    """Show a request that the viewer made or must answer."""
    return _request_row(request, viewer)


def requests_of_space(*, viewer: User, space: Space) -> tuple[RequestRow, ...]:
    """Return what is open in a space that the viewer owns, oldest first."""
    rows = (
        MembershipRequest.objects.filter(space=space, state=RequestState.OPEN)
        .select_related("space", "person", "made_by")
        .order_by("made_at", "pk")
    )
    return tuple(_request_row(row, viewer) for row in rows[:_MOST])


def _request_row(row: MembershipRequest, viewer: User) -> RequestRow:
    rights = rights_of(viewer=viewer, space=row.space)
    is_open = row.state == RequestState.OPEN
    role = Role(row.role)
    decides = is_open and may_decide(viewer=viewer, request=row)
    return RequestRow(
        id=row.pk,
        sentence=_sentence(row) if decides else _told(row, viewer),
        kind=row.kind,
        space_id=row.space_id,
        space=row.space.name,
        person=row.person.name,
        function=row.person.function,
        role_name=str(ROLE_NAMES[role]),
        may=str(ROLE_MEANINGS[role]),
        note=row.note,
        reply=row.reply,
        at=row.made_at,
        state=row.state,
        may_decide=decides,
        may_withdraw=is_open
        and (row.made_by_id == viewer.pk or (row.kind not in _WANTS_IN and rights.may_manage)),
        may_open=rights.may_read,
    )


def _sentence(row: MembershipRequest) -> str:
    names = {
        "name": row.person.name if row.kind in _WANTS_IN else row.made_by.name,
        "role": ROLE_NAMES[Role(row.role)],
    }
    return {
        RequestKind.ACCESS: _("%(name)s asks to read along in a space of yours"),
        RequestKind.JOIN: _("%(name)s asks to take part in a space of yours"),
        RequestKind.INVITATION: _("%(name)s invites you to a space, as %(role)s"),
        RequestKind.MANAGEMENT: _("%(name)s asks you to own a space"),
    }[RequestKind(row.kind)] % names


def _told(row: MembershipRequest, viewer: User) -> str:
    names = {"name": row.person.name, "role": ROLE_NAMES[Role(row.role)]}
    if row.kind in _WANTS_IN:
        said = _("You asked for access") if row.person_id == viewer.pk else _("%(name)s asked for access")
    elif row.person_id == viewer.pk:
        said = _("You were asked to be %(role)s here")
    else:
        said = _("%(name)s is asked to be %(role)s here")
    return said % names


def _yes(kind: str) -> str:
    return {
        RequestKind.ACCESS: pgettext("to a request", "Let in"),
        RequestKind.JOIN: pgettext("to a request", "Let in"),
        RequestKind.INVITATION: _("Take part"),
        RequestKind.MANAGEMENT: _("Become owner"),
    }[RequestKind(kind)]
