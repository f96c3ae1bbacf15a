"""Checks that need more than one record: references, uniqueness, circles, default spaces.

A line is imported whole or not at all, so a line that points at a refused one is refused as well; and that
may undo what others counted on. The checks are therefore repeated until none refuses anything more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from typing import Any

from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from samenwijzer.exchange.importing.beside import Beside
from samenwijzer.exchange.importing.kinds import kinds
from samenwijzer.exchange.importing.lines import quoted
from samenwijzer.exchange.importing.spool import Entry
from samenwijzer.exchange.importing.stored import AT_ONCE, MADE_HERE, parts, path_of
from samenwijzer.kernel.modules import RecordField, RecordKind


class Together(Beside):
    """The checks, on all lines of an import."""

    def check(self) -> None:
        """Refuse every line that may not come in, and note what must be written before what."""
        for entry in self.by_id.values():
            if entry.missing and entry.id not in self.existing[entry.type]:
                entry.refuse("; ".join(_("%(name)s: is missing") % {"name": name} for name in entry.missing))
        steps: list[Callable[[], None]] = [
            self._unique,
            self._unique_together,
            self._one_per,
            self._fixed,
            self._fitting,
            self._spaces,
        ]
        while True:
            before = self._refused()
            self._follow()
            self._chains()
            for step in steps:
                self._follow()
                step()
            if self._refused() == before:
                break
        self._adopt()
        for entry in self.by_id.values():
            if entry.before:
                entry.before = tuple(other for other in entry.before if not other.reason)

    # References

    def _follow(self) -> None:
        """Refuse references to what does not exist, and then all that points at a refused line."""
        pointing = self._pointing()
        naming: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.by_id.values():
            for name in entry.subjects:
                naming[name].append(entry)
        borne = Counter(entry.kept.get("name") for entry in self._accepted(kinds()["subject"]))
        todo = [entry for entry in self.by_id.values() if entry.reason]
        while todo:
            refused = todo.pop()
            followers = list(pointing.get(refused.key, []))
            name_lost = refused.kept.get("name") if refused.type == "subject" else None
            if name_lost is not None and not borne[name_lost] and not self._is_stored(name_lost, refused):
                followers += [("subjects", entry) for entry in naming.get(name_lost, [])]
            for name, entry in followers:
                if not entry.reason:
                    entry.refuse(
                        _("%(name)s: points to %(record)s in %(place)s, which is refused")
                        % {"name": name, "record": refused.named(), "place": refused.place()}
                    )
                    borne[entry.kept.get("name")] -= entry.type == "subject"
                    todo.append(entry)

    def _pointing(self) -> dict[tuple[str, str], list[tuple[str, Entry]]]:
        pointing: dict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
        for entry in self._all_accepted():
            for name, to, external_id in entry.references:
                if (to, external_id) not in self.by_id and external_id not in self.existing[to]:
                    entry.refuse(
                        _("%(name)s: there is no %(type)s with the id %(id)s")
                        % {"name": name, "type": to, "id": quoted(external_id)}
                    )
                pointing[to, external_id].append((name, entry))
        return pointing

    def _is_stored(self, name: str, refused: Entry) -> bool:
        """Say whether another subject than that of the refused line has the name already."""
        holder = self.subject_names.get(name, refused.id)
        other = self.by_id.get(("subject", holder))
        return holder != refused.id and (other is None or not other.reason)

    # Circles

    def _chains(self) -> None:
        for kind in kinds().values():
            for name, field in kind.fields.items():
                if field.chain and self.by_type[kind.type]:
                    self._chain(kind, name, field)

    def _chain(self, kind: RecordKind, name: str, field: RecordField) -> None:
        above = dict(
            kind.model.objects.filter(**{f"{field.column}__isnull": False})
            .order_by()
            .values_list("external_id", path_of(field))
        )
        accepted = {entry.id: entry for entry in self._accepted(kind)}
        for entry in accepted.values():
            if name in entry.kept:
                above[entry.id] = entry.kept[name]
        done: set[str] = set()
        for start, entry in accepted.items():
            path: dict[str, int] = {}
            at: str | None = start
            while at is not None and at not in done and at not in path:
                path[at] = len(path)
                at = above.get(at)
            if at is not None and at in path:
                circle = [external_id for external_id, place in path.items() if place >= path[at]]
                for external_id in circle:
                    if external_id in accepted:
                        accepted[external_id].refuse(
                            _("%(name)s: the records form a circle: %(ids)s")
                            % {"name": name, "ids": _some(circle)}
                        )
            done.update(path)
            upper = accepted.get(entry.kept.get(name) or "")
            if upper is not None and not field.late:
                entry.comes_after(upper)
        if field.deepest:
            self._deep(name, field, above, accepted)

    def _deep(self, name: str, field: RecordField, above: dict[str, str], accepted: dict[str, Entry]) -> None:
        """Refuse what hangs too deep, or what has too much below it."""
        for start in above:
            path: list[str] = []
            at: str | None = start
            while at is not None and at not in path and len(path) <= field.deepest:
                path.append(at)
                at = above.get(at)
            for external_id in path if len(path) > field.deepest else ():
                if external_id in accepted and accepted[external_id].kept.get(name):
                    accepted[external_id].refuse(
                        _("%(name)s: more than %(most)s would hang below each other")
                        % {"name": name, "most": field.deepest}
                    )

    # Uniqueness

    def _unique(self) -> None:
        for kind in kinds().values():
            for name, field in kind.fields.items():
                if field.unique:
                    self._unique_field(kind, name, field)

    def _unique_field(self, kind: RecordKind, name: str, field: RecordField) -> None:
        claims: dict[Hashable, Entry] = {}
        for entry in self._accepted(kind):
            if entry.kept.keys().isdisjoint({name, field.among}):
                continue
            value = self._final(kind.type, entry.id, name)
            if value is None:
                continue
            first = claims.setdefault(self._claim(kind, name, entry.id), entry)
            if first is not entry:
                entry.refuse(
                    _("%(name)s: %(value)s stands already in %(place)s")
                    % {"name": name, "value": quoted(value), "place": first.place()}
                )
        if field.stays:
            for entry in self._accepted(kind):
                held = self.stored[kind.type].get(entry.id, {}).get(name)
                if entry.kept.get(name, held) is None and held not in claims:
                    entry.leave(name)
        for claim, holder in _holders(kind, field, claims):
            if holder != claims[claim].id:
                self._taken(kind, name, claims[claim], holder)
        self._refuse_exchanges(name, list(claims.values()))

    def _claim(self, kind: RecordKind, name: str, external_id: str) -> Hashable:
        """Return what no second record of the kind may hold when all have come in."""
        field = kind.fields[name]
        within = self._final(kind.type, external_id, field.among) if field.among else None
        return _claim_of(kind, field, self._final(kind.type, external_id, name), within)

    def _taken(self, kind: RecordKind, name: str, entry: Entry, holder: str) -> None:
        other = self.by_id.get((kind.type, holder))
        if (
            other is not None
            and not other.reason
            and not other.kept.keys().isdisjoint({name, kind.fields[name].among})
            and self._claim(kind, name, holder) != self._claim(kind, name, entry.id)
        ):
            entry.comes_after(other)
        elif (
            MADE_HERE.fullmatch(holder)
            and self._is_free(kind, holder)
            and entry.id not in self.existing[kind.type]
        ):
            entry.adopts = holder
        else:
            entry.refuse(
                _("%(name)s: %(value)s is already that of %(type)s %(id)s")
                % {
                    "name": name,
                    "value": quoted(self._final(kind.type, entry.id, name)),
                    "type": kind.type,
                    "id": quoted(holder),
                }
            )

    def _is_free(self, kind: RecordKind, external_id: str) -> bool:
        """Say whether no line speaks of a row by that id, so that it may get another."""
        return (kind.type, external_id) not in self.by_id and (kind.type, external_id) not in self.pointed_at

    def _refuse_exchanges(self, name: str, entries: Sequence[Entry]) -> None:
        """Refuse records that hand on a value in a circle: no order of writing them would do."""
        done: set[int] = set()
        for start in entries:
            path: dict[int, Entry] = {}
            at: Entry | None = start
            while at is not None and id(at) not in done and id(at) not in path:
                path[id(at)] = at
                at = next((other for other in at.before if not other.reason), None)
            if at is not None and id(at) in path:
                for entry in path.values():
                    entry.refuse(
                        _("%(name)s: the records exchange a value; change one of them first") % {"name": name}
                    )
            done.update(path)

    # One of many

    def _one_per(self) -> None:
        for kind in kinds().values():
            for name, field in kind.fields.items():
                if field.one_per:
                    self._one_flag(kind, name, field)

    def _one_flag(self, kind: RecordKind, name: str, field: RecordField) -> None:
        claims: dict[str, Entry] = {}
        for entry in self._accepted(kind):
            if not self._final(kind.type, entry.id, name):
                continue
            group = self._final(kind.type, entry.id, field.one_per)
            first = claims.setdefault(group, entry)
            if first is not entry:
                entry.refuse(
                    _("%(name)s: %(per)s %(id)s has one already, in %(place)s")
                    % {"name": name, "per": field.one_per, "id": quoted(group), "place": first.place()}
                )
        path = path_of(kind.fields[field.one_per])
        for part in parts(claims, AT_ONCE):
            rows = kind.model.objects.filter(**{field.column: True, f"{path}__in": part}).order_by()
            for group, holder in rows.values_list(path, "external_id"):
                entry = claims[group]
                if holder == entry.id:
                    continue
                other = self.by_id.get((kind.type, holder))
                leaves = (
                    other is not None
                    and not other.reason
                    and claims.get(group) is not other
                    and (
                        not self._final(kind.type, holder, name)
                        or self._final(kind.type, holder, field.one_per) != group
                    )
                )
                if not leaves or other is None:
                    entry.refuse(
                        _("%(name)s: %(per)s %(id)s has %(type)s %(holder)s already")
                        % {
                            "name": name,
                            "per": field.one_per,
                            "id": quoted(group),
                            "type": kind.type,
                            "holder": quoted(holder),
                        }
                    )
                else:
                    entry.comes_after(other)

    # What does not fit

    def _fitting(self) -> None:
        for kind in kinds().values():
            if kind.check is not None:
                for entry in self._accepted(kind):
                    entry.refuse(kind.check(self._final_values(entry), entry.given.split()))

    def _fixed(self) -> None:
        for kind in kinds().values():
            for name in (name for name, field in kind.fields.items() if field.fixed):
                for entry in self._accepted(kind):
                    before = self.stored[kind.type].get(entry.id)
                    if before is not None and entry.kept.get(name, before[name]) != before[name]:
                        entry.refuse(_("%(name)s: is not changed by an import") % {"name": name})

    def _unique_together(self) -> None:
        for kind in kinds().values():
            if kind.unique_together:
                self._unique_fields(kind)

    def _unique_fields(self, kind: RecordKind) -> None:
        """Refuse what a second record says of the same things. Nothing is handed on from one to another."""
        names = ", ".join(kind.unique_together)
        claims: dict[tuple[Any, ...], Entry] = {}
        for entry in self._accepted(kind):
            value = tuple(self._final(kind.type, entry.id, name) for name in kind.unique_together)
            first = claims.setdefault(value, entry)
            if first is not entry:
                entry.refuse(
                    _("%(name)s: the same stands already in %(place)s")
                    % {"name": names, "place": first.place()}
                )
        paths = [path_of(kind.fields[name]) for name in kind.unique_together]
        for part in parts({value[0] for value in claims}):
            rows = kind.model.objects.filter(**{f"{paths[0]}__in": part}).order_by()
            for holder, *value in rows.values_list("external_id", *paths):
                claimed = claims.get(tuple(value))
                if claimed is not None and claimed.id != holder:
                    claimed.refuse(
                        _("%(name)s: %(type)s %(id)s says the same already")
                        % {"name": names, "type": kind.type, "id": quoted(holder)}
                    )

    def _spaces(self) -> None:
        for kind in kinds().values():
            for name, field in kind.fields.items():
                if field.default_space_of:
                    for entry in self._accepted(kind):
                        self._space(entry, kind, name, field)

    def _space(self, entry: Entry, kind: RecordKind, name: str, field: RecordField) -> None:
        given = entry.kept.get(name)
        if given is not None or (name not in entry.kept and entry.id in self.existing[kind.type]):
            return
        author = self._final(kind.type, entry.id, field.default_space_of)
        if author is None:
            entry.refuse(
                _("%(name)s: is missing, and so is the %(of)s") % {"name": name, "of": field.default_space_of}
            )
        elif self._final("person", author, "department") is None:
            entry.refuse(
                _("%(name)s: is missing, and person %(id)s has no department")
                % {"name": name, "id": quoted(author)}
            )

    def _adopt(self) -> None:
        for kind in kinds().values():
            if kind.adopt is None:
                continue
            fresh = {
                entry.id: entry.kept
                for entry in self._accepted(kind)
                if entry.id not in self.existing[kind.type] and not entry.adopts
            }
            for external_id, taken_over in kind.adopt(fresh).items():
                if self._is_free(kind, taken_over):
                    self.by_id[kind.type, external_id].adopts = taken_over


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(quoted(external_id) for external_id in ids[:5])
    if len(ids) <= 5:
        return shown
    return _("%(shown)s and %(more)s more") % {"shown": shown, "more": len(ids) - 5}


def _claim_of(kind: RecordKind, field: RecordField, value: Any, within: Any) -> Hashable:
    found: Hashable = value.casefold() if field.folded else value
    if not field.among:
        return found
    return found, within.casefold() if kind.fields[field.among].folded else within


def _holders(
    kind: RecordKind, field: RecordField, claims: Collection[Hashable]
) -> Iterator[tuple[Hashable, str]]:
    """Give which of the claims a stored row holds, each with the external id of the row."""
    path = path_of(field)
    within = path_of(kind.fields[field.among]) if field.among else "pk"
    rows = kind.model.objects.alias(held=Lower(path) if field.folded else F(path)).order_by()
    values = {claim[0] if isinstance(claim, tuple) else claim for claim in claims}
    for part in parts(values):
        for value, above, holder in rows.filter(held__in=part).values_list(path, within, "external_id"):
            claim = _claim_of(kind, field, value, above)
            if claim in claims:
                yield claim, holder
