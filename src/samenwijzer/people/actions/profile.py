"""What a person says about himself, to whom he shows it, and for which municipality he works now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from samenwijzer.accounts.actions import pass_guard
from samenwijzer.accounts.models import Circle, Location, Municipality, ProfileField, User, weekday_bits
from samenwijzer.guard import NO_CONSENT, Consent, Label
from samenwijzer.kernel.errors import Refusal
from samenwijzer.outbox import audit, changes
from samenwijzer.people.actions._own import own_row, ref_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence


@transaction.atomic
def change_own_profile(
    *,
    actor: User,
    phone: str,
    just_call_me: bool,
    about: str,
    spoken_languages: Sequence[str],
    location_id: int | None,
    week: Mapping[str, str],
    absent_until: datetime.date | None,
    requests_a_week: int | None,
    birthday: datetime.date | None,
    shown_to: Mapping[ProfileField, Circle],
    language: str,
    consent: Consent = NO_CONSENT,
) -> None:
    """Write what a person says about himself. Raises Refusal.

    `week` gives "day", "morning" or "afternoon" for the days of `accounts.models.WEEKDAYS` that are worked.
    `birthday` is in the year BIRTHDAY_YEAR. A field that `shown_to` leaves out is shown to everyone.
    """
    person = own_row(actor)
    passed = pass_guard(
        writer=person,
        texts={"phone": phone, "about": about, "languages": "\n".join(spoken_languages)},
        before=(person.phone, person.about, *person.spoken_languages),
        expected={"phone": {Label.PHONE}},
        consent=consent,
    )
    person.phone = phone
    person.just_call_me = just_call_me
    person.about = about
    person.spoken_languages = list(spoken_languages)
    person.location = _location(location_id)
    person.working_day_bits = weekday_bits(list(week))
    person.morning_only_bits = weekday_bits([day for day, part in week.items() if part == "morning"])
    person.afternoon_only_bits = weekday_bits([day for day, part in week.items() if part == "afternoon"])
    person.absent_until = absent_until
    person.requests_a_week = requests_a_week
    person.birthday = birthday
    person.field_visibility = {
        field.value: circle.value for field, circle in shown_to.items() if circle != Circle.EVERYONE
    }
    person.language = language
    person.save(update_fields=_OWN)
    audit.record(action="people.profile.changed", actor=actor, object=ref_of(person))
    passed.note(ref_of(person))
    changes.append(ref_of(person))


_OWN = (
    "phone",
    "just_call_me",
    "about",
    "spoken_languages",
    "location",
    "working_day_bits",
    "morning_only_bits",
    "afternoon_only_bits",
    "absent_until",
    "requests_a_week",
    "birthday",
    "field_visibility",
    "language",
)


def _location(pk: int | None) -> Location | None:
    location = None if pk is None else Location.objects.filter(pk=pk).first()
    if pk is not None and location is None:
        raise Refusal(_("This location is not here any more. Choose another."), field="location")
    return location


@transaction.atomic
def choose_municipality(*, actor: User, municipality_id: int | None) -> None:
    """Choose for which municipality the actor works now; None means all. Raises Refusal when it is gone."""
    person = own_row(actor)
    chosen = None if municipality_id is None else Municipality.objects.filter(pk=municipality_id).first()
    if municipality_id is not None and chosen is None:
        raise Refusal(_("This municipality is not here any more. Choose another."), field="municipality")
    if person.municipality_id == municipality_id:
        return
    person.municipality = chosen
    person.save(update_fields=["municipality"])
    audit.record(action="people.municipality.chosen", actor=actor, object=ref_of(person))
