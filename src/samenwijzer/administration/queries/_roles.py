"""Each role in plain words, beside what the code lets it do: read from the code, so that both agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import RIGHTS, Right, Role, User, role_bits
from samenwijzer.accounts.queries import ROLE_NAMES, ROLE_SENTENCES
from samenwijzer.spaces.access import rights_of
from samenwijzer.spaces.models import Role as SpaceRole
from samenwijzer.spaces.models import Space, Visibility
from samenwijzer.spaces.queries import ROLE_MEANINGS
from samenwijzer.spaces.queries import ROLE_NAMES as SPACE_ROLE_NAMES

if TYPE_CHECKING:
    from django.utils.functional import Promise

RIGHT_WORDS: dict[Right, Promise] = {
    Right.READ_OPEN: _("Read all that is open to every colleague, and the directory"),
    Right.MAKE_SPACES: _("Make a space"),
    Right.KEEP_SUBJECTS: _("Change subjects and synonyms"),
    Right.LEAD_TEAM: _("Lead the teams he manages"),
    Right.ADMINISTER: _("Change people, departments, places and settings"),
    Right.VIEW_AS_ROLE: _("Look around as a role, never as a person"),
    Right.EXCHANGE: _("Import and export everything"),
    Right.FORGET: _("Forget a person"),
    Right.READ_AUDIT: _("Read and export the audit log"),
    Right.SET_RETENTION: _("Set how long data is kept"),
    Right.KEEP_ALLOW_LIST: _("Keep the list of what the check of personal data lets pass"),
    Right.PROTECT_CITIZENS: _("Judge texts in which somebody can be recognised, and take data out"),
}
VISIBILITY_WORDS: dict[Visibility, Promise] = {
    Visibility.OPEN: _("Open: every employee reads and writes."),
    Visibility.CLOSED: _("Closed: everybody sees the name, members read."),
    Visibility.HIDDEN: _("Hidden: only members know that it is there."),
}
SPACE_RIGHT_WORDS: dict[str, Promise] = {
    "may_read": pgettext_lazy("space right", "Read"),
    "may_post": pgettext_lazy("space right", "Write"),
    "may_curate": pgettext_lazy("space right", "Keep in order"),
    "may_manage": pgettext_lazy("space right", "Manage"),
}
_NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """A role, a sentence about it, and its rights in words."""

    name: Promise
    sentence: Promise
    rights: Sequence[Promise]


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """A right, and for each role whether it gives it."""

    name: Promise
    given: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceRow:
    """Who somebody is in a space with one visibility, and what he may do there."""

    name: Promise
    may: Sequence[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceTable:
    """What may be done in spaces of one visibility."""

    name: Promise
    rows: Sequence[SpaceRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesPage:
    """All roles, and their rights as tables."""

    roles: Sequence[RoleWords]
    rights: Sequence[RightRow]
    space_roles: Sequence[RoleWords]
    space_rights: Sequence[Promise]
    spaces: Sequence[SpaceTable]


def roles_page(*, viewer: User) -> RolesPage:
    """Tell what every role may do. The same for every viewer, and no query."""
    return RolesPage(
        roles=[
            RoleWords(
                name=name,
                sentence=ROLE_SENTENCES[role],
                rights=[words for right, words in RIGHT_WORDS.items() if right in RIGHTS[role]],
            )
            for role, name in ROLE_NAMES.items()
        ],
        rights=[
            RightRow(name=words, given=[right in RIGHTS[role] for role in ROLE_NAMES])
            for right, words in RIGHT_WORDS.items()
        ],
        space_roles=[
            RoleWords(name=name, sentence=ROLE_MEANINGS[role], rights=[])
            for role, name in SPACE_ROLE_NAMES.items()
        ],
        space_rights=list(SPACE_RIGHT_WORDS.values()),
        spaces=[
            SpaceTable(name=VISIBILITY_WORDS[visibility], rows=_rows(visibility)) for visibility in Visibility
        ],
    )


def _rows(visibility: Visibility) -> list[SpaceRow]:
    guest, none = (
        pgettext_lazy("space role", "Guest without a role"),
        pgettext_lazy("space role", "No member"),
    )
    return [
        SpaceRow(name=none, may=_may(visibility, None, Role.EMPLOYEE)),
        SpaceRow(name=guest, may=_may(visibility, None, Role.GUEST)),
        *(
            SpaceRow(name=SPACE_ROLE_NAMES[role], may=_may(visibility, role, Role.EMPLOYEE))
            for role in SpaceRole
        ),
    ]


def _may(visibility: Visibility, role: SpaceRole | None, person: Role) -> list[bool]:
    """Ask the code itself what somebody in such a space may do."""
    space = Space(pk=1, visibility=visibility)
    somebody = User(pk=_NOBODY, role_bits=role_bits({person}))
    somebody._roles_in_spaces = {} if role is None else {space.pk: role}  # type: ignore[attr-defined]  # noqa: SLF001
    rights = rights_of(viewer=somebody, space=space)
    return [getattr(rights, name) for name in SPACE_RIGHT_WORDS]
