"""What every test of the house may ask for: the named cast, and an installation of its own."""

import os

import pytest
from django.test import TransactionTestCase

from tests.turns import ALL

pytest_plugins = ("tests.cast", "tests.installation")
OPENS_A_PAGE = {"client", "sign_in"}
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "installation", "prepared"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run on PostgreSQL what asks for a database, without the pages: to all else it is the same.

    `make soak` runs the pages there too.
    """
    if "SAMENWIJZER_TEST_DATABASE_URLS" not in os.environ:
        return
    config.hook.pytest_deselected(items=[item for item in items if not _asks_a_database(item)])
    items[:] = filter(_asks_a_database, items)


def _asks_a_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    is_django = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    marker = item.get_closest_marker("django_db")
    is_page = bool(OPENS_A_PAGE & asked) and not (marker is not None and marker.kwargs.get("transaction"))
    if is_page and not ALL:
        return False
    return bool(ASKS_A_DATABASE & asked) or is_django or marker is not None
