"""Who leads and who administers."""

import pytest

from samenwijzer.accounts.models import Department, Role, Team, User, role_bits


@pytest.fixture
def bram(bram: User) -> User:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    return bram


@pytest.fixture
def team(joost: User, els: User, wmo: Department) -> Team:
    """Els leads the team of Joost."""
    made = Team.objects.create(name="Woningen", department=wmo, manager=els)
    for person in (joost, els):
        person.team = made
        person.save()
    return made
