"""The filters of the result page: what can be chosen, what is chosen, and how to take it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samenwijzer.home.queries._wish import NARROWING, STATES, TYPES
from samenwijzer.people import queries as people
from samenwijzer.search.found import PERIODS
from samenwijzer.spaces import queries as spaces
from samenwijzer.subjects import queries as subjects

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samenwijzer.accounts.models import User
    from samenwijzer.home.queries._wish import Wish
    from samenwijzer.search import queries as engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names by number, only of what the viewer may know. A number without a name is shown nowhere."""

    spaces: Mapping[int, str]
    departments: Mapping[int, str]
    subjects: Mapping[int, str]

    def place(self, hit: engine.Hit) -> str:
        """Say where a result lives: its space, or the department it is of."""
        return self.spaces.get(hit.space_id or 0) or self.departments.get(hit.department_id or 0, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a filter, with how many results it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter. `every` is what its list says when it narrows nothing; `is_theirs` when values are names."""

    name: str
    label: str
    every: str
    values: Sequence[Value]
    is_theirs: bool

    @property
    def chosen(self) -> Value | None:
        return next((value for value in self.values if value.is_chosen), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in use, and the address without it. `value` is empty when the viewer may not know its name."""

    name: str
    label: str
    value: str
    is_theirs: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few choices that exclude each other, as a link. `count` is None where nothing is counted."""

    key: str
    label: str
    url: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """All with which the results are narrowed and ordered. `all_url` leaves every filter and kind out."""

    tabs: Sequence[Choice]
    facets: Sequence[Facet]
    chips: Sequence[Chip]
    sorts: Sequence[Choice]
    all_url: str


def names_in(found: engine.Results, *, viewer: User, wish: Wish) -> Names:
    """Read the names that a page of results needs, in one query."""
    counted, hits = found.facets, found.hits
    of_spaces = {*counted.spaces, *(hit.space_id or 0 for hit in hits), wish.space or 0} - {0}
    of_departments = {
        *counted.departments,
        *(hit.department_id or 0 for hit in hits),
        wish.department or 0,
    } - {0}
    of_subjects = {*counted.subjects, (wish.subject or 0) * people.may_look_around(viewer=viewer)} - {0}
    rows = spaces.space_names(viewer=viewer, ids=of_spaces).union(
        spaces.department_names(viewer=viewer, ids=of_departments),
        subjects.subject_names(viewer=viewer, ids=of_subjects),
        all=True,
    )
    names: dict[str, dict[int, str]] = {"space": {}, "department": {}, "subject": {}}
    for kind, pk, name in rows:
        names[kind][pk] = name
    return Names(spaces=names["space"], departments=names["department"], subjects=names["subject"])


def narrowing_of(text: str, found: engine.Results, *, viewer: User, wish: Wish, names: Names) -> Narrowing:
    """Give the filters for what was found. A filter stands there only when it would leave something out."""
    every = _facets(found, wish, names)
    shown = [facet for facet in every if facet.chosen or any(0 < v.count < found.total for v in facet.values)]
    chips = [
        Chip(
            name=facet.name,
            label=facet.label,
            value=facet.chosen.label if facet.chosen else "",
            is_theirs=facet.is_theirs,
            url=wish.address(text, **{facet.name: None if facet.is_theirs else ""}),
        )
        for facet in every
        if facet.name in wish.chosen
    ]
    return Narrowing(
        tabs=_tabs(text, found.facets.types, wish),
        facets=shown,
        chips=chips,
        sorts=_sorts(text, wish),
        all_url=wish.address(text, type="", space=None, department=None, subject=None, period="", state=""),
    )


def _facets(found: engine.Results, wish: Wish, names: Names) -> list[Facet]:
    counted = found.facets
    words = {
        "space": (_("Space"), _("All spaces")),
        "department": (_("Department"), _("All departments")),
        "subject": (_("Subject"), _("All subjects")),
        "period": (_("Period"), _("Any date")),
        "state": (pgettext("filter", "Validity"), _("Valid or not")),
    }
    values = {
        "space": _named(counted.spaces, names.spaces, wish.space),
        "department": _named(counted.departments, names.departments, wish.department),
        "subject": _named(counted.subjects, names.subjects, wish.subject),
        "period": _worded(counted.periods, _period_words(), wish.period),
        "state": _worded(counted.states, _state_words(), wish.state),
    }
    theirs = {"space", "department", "subject"}
    return [
        Facet(
            name=name,
            label=words[name][0],
            every=words[name][1],
            values=values[name],
            is_theirs=name in theirs,
        )
        for name in NARROWING
    ]


def _named(counts: Mapping[int, int], names: Mapping[int, str], chosen: int | None) -> list[Value]:
    numbers = [pk for pk in dict.fromkeys([*counts, *([] if chosen is None else [chosen])]) if pk in names]
    return [
        Value(value=str(pk), label=names[pk], count=counts.get(pk, 0), is_chosen=pk == chosen)
        for pk in sorted(numbers, key=lambda pk: (names[pk].casefold(), pk))
    ]


def _worded(counts: Mapping[str, int], words: Mapping[str, str], chosen: str) -> list[Value]:
    return [
        Value(value=value, label=label, count=counts.get(value, 0), is_chosen=value == chosen)
        for value, label in words.items()
        if value in counts or value == chosen
    ]


def _period_words() -> dict[str, str]:
    words = {"week": _("The past week"), "month": _("The past month"), "year": _("The past year")}
    return {period: words[period] for period in PERIODS}


def _state_words() -> dict[str, str]:
    words = {"current": _("Current"), "expired": _("Expired"), "replaced": _("Replaced")}
    return {state: words[state] for state in STATES}


def _tabs(text: str, counts: Mapping[str, int], wish: Wish) -> list[Choice]:
    labels = {
        "": _("Everything"),
        "service": _("Services"),
        "page": pgettext("kind of result", "Pages"),
        "question": _("Questions"),
        "answer": _("Answers"),
    }
    totals: dict[str, int] = {kind: counts.get(kind, 0) for kind in TYPES}
    totals = {"": sum(totals.values()), **totals}
    return [
        Choice(
            key=f"kind-{kind or 'all'}",
            label=labels[kind],
            url=wish.address(text, type=kind),
            is_current=kind == wish.type,
            count=count,
        )
        for kind, count in totals.items()
        if count or kind in {"", wish.type}
    ]


def _sorts(text: str, wish: Wish) -> list[Choice]:
    labels: dict[engine.Sort, str] = {"best": _("Best first"), "newest": _("Newest first")}
    return [
        Choice(
            key=f"sort-{sort}",
            label=label,
            url=wish.address(text, sort=sort),
            is_current=sort == wish.sort,
        )
        for sort, label in labels.items()
    ]
