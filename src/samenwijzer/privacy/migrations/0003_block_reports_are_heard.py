from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0002_reports_and_redactions"),
    ]

    operations = [
        migrations.AddField(
            model_name="blockreport",
            name="heard_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
