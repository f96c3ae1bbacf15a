"""Locations, municipalities and week patterns: short lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.access import require_right
from samenwijzer.accounts.actions._uses import NoSuchPlace, require_unused
from samenwijzer.accounts.actions.guard import pass_guard
from samenwijzer.accounts.models import Location, Municipality, Right, User, WeekPattern
from samenwijzer.guard import NO_CONSENT, Consent, Label
from samenwijzer.kernel.errors import Refusal
from samenwijzer.kernel.refs import Ref
from samenwijzer.outbox import audit

Named = Location | Municipality | WeekPattern
_Thing = TypeVar("_Thing", Location, Municipality, WeekPattern)
# Where people work is an address, and no citizen's.
_ADDRESS = {Label.ADDRESS, Label.POSTCODE}


class NameTaken(Refusal):
    """Two things to choose between have two names."""


@contextmanager
def a_free_name(name: str, *, beside: Iterable[str]) -> Iterator[None]:
    """Store something under a name that nothing beside it has, whatever its capitals. Raises NameTaken.

    Of two who give that name at once only the database knows; SQLite knows the capitals of a to z alone.
    """
    taken = NameTaken(_("There is one with this name already."), field="name")
    if name.casefold() in map(str.casefold, beside):
        raise taken
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise taken from None


@transaction.atomic
def save_location(
    *, actor: User, location: Location | None, name: str, about: str, consent: Consent = NO_CONSENT
) -> Location:
    """Add a location, or change one. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    row = _row(Location, location)
    return _write(row, {"name": name, "about": about}, actor=actor, consent=consent)


@transaction.atomic
def save_municipality(
    *, actor: User, municipality: Municipality | None, name: str, consent: Consent = NO_CONSENT
) -> Municipality:
    """Add a municipality for which the organisation works, or rename one. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    row = _row(Municipality, municipality)
    return _write(row, {"name": name}, actor=actor, consent=consent)


@transaction.atomic
def save_week_pattern(
    *,
    actor: User,
    pattern: WeekPattern | None,
    name: str,
    whole: int,
    mornings: int,
    afternoons: int,
    consent: Consent = NO_CONSENT,
) -> WeekPattern:
    """Add a week to choose from, or change one; who chose it keeps his days. Raises Refusal."""
    require_right(actor, Right.ADMINISTER)
    row = _row(WeekPattern, pattern)
    row.working_day_bits, row.morning_only_bits, row.afternoon_only_bits = whole, mornings, afternoons
    return _write(row, {"name": name}, actor=actor, consent=consent)


@transaction.atomic
def remove_named(*, actor: User, thing: Named) -> None:
    """Remove a location, municipality or week pattern that nobody uses. Raises StillInUse."""
    require_right(actor, Right.ADMINISTER)
    model: Any = type(thing)
    row = _row(model, thing)
    require_unused(row)
    number, kind = row.pk, model._meta.model_name
    row.delete()
    audit.record(action=f"accounts.{kind}.removed", actor=actor, object=Ref(f"accounts.{kind}", number))


def _row(model: type[_Thing], thing: _Thing | None) -> _Thing:
    """Lock what is changed, or begin a new one."""
    if thing is None:
        return model()
    row = model.objects.filter(pk=thing.pk).select_for_update().first()
    if row is None:
        raise NoSuchPlace(_("This was removed meanwhile."))
    return row


def _others(row: _Thing) -> list[str]:
    rows = type(row)._default_manager.exclude(pk=row.pk)
    return list(rows.order_by().values_list("name", flat=True))


def _write(row: _Thing, texts: Mapping[str, str], *, actor: User, consent: Consent) -> _Thing:
    kind, is_new = row._meta.model_name, row.pk is None
    passed = pass_guard(
        writer=actor,
        texts=texts,
        before=[str(getattr(row, field)) for field in texts],
        expected={"name": _ADDRESS, "about": _ADDRESS} if "about" in texts else None,
        consent=consent,
    )
    for field, text in texts.items():
        setattr(row, field, text)
    with a_free_name(row.name, beside=_others(row)):
        row.save()
    ref = Ref(f"accounts.{kind}", row.pk)
    audit.record(action=f"accounts.{kind}.{'added' if is_new else 'changed'}", actor=actor, object=ref)
    passed.note(ref)
    return row
