"""What every test of the house may ask for: the named cast, and an installation of its own."""

import os

import pytest
from django.test import TransactionTestCase

pytest_plugins = ("tests.cast", "tests.installation")
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "installation", "prepared"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run on PostgreSQL what asks for a database: to all else it is the same."""
    if "SAMENWIJZER_TEST_DATABASE_URLS" not in os.environ:
        return
    config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
    items[:] = filter(_asks_a_database, items)


def _asks_a_database(item: pytest.Item) -> bool:
    asked = ASKS_A_DATABASE & set(getattr(item, "fixturenames", ()))
    is_django = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return bool(asked) or is_django or item.get_closest_marker("django_db") is not None
