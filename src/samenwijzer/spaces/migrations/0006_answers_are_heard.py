"""An answer to a request is shown until who asked read it; what was answered before counts as read."""

from django.db import migrations, models
from django.db.models import F


def note_that_old_answers_were_heard(apps, schema_editor):
    requests = apps.get_model("spaces", "MembershipRequest").objects
    requests.filter(decided_at__isnull=False).update(heard_at=F("decided_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('spaces', '0005_withheld_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='membershiprequest',
            name='heard_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(note_that_old_answers_were_heard, migrations.RunPython.noop),
    ]
