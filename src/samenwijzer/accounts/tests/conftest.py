"""Who administers in these tests."""

import pytest

from samenwijzer.accounts.models import Role, Team, User, role_bits


@pytest.fixture
def admin(bram: User) -> User:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    return bram


@pytest.fixture
def team(joost: User) -> Team:
    assert joost.department is not None
    made = Team.objects.create(name="Team Wonen", department=joost.department, manager=joost)
    joost.team, joost.role_bits = made, role_bits({Role.TEAM_MANAGER})
    joost.save()
    return made
