"""The tree of departments."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

_UNDER = """
WITH RECURSIVE under(id) AS (
    SELECT id FROM accounts_department WHERE id IN ({places})
    UNION
    SELECT one.id FROM accounts_department one JOIN under ON one.parent_id = under.id
)
SELECT id FROM under
"""


def departments_under(ids: Collection[int]) -> frozenset[int]:
    """Return these departments and all below them in the tree. One query, or none for no departments."""
    if not ids:
        return frozenset()
    places = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(_UNDER.format(places=places), list(ids))
        return frozenset(pk for (pk,) in cursor.fetchall())
