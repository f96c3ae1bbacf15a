"""Making a space, changing it, and putting it away."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Department, Right, Team, User
from samenwijzer.guard import NO_CONSENT, Consent
from samenwijzer.kernel import clock
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.access import NotPossible, managed
from samenwijzer.spaces.actions.telling import KIND, reread, tell
from samenwijzer.spaces.models import Kind, Member, Role, Space, Visibility, forget_known_roles


@transaction.atomic
def make_space(
    *,
    actor: User,
    name: str,
    kind: Kind,
    about: str = "",
    visibility: Visibility = Visibility.OPEN,
    department: Department | None = None,
    team: Team | None = None,
    sending: uuid.UUID | None = None,
    consent: Consent = NO_CONSENT,
) -> Space:
    """Make a space that the maker owns. The same sending twice makes one."""
    require_right(actor, Right.MAKE_SPACES)
    passed = pass_guard(writer=actor, texts={"name": name, "about": about}, consent=consent)
    values = {
        "name": name,
        "kind": kind,
        "about": about,
        "visibility": visibility,
        "department": department,
        "team": team,
    }
    if sending is None:
        space, is_new = Space.objects.create(**values), True
    else:
        space, is_new = Space.objects.get_or_create(sending=sending, defaults=values)
    if is_new:
        Member.objects.create(space=space, person=actor, role=Role.MANAGER)
        forget_known_roles(actor)
        tell(action="space.made", actor=actor, space=space)
        passed.note(Ref(KIND, space.pk))
    return space


@transaction.atomic
def change_space(
    *,
    actor: User,
    space: Space,
    name: str,
    kind: Kind,
    about: str,
    visibility: Visibility,
    department: Department | None,
    team: Team | None,
    consent: Consent = NO_CONSENT,
) -> Space:
    """Change what a space is and who may see it. Raises Refusal when a department's own space would close."""
    found = managed(viewer=actor, space=space)
    passed = pass_guard(
        writer=actor,
        texts={"name": name, "about": about},
        before=(found.name, found.about),
        consent=consent,
    )
    values = {
        "name": name,
        "kind": kind,
        "about": about,
        "visibility": visibility,
        "department": department,
        "team": team,
    }
    if _write(found, values, actor=actor):
        passed.note(Ref(KIND, found.pk))
    return found


def _write(space: Space, values: Mapping[str, object], *, actor: User) -> bool:
    """Write the values of a space that is locked, and say whether that changed anything."""
    if space.default_for_id is not None:
        if values["visibility"] != Visibility.OPEN:
            raise NotPossible(
                _("This is where a department asks its questions, so every colleague reads here."),
                field="visibility",
            )
        if values["department"] != space.department:
            raise NotPossible(
                _("This is the own space of its department, so it stays there."), field="department"
            )
    changed = [name for name, value in values.items() if getattr(space, name) != value]
    if not changed:
        return False
    for name in changed:
        setattr(space, name, values[name])
    space.save(update_fields=changed)
    tell(action="space.changed", actor=actor, space=space)
    if {"visibility", "department"} & set(changed):
        tell(action=f"space.made_{space.visibility}", actor=actor, space=space)
        reread(space=space)
    return True


@transaction.atomic
def archive_space(*, actor: User, space: Space) -> None:
    """Put a space away: the same people read it, nobody writes. May run twice."""
    put_away(actor=actor, space=managed(viewer=actor, space=space))


@transaction.atomic(savepoint=False)
def put_away(*, actor: User, space: Space) -> bool:
    """Archive a space that is locked, and say whether it was in use."""
    if space.archived_at is not None:
        return False
    if space.default_for_id is not None:
        raise NotPossible(_("This is where a department asks its questions, so it stays in use."))
    space.archived_at = clock.now()
    space.save(update_fields=["archived_at"])
    tell(action="space.archived", actor=actor, space=space)
    return True


@transaction.atomic
def unarchive_space(*, actor: User, space: Space) -> None:
    """Take a space into use again. May run twice."""
    take_back(actor=actor, space=managed(viewer=actor, space=space))


@transaction.atomic(savepoint=False)
def take_back(*, actor: User, space: Space) -> bool:
    """Take a space that is locked into use again, and say whether it was archived."""
    if space.archived_at is None:
        return False
    space.archived_at = None
    space.save(update_fields=["archived_at"])
    tell(action="space.unarchived", actor=actor, space=space)
    return True


@transaction.atomic
def remove_space(*, actor: User, space: Space) -> None:
    """Remove a space in which nothing lives. Raises Refusal for any other: that one can be archived."""
    found = managed(viewer=actor, space=space)
    if found.default_for_id is not None:
        raise NotPossible(_("This is where a department asks its questions, so it stays in use."))
    tell(action="space.removed", actor=actor, space=found)
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError:
        raise NotPossible(
            _("Questions or pages live in this space, so it cannot be removed. Archive it instead.")
        ) from None
    forget_known_roles(actor)
