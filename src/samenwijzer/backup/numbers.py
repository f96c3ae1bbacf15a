"""The numbers that a table gives to new rows. A number that was given once is never given again."""

from __future__ import annotations

from django.db import connection, models
from django.db.models import Max


def highest_number(table: type[models.Model]) -> int:
    """Return the highest number that this table ever gave; 0 when it has none, or gives none."""
    key = table._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField):
        return 0
    highest = int(table._base_manager.aggregate(highest=Max("pk"))["highest"] or 0)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table._meta.db_table])
            row = cursor.fetchone()
            return max(highest, int(row[0]) if row else 0)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), key.column])
        [sequence] = cursor.fetchone() or [None]
        if sequence is None:
            return highest
        cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        [last] = cursor.fetchone() or [0]
        return max(highest, int(last))


def go_on_after(table: type[models.Model], highest: int) -> None:
    """Let the table give the next number after `highest`, or after the highest that is in it."""
    key = table._meta.pk
    if not isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField):
        return
    highest = max(highest, int(table._base_manager.aggregate(highest=Max("pk"))["highest"] or 0))
    if not highest:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            name = table._meta.db_table
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [name])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, highest])
            return
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [_quoted(table), key.column])
        [sequence] = cursor.fetchone() or [None]
        if sequence is not None:
            cursor.execute("SELECT setval(%s::regclass, %s, true)", [sequence, highest])


def _quoted(table: type[models.Model]) -> str:
    return connection.ops.quote_name(table._meta.db_table)
