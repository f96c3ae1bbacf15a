"""What was searched and opened: one's own last searches, and numbers of five people or more."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Sum

from samenwijzer.accounts.access import is_here, require_right
from samenwijzer.accounts.models import Right, User
from samenwijzer.kernel.paging import Page, paged
from samenwijzer.kernel.refs import Ref
from samenwijzer.search import asking
from samenwijzer.search.analyzer import Term, stems
from samenwijzer.search.counting import words_of
from samenwijzer.search.models import Gap, OpenedFor, RecentSearch, SearchGroup
from samenwijzer.subjects.models import Subject, Synonym

PAGE_SIZE = 25
_GROUPS_FOR_PREVIEW = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """One of the viewer's own last searches."""

    id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchGap:
    """Words that did not help so many people in the week that began on that Monday."""

    id: int
    text: str
    people: int
    gap: Gap
    week: datetime.date
    until: datetime.date
    is_settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectToAsk:
    """A subject and who keeps it. `fits` says that the searched words are about it."""

    name: str
    owner_id: int
    owner: str
    fits: bool


def opened_for(asked: Sequence[Term]) -> Mapping[Ref, int]:
    """Say how many people opened what after they searched the same words: five or more. One query.

    A person counts once a week. It holds what the viewer may not read as well, so it only orders what is
    found already and is never shown.
    """
    words = words_of(asked)
    if not words:
        return {}
    rows = OpenedFor.objects.filter(words=words).values_list("kind", "number").order_by()
    return {Ref(kind, number): people for kind, number, people in rows.annotate(sum=Sum("people"))}


def recent_searches(*, viewer: User) -> tuple[Recent, ...]:
    """Give the viewer's own last searches, the newest first. One query."""
    if viewer.pk < 1:
        return ()
    rows = RecentSearch.objects.filter(person=viewer.pk).order_by("-at", "-pk").values_list("pk", "text")
    return tuple(Recent(id=pk, text=text) for pk, text in rows)


def recent_texts_for_preview(*, viewer: User) -> tuple[str, ...]:
    """Give real searches to show what a synonym does: of five people or more, then one's own."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    groups = SearchGroup.objects.order_by("-week", "-people", "pk").values_list("text", flat=True)
    found: dict[str, str] = {}
    for text in (*groups[:_GROUPS_FOR_PREVIEW], *(one.text for one in recent_searches(viewer=viewer))):
        found.setdefault(text.casefold(), text)
    return tuple(found.values())


def search_gaps(*, viewer: User, is_settled: bool = False, number: int = 1) -> Page[SearchGap]:
    """Return a page of searches that helped nobody, of five people or more, the newest week first."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    rows = SearchGroup.objects.exclude(gap=Gap.NONE).filter(settled_at__isnull=not is_settled)
    return paged(rows.order_by("-week", "-missed", "pk"), _gap, number=number, size=PAGE_SIZE)


def search_gap(pk: int, *, viewer: User) -> SearchGap | None:
    """Return one of these groups, or None when it is gone."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    row = SearchGroup.objects.exclude(gap=Gap.NONE).filter(pk=pk).first()
    return None if row is None else _gap(row)


def subjects_to_ask(text: str, *, viewer: User) -> list[SubjectToAsk]:
    """Give the subjects with an owner who is here, those that the text is about first. Two queries."""
    require_right(viewer, Right.KEEP_SUBJECTS)
    asked = {stem for term in asking.read(text).terms for stem in (term.whole, *term.parts)}
    owned = Subject.objects.filter(is_here("owner__"), owner__isnull=False).exclude(owner=viewer)
    rows = list(owned.values_list("pk", "name", "owner", "owner__name"))
    names = {pk: [name] for pk, name, *_owner in rows}
    for pk, term in Synonym.objects.filter(subject__in=names).values_list("subject", "term"):
        names[pk].append(term)
    found = [
        SubjectToAsk(
            name=name,
            owner_id=owner_id,
            owner=owner,
            fits=any(said and asked.issuperset(said) for said in map(stems, names[pk])),
        )
        for pk, name, owner_id, owner in rows
    ]
    return sorted(found, key=lambda one: (not one.fits, one.name.casefold()))


def _gap(row: SearchGroup) -> SearchGap:
    return SearchGap(
        id=row.pk,
        text=row.text,
        people=row.missed,
        gap=Gap(row.gap),
        week=row.week,
        until=row.week + datetime.timedelta(days=6),
        is_settled=row.settled_at is not None,
    )
