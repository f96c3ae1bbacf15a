"""What spaces plug into the house."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.modules import AdminEntry, MenuEntry, Module, Task, TextKind
from samenwijzer.spaces.actions import forget_memberships
from samenwijzer.spaces.models import MembershipRequest, Space
from samenwijzer.spaces.queries import tasks_of
from samenwijzer.spaces.records import RECORDS


def _forget(person_id: int) -> None:
    forget_memberships(person_id=person_id)


def _tasks(viewer: User) -> Sequence[Task]:
    return tasks_of(viewer=viewer)


def _reach(ids: Sequence[int], viewer: User | None) -> QuerySet[Space, int]:
    return Space.objects.readable_by(viewer).filter(pk__in=ids).order_by().values_list("pk", flat=True)


TEXTS = (
    TextKind(
        kind="spaces.space",
        title=pgettext_lazy("kind of text", "Description of a space"),
        model=Space,
        columns=("name", "about"),
        url=lambda pk: reverse("spaces:space", args=[pk]),
        reach=_reach,
    ),
    TextKind(
        kind="spaces.membershiprequest",
        title=pgettext_lazy("kind of text", "Request about a space"),
        model=MembershipRequest,
        columns=("note", "reply"),
        author="made_by",
        url=lambda pk: reverse("spaces:request", args=[pk]),
    ),
)

MODULE = Module(
    name="spaces",
    title=_("Spaces"),
    urls="samenwijzer.spaces.urls",
    menu=(MenuEntry(title=_("Spaces"), url_name="spaces:spaces", icon="layers", position=35),),
    records=RECORDS,
    texts=TEXTS,
    forget=_forget,
    tasks=_tasks,
    administration=(
        AdminEntry(
            title=_("Spaces"),
            url_name="spaces:administer",
            icon="layers",
            right=Right.ADMINISTER,
            group="content",
            position=10,
            hint=_("All spaces by name, who owns them, and putting them away."),
        ),
        AdminEntry(
            title=_("View as a role"),
            url_name="spaces:view_as",
            icon="eye",
            right=Right.VIEW_AS_ROLE,
            group="supervision",
            position=40,
            hint=_("See the site as a role sees it, never as a person."),
        ),
    ),
)
