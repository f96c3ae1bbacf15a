"""What waits for a person because it came to him, and whom he may hand it to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import named
from samenwijzer.accounts.models import Team, User
from samenwijzer.accounts.queries import Colleague
from samenwijzer.documents.queries import title_of_page
from samenwijzer.journeys.models import REF_KINDS, Kind, Ownership, Reason
from samenwijzer.journeys.things import Thing, address_of, who_may_own
from samenwijzer.kernel.modules import Task, TaskAnswer, is_active
from samenwijzer.kernel.refs import Ref
from samenwijzer.spaces.models import Space
from samenwijzer.subjects.models import Subject

_SHOWN = 12
_ICONS = {Kind.PAGE: "book-open", Kind.SUBJECT: "tags", Kind.SPACE: "layers", Kind.TEAM: "users-round"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Went:
    """So many things of one kind that went to a colleague when somebody left."""

    heir: str
    kind: str
    count: int


def ownership_tasks(*, viewer: User) -> Sequence[Task]:
    """Give what came to the viewer and waits for his word, without what he may not read. One query."""
    number = OuterRef("number")
    titles = {
        Kind.PAGE: title_of_page(number, viewer=viewer),
        Kind.SUBJECT: Subject.objects.filter(pk=number).order_by().values_list("name", flat=True),
        Kind.SPACE: Space.objects.visible_to(viewer)
        .filter(pk=number)
        .order_by()
        .values_list("name", flat=True),
        Kind.TEAM: Team.objects.filter(pk=number).order_by().values_list("name", flat=True),
    }
    if not is_active("documents"):
        del titles[Kind.PAGE]
    rows = (
        Ownership.objects.filter(person=viewer.pk, settled_at=None)
        .annotate(
            title=Case(
                *(When(kind=kind, then=Subquery(title[:1])) for kind, title in titles.items()),
                default=Value(None),
                output_field=CharField(null=True),
            )
        )
        .filter(~Q(title=None))
        .order_by("-made_at", "-pk")
    )
    columns = ("pk", "kind", "number", "reason", "made_at", "title", "former__name")
    return [_task(row) for row in rows.values_list(*columns)]


def _task(row: tuple[Any, ...]) -> Task:
    pk, kind, number, reason, made_at, title, former = row
    answer = reverse("journeys:answer", args=[pk])
    if reason == Reason.OFFER:
        answers = (
            TaskAnswer(label=_("I take this over"), url=answer, name="says", value="take", usual=True),
            TaskAnswer(label=_("Not me"), url=answer, name="says", value="give_back"),
        )
    else:
        answers = (
            TaskAnswer(label=_("I keep this"), url=answer, name="says", value="keep", usual=True),
            TaskAnswer(label=_("Hand on to a colleague"), url=_hand_on(Kind(kind), number)),
        )
    return Task(
        sentence=_sentence(Kind(kind), reason, former or _("A colleague")),
        title=title,
        url=address_of(kind, number),
        at=made_at,
        icon=_ICONS[Kind(kind)],
        answers=answers,
    )


def _sentence(kind: Kind, reason: str, name: str) -> str:
    if reason == Reason.OFFER:
        return {
            Kind.PAGE: _("%(name)s asks you to become the owner of this page"),
            Kind.SUBJECT: _("%(name)s asks you to keep this subject right"),
            Kind.SPACE: _("%(name)s asks you to take over this space"),
            Kind.TEAM: _("%(name)s asks you to lead this team"),
        }[kind] % {"name": name}
    if reason == Reason.RETURNED:
        return _("%(name)s does not take this over. It is still yours") % {"name": name}
    return {
        Kind.PAGE: _("%(name)s left. You now own this page"),
        Kind.SUBJECT: _("%(name)s left. You now keep this subject right"),
        Kind.SPACE: _("%(name)s left. You now own this space"),
        Kind.TEAM: _("%(name)s left. You now lead this team"),
    }[kind] % {"name": name}


def _hand_on(kind: Kind, number: int) -> str:
    if kind == Kind.SPACE:
        return reverse("spaces:hand_over", args=[number])
    return reverse("journeys:hand_over", args=[str(Ref(REF_KINDS[kind], number))])


def colleagues_to_ask(*, viewer: User, thing: Thing, name: str = "") -> tuple[Colleague, ...]:
    """Give who may read the thing and does not own it; each word of `name` occurs in their name."""
    rows = named(who_may_own(thing).exclude(pk=viewer.pk), name).select_related("department", "team")
    return tuple(Colleague.of(row, viewer=viewer) for row in rows.order_by("name", "pk")[:_SHOWN])


def colleague_chosen(*, viewer: User, value: str) -> User | None:
    """Read a posted id; what is no id of a colleague at work here gives None."""
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        return None
    return User.objects.filter(pk=int(value), is_active=True).first()


def where_it_went(*, viewer: User, person: User) -> tuple[Went, ...]:
    """Say how many things went to whom when this person left. One query."""
    rows = Ownership.objects.filter(former=person, reason=Reason.LEFT).order_by("person__name", "pk")
    counts: dict[tuple[str, str], int] = {}
    for heir, kind in rows.values_list("person__name", "kind"):
        counts[heir, kind] = counts.get((heir, kind), 0) + 1
    return tuple(Went(heir=heir, kind=kind, count=count) for (heir, kind), count in counts.items())
