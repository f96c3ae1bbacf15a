"""What an import of people would do, row by row, before and while it is done."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenwijzer.accounts.models import GUEST_BIT, Department, PeopleImport, Team, User
from samenwijzer.accounts.queries._allowances import label_words, labels_found
from samenwijzer.accounts.queries._days import Week, read_days
from samenwijzer.guard import Label
from samenwijzer.kernel import text

FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail address"),
    "department": gettext_lazy("Department"),
    "team": gettext_lazy("Team"),
    "function": gettext_lazy("Function"),
    "days": gettext_lazy("Working days"),
}
# How a column is called in the files of organisations, in lower case.
_CALLED = {
    "name": {"name", "naam", "volledige naam", "medewerker", "full name", "display name"},
    "email": {"email", "e-mail", "mail", "e-mailadres", "emailadres", "e-mail address", "mailadres"},
    "department": {"department", "afdeling", "organisatie-eenheid", "organisatieonderdeel"},
    "team": {"team", "groep"},
    "function": {"function", "functie", "functienaam", "job title", "title", "rol"},
    "days": {"days", "dagen", "werkdagen", "working days", "werkdag"},
}
# A cell, or what was found in one that was not kept.
Cell = str | dict[str, list[str]]
_EXPECTED = {"name": {Label.PERSON_NAME}, "email": {Label.EMAIL}}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPerson:
    """What a row says of a person; None is what it does not say."""

    name: str
    email: str
    department: int | None = None
    team: int | None = None
    function: str | None = None
    week: Week | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that is left out, and why. `line` counts the lines of the file, the head being 1."""

    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRow:
    """A person who would be new or changed; `changes` are field, from and to in words."""

    line: int
    name: str
    email: str
    changes: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPerson:
    """Somebody who works here and is not in the file."""

    id: int
    name: str
    email: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All that would happen."""

    added: tuple[PlannedRow, ...]
    changed: tuple[PlannedRow, ...]
    unchanged: int
    refused: tuple[RefusedRow, ...]
    missing: tuple[MissingPerson, ...]


class Places:
    """Departments and teams by id and by name. Two queries."""

    def __init__(self) -> None:
        self.departments = {row.pk: row for row in Department.objects.order_by("-pk")}
        self.teams = {row.pk: row for row in Team.objects.order_by("-pk")}
        self._department_of = _by_words(self.departments.values())
        self._teams_called: dict[str, list[Team]] = {}
        for row in self.teams.values():
            for called in {row.name.casefold(), row.external_id.casefold()}:
                self._teams_called.setdefault(called, []).append(row)

    def department(self, words: str) -> int | None:
        """Find a department by id or name, whatever the capitals."""
        return self._department_of.get(words.casefold())

    def team(self, words: str, *, department: int | None) -> int | None:
        """Find a team by id or name: in this department, or anywhere when there is one alone."""
        known = self._teams_called.get(words.casefold(), [])
        fitting = [row for row in known if row.department_id == department] if department else known
        return fitting[0].pk if len(fitting) == 1 else None


def guessed_mapping(columns: Sequence[str], *, viewer: User) -> dict[str, int]:
    """Guess which column, from 0, holds which field, from how they are called."""
    found: dict[str, int] = {}
    for number, column in enumerate(columns):
        for field, called in _CALLED.items():
            if " ".join(column.casefold().split()) in called:
                found.setdefault(field, number)
    return found


def read_rows(
    made: PeopleImport, places: Places, *, viewer: User, start: int = 0, end: int | None = None
) -> Iterator[tuple[int, ImportedPerson | RefusedRow]]:
    """Read rows of an import as people, with the line of each; an address met before is refused."""
    rows = made.rows[:end]
    met: set[str] = set()
    for number, row in enumerate(rows):
        line = number + 2
        email = _cell(row, made.mapping.get("email")).lower()
        again = bool(email) and email in met
        met.add(email)
        if number < start:
            continue
        if again:
            reason = _("This e-mail address stands in the file twice.")
            yield line, RefusedRow(line=line, name=_who(row, made.mapping), reason=reason)
        else:
            yield line, _read(line, row, made.mapping, places)


def import_plan(made: PeopleImport, *, viewer: User) -> ImportPlan:
    """Say what this import would do. Three queries, however many rows."""
    places = Places()
    known = {person.email: person for person in User.objects.filter(forgotten_at__isnull=True)}
    added, changed, refused, unchanged = [], [], [], 0
    for line, read in read_rows(made, places, viewer=viewer):
        if isinstance(read, RefusedRow):
            refused.append(read)
            continue
        person = known.get(read.email)
        if person is None:
            added.append(PlannedRow(line=line, name=read.name, email=read.email))
        elif reason := why_not(person):
            refused.append(RefusedRow(line=line, name=read.name, reason=reason))
        elif differences := _differences(person, read, places):
            changed.append(PlannedRow(line=line, name=person.name, email=read.email, changes=differences))
        else:
            unchanged += 1
    named = {_cell(row, made.mapping.get("email")).lower() for row in made.rows}
    missing = [
        _missing(person, places)
        for person in sorted(known.values(), key=lambda person: (person.name, person.pk))
        if person.is_active and person.role_bits < GUEST_BIT and person.email not in named
    ]
    return ImportPlan(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=unchanged,
        refused=tuple(refused),
        missing=tuple(missing),
    )


def why_not(person: User) -> str:
    """Say why a row does not change this person, or nothing."""
    if person.is_guest:
        return _("This is a guest. A guest is changed by hand.")
    if person.left_at is not None:
        return _("This person has left. Let this person in again first.")
    return ""


def fitted(person: User, read: ImportedPerson, places: Places) -> ImportedPerson:
    """Fill in what the row does not say: what stands, and no team that is elsewhere."""
    department = read.department or person.department_id
    team = read.team
    if team is None and person.team_id in places.teams:
        own = places.teams[person.team_id]
        team = own.pk if own.department_id == department else None
    own_week = Week(person.working_day_bits, person.morning_only_bits, person.afternoon_only_bits)
    return replace(
        read,
        department=department,
        team=team,
        function=person.function if read.function is None else read.function,
        week=read.week or own_week,
    )


class _NotClear(ValueError):
    """A row says something that cannot be; the text is the sentence for its reader."""


def _read(
    line: int, row: Sequence[Cell], mapping: Mapping[str, int], places: Places
) -> ImportedPerson | RefusedRow:
    cells = {field: _cell(row, mapping.get(field)) for field in FIELDS}
    try:
        _check_citizens(row, mapping)
        _check_person(cells)
        department, team = _place(cells, places)
        week = _week(cells["days"])
    except _NotClear as problem:
        return RefusedRow(line=line, name=_who(row, mapping), reason=str(problem))
    return ImportedPerson(
        name=cells["name"],
        email=cells["email"].lower(),
        department=department,
        team=team,
        function=cells["function"] or None,
        week=week,
    )


def _check_citizens(row: Sequence[Cell], mapping: Mapping[str, int]) -> None:
    found: list[Label] = []
    for field, number in mapping.items():
        given = row[number] if number < len(row) else ""
        if isinstance(given, dict):
            found += map(Label, given["found"])
        elif field in {"name", "email", "function"}:
            found += labels_found(_cell(row, number), expected=_EXPECTED.get(field, ()))
    if found:
        raise _NotClear(_("In this line stands %(what)s.") % {"what": label_words(found)})


def _check_person(cells: Mapping[str, str]) -> None:
    if not cells["name"] or len(cells["name"]) > 200:
        raise _NotClear(_("There is no name of at most 200 characters."))
    if not cells["email"]:
        raise _NotClear(_("There is no e-mail address."))
    try:
        validate_email(cells["email"].lower())
    except ValidationError:
        told = _told(cells["email"], length=60, expected=_EXPECTED["email"])
        raise _NotClear(_("‘%(email)s’ is no e-mail address.") % {"email": told}) from None
    if len(cells["email"]) > 254 or len(cells["function"]) > 200:
        raise _NotClear(_("The e-mail address or function is too long."))


def _place(cells: Mapping[str, str], places: Places) -> tuple[int | None, int | None]:
    """Find department and team. A team brings its department."""
    department = places.department(cells["department"]) if cells["department"] else None
    if cells["department"] and department is None:
        raise _NotClear(
            _("There is no department ‘%(name)s’.") % {"name": _told(cells["department"], length=60)}
        )
    if not cells["team"]:
        return department, None
    team = places.team(cells["team"], department=department)
    if team is None:
        raise _NotClear(_("There is no team ‘%(name)s’ there.") % {"name": _told(cells["team"], length=60)})
    return places.teams[team].department_id, team


def _week(written: str) -> Week | None:
    week = read_days(written) if written else None
    if written and week is None:
        raise _NotClear(_("The days ‘%(days)s’ are not clear.") % {"days": _told(written, length=60)})
    return week


def _differences(person: User, read: ImportedPerson, places: Places) -> tuple[tuple[str, str, str], ...]:
    wanted = fitted(person, read, places)
    found = []
    if wanted.name != person.name:
        found.append((str(FIELDS["name"]), person.name, wanted.name))
    if wanted.function != person.function:
        found.append((str(FIELDS["function"]), person.function, wanted.function or ""))
    for field, rows in (("department", places.departments), ("team", places.teams)):
        old, new = getattr(person, f"{field}_id"), getattr(wanted, field)
        if old != new:
            found.append((str(FIELDS[field]), _named(rows, old), _named(rows, new)))
    own = Week(person.working_day_bits, person.morning_only_bits, person.afternoon_only_bits)
    if wanted.week is not None and wanted.week != own:
        found.append(
            (str(FIELDS["days"]), week_words(own, viewer=person), week_words(wanted.week, viewer=person))
        )
    return tuple(found)


def week_words(week: Week, *, viewer: User) -> str:
    """Write a week the way a table does: "ma di wo(o)" in the active language."""
    short = (_("Mo"), _("Tu"), _("We"), _("Th"), _("Fr"), _("Sa"), _("Su"))
    words = []
    for day, name in enumerate(short):
        bit = 1 << day
        if week.whole & bit:
            half = (
                _("(morning)") if week.mornings & bit else _("(afternoon)") if week.afternoons & bit else ""
            )
            words.append(f"{name} {half}".strip())
    return ", ".join(words)


def _missing(person: User, places: Places) -> MissingPerson:
    return MissingPerson(
        id=person.pk,
        name=person.name,
        email=person.email,
        department=_named(places.departments, person.department_id),
    )


def _named(rows: Mapping[int, Department] | Mapping[int, Team], pk: int | None) -> str:
    row = rows.get(pk) if pk is not None else None
    return "" if row is None else row.name


def _cell(row: Sequence[Cell], number: int | None) -> str:
    if number is None or number >= len(row) or isinstance(row[number], dict):
        return ""
    return " ".join(text.clean(str(row[number])).split())


def _who(row: Sequence[Cell], mapping: Mapping[str, int]) -> str:
    """Name the person of a line that is refused; a report is kept, so nothing else may stand there."""
    for field in ("name", "email"):
        if words := _cell(row, mapping.get(field)):
            return _told(words, length=100, expected=_EXPECTED[field])
    return ""


def _told(words: str, *, length: int, expected: Collection[Label] = ()) -> str:
    return "…" if labels_found(words, expected=expected) else text.shorten(words, length=length)


def _by_words(rows: Collection[Department]) -> dict[str, int]:
    """Give the number by name and by id; an id is stronger, and the oldest of two with one name."""
    found = {row.name.casefold(): row.pk for row in rows}
    return found | {row.external_id.casefold(): row.pk for row in rows}
