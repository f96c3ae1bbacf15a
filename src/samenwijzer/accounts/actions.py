"""What is done to accounts."""

from __future__ import annotations

import uuid

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from samenwijzer.accounts.models import FORGOTTEN_NAME, User
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
    person.department = None
    person.function = person.phone = person.about = ""
    person.working_day_bits = 0
    person.absent_until = person.leaves_on = person.last_login = None
    person.password = make_password(None)
    person.is_active = False
    person.forgotten_at = person.forgotten_at or clock.now()
    person.save()
