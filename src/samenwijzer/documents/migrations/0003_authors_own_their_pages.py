from django.db import migrations
from django.db.models import F


def give_owners(apps, schema_editor):
    """Until now the author was shown as the owner."""
    page = apps.get_model("documents", "Page")
    page.objects.filter(owner=None).update(owner=F("author"))


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_people_spaces_and_rights'),
    ]

    operations = [
        migrations.RunPython(give_owners, migrations.RunPython.noop),
    ]
