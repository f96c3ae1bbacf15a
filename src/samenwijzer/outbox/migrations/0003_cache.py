from django.db import migrations


def make_cache_table(apps, schema_editor):
    """Make the table of the database cache, also where Valkey is used now: a setting may change later."""
    quote = schema_editor.quote_name
    moment = "timestamp with time zone" if schema_editor.connection.vendor == "postgresql" else "datetime"
    schema_editor.execute(
        f"CREATE TABLE {quote('cache')} ({quote('cache_key')} varchar(255) NOT NULL PRIMARY KEY,"
        f" {quote('value')} text NOT NULL, {quote('expires')} {moment} NOT NULL)"
    )
    schema_editor.execute(f"CREATE INDEX cache_expires ON {quote('cache')} ({quote('expires')})")


def drop_cache_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_change_transaction")]
    operations = [migrations.RunPython(make_cache_table, drop_cache_table)]
