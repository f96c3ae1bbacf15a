"""What every test of the house may ask for: the named cast, and an installation of its own."""

import os

import pytest
from django.test import TransactionTestCase

from tests.turns import ALL

pytest_plugins = ("tests.cast", "tests.installation")
OPENS_A_PAGE = {"client", "sign_in"}
ASKS_A_DATABASE = {"db", "transactional_db", "django_db_setup", "installation", "prepared"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to `make soak` what is long, and on PostgreSQL what asks for no database or opens a page.

    To what asks for no database another one makes no difference.
    """
    kept = [item for item in items if ALL or item.get_closest_marker("long") is None]
    if "SAMENWIJZER_TEST_DATABASE_URLS" in os.environ:
        kept = [item for item in kept if _asks_a_database(item)]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def _asks_a_database(item: pytest.Item) -> bool:
    asked = set(getattr(item, "fixturenames", ()))
    is_django = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    marker = item.get_closest_marker("django_db")
    is_page = bool(OPENS_A_PAGE & asked) and not (marker is not None and marker.kwargs.get("transaction"))
    if is_page and not ALL:
        return False
    return bool(ASKS_A_DATABASE & asked) or is_django or marker is not None
