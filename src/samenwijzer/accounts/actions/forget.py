"""Forgetting who somebody was."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from samenwijzer.accounts.models import (
    FORGOTTEN_NAME,
    BulkChange,
    PeopleImport,
    Release,
    SignInLink,
    Team,
    User,
)
from samenwijzer.accounts.queries import look_again
from samenwijzer.kernel import clock, text


@transaction.atomic
def forget_account(*, person_id: int) -> None:
    """Empty a person's row, which stays under what he wrote, and end his sessions. May run twice.

    `public_id` stays: the audit, which keeps no names, tells by it that lines belong together.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    signed_in = UserSession.objects.filter(user=person)
    Session.objects.filter(session_key__in=signed_in.values("session_key")).delete()
    signed_in.delete()
    EmailAddress.objects.filter(user=person).delete()
    person.name = FORGOTTEN_NAME
    person.email = f"{uuid.uuid4().hex}@forgotten.invalid"
    person.external_id = text.new_external_id()
    SignInLink.objects.filter(person=person).delete()
    Release.objects.filter(writer=person).delete()
    Team.objects.filter(manager=person).update(manager=None)
    if person.picture:
        picture, storage = str(person.picture.name), person.picture.storage
        transaction.on_commit(lambda: storage.delete(picture))
    person.department = person.team = person.location = person.municipality = None
    person.function = person.phone = person.about = person.picture = ""
    person.spoken_languages, person.field_visibility = [], {}
    person.just_call_me = False
    person.role_bits = person.working_day_bits = person.morning_only_bits = person.afternoon_only_bits = 0
    person.requests_a_week = None
    person.absent_until = person.starts_on = person.leaves_on = person.last_login = None
    person.birthday = person.guest_until = person.left_at = None
    person.password = make_password(None)
    person.is_active = False
    person.forgotten_at = person.forgotten_at or clock.now()
    person.save()
    transaction.on_commit(look_again)
    _forget_work_on(person_id)


def _forget_work_on(person_id: int) -> None:
    """Let no list of people to change, and no cell of an import, name the person any longer.

    These are few and short-lived, so they go as a whole; of an import the figures stay.
    """
    for change in BulkChange.objects.all():
        if person_id in change.people:
            change.delete()
    PeopleImport.objects.update(rows=[], refused=[], leaving=[])
