"""Who may let somebody leave, hand something over, or answer for what came to him."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.models import Right, Team, User
from samenwijzer.documents import access as documents
from samenwijzer.journeys.models import REF_KINDS, Kind, Ownership
from samenwijzer.journeys.things import Thing, address_of
from samenwijzer.kernel.errors import require
from samenwijzer.kernel.refs import Ref
from samenwijzer.subjects.models import Subject

_MAX_ID = 2**63 - 1


def person_to_leave(*, viewer: User, pk: int) -> User:
    """Fetch a person with his team for the administrator. Raises Http404 when nobody is known so."""
    require_right(viewer, Right.ADMINISTER)
    rows = User.objects.select_related("department", "team__manager")
    person = rows.filter(pk=min(pk, _MAX_ID), forgotten_at=None).first()
    if person is None:
        raise Http404
    return person


def ownership_to_answer(*, viewer: User, pk: int) -> Ownership:
    """Fetch what came to the viewer, answered or not. What came to others does not exist for him."""
    found = Ownership.objects.filter(pk=min(pk, _MAX_ID), person=viewer.pk).select_related("former").first()
    if found is None:
        raise Http404
    return found


def thing_to_hand_over(*, viewer: User, ref: str) -> Thing:
    """Fetch a thing that the viewer may give another owner, by a Ref such as "documents.page:12"."""
    try:
        found = Ref.parse(ref)
    except ValueError:
        raise Http404 from None
    kind = next((kind for kind, name in REF_KINDS.items() if name == found.kind), None)
    if kind is None or found.id > _MAX_ID:
        raise Http404
    thing = thing_to_see(viewer=viewer, kind=kind, number=found.id)
    if kind == Kind.PAGE:
        documents.page_to_hand_over(viewer=viewer, pk=found.id)
    else:
        keeper = Right.KEEP_SUBJECTS if kind == Kind.SUBJECT else Right.ADMINISTER
        require(
            thing.owner_id == viewer.pk or viewer.may(keeper), _("Only the owner of this can hand it over.")
        )
    return thing


def thing_to_see(*, viewer: User, kind: Kind, number: int) -> Thing:
    """Fetch a thing the viewer may read. A space is handed over on its own pages, so it is none here."""
    space = None
    if kind == Kind.PAGE:
        page = documents.page_to_read(viewer=viewer, pk=number)
        title, owner_id = page.title, page.owner_id
        space = page.space
    elif kind == Kind.SUBJECT and viewer.may(Right.READ_OPEN):
        title, owner_id = _row(Subject.objects.filter(pk=number).values_list("name", "owner"))
    elif kind == Kind.TEAM and viewer.may(Right.READ_OPEN):
        title, owner_id = _row(Team.objects.filter(pk=number).values_list("name", "manager"))
    else:
        raise Http404
    return Thing(
        kind=kind,
        number=number,
        title=title,
        url=address_of(kind, number),
        owner_id=owner_id,
        space=space,
    )


def _row(rows: object) -> tuple[str, int | None]:
    found = rows.first()  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    name, owner_id = found
    return name, owner_id
