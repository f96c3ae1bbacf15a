"""Guests, and people and spaces as the database knows them now."""

import datetime

from samenwijzer.accounts.models import GUEST_BIT, Role, User, role_bits
from samenwijzer.kernel import clock
from samenwijzer.spaces.models import Space


def again(person: User) -> User:
    """Fetch a person as the next request does."""
    return User.objects.select_related("department", "team").get(pk=person.pk)


def anew(space: Space) -> Space:
    return Space.objects.get(pk=space.pk)


def make_guest(name: str = "Gijs Gast", *, days: int = 30) -> User:
    return User.objects.create_user(
        email=f"{name.split(maxsplit=1)[0].lower()}@elders.example",
        name=name,
        role_bits=GUEST_BIT,
        guest_until=clock.today() + datetime.timedelta(days=days),
    )


def with_role(person: User, *roles: Role) -> User:
    """Give somebody roles in the organisation, and fetch him anew."""
    person.role_bits = role_bits(roles)
    person.save()
    return again(person)
