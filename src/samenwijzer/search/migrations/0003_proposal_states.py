from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0002_searches")]

    operations = [
        migrations.AddConstraint(
            model_name="synonymproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "accepted", "declined"])),
                name="proposal_state_is_known",
            ),
        ),
    ]
