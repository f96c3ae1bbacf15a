from django.db import migrations


def add_transaction_number(apps, schema_editor):
    """Let PostgreSQL note the transaction of each change, so that the log can be read in commit order."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE outbox_change ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
        )
        schema_editor.execute("CREATE INDEX outbox_change_order ON outbox_change (xid, id)")


def drop_transaction_number(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE outbox_change DROP COLUMN xid")


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_initial")]
    operations = [migrations.RunPython(add_transaction_number, drop_transaction_number)]
