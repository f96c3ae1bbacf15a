import pytest

from samenwijzer.accounts.models import Department, Role, User, role_bits
from samenwijzer.outbox.tests.audit_room import empty_audit

__all__ = ["empty_audit"]


@pytest.fixture
def administrator(bram: User) -> User:
    bram.role_bits = role_bits({Role.ADMINISTRATOR})
    bram.save()
    return bram


@pytest.fixture
def mirjam(inkomen: Department) -> User:
    """Mirjam watches over privacy."""
    return User.objects.create_user(
        email="mirjam@example.org",
        name="Mirjam Visser",
        password="wachtwoord-van-mirjam",
        department=inkomen,
        role_bits=role_bits({Role.PRIVACY_OFFICER}),
    )
