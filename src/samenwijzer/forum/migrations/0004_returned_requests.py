from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("asked", "asked"),
    ("accepted", "taken"),
    ("not_now", "not now"),
    ("named", "named somebody else"),
    ("answered", "answered"),
    ("returned", "works here no longer"),
]


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0003_ids_are_unique'),
    ]

    operations = [
        migrations.AlterField(
            model_name="request",
            name="state",
            field=models.CharField(choices=STATES, default="asked", max_length=10),
        ),
        migrations.RemoveConstraint(model_name="request", name="request_state_is_known"),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                name="request_state_is_known", condition=Q(state__in=[state for state, _name in STATES])
            ),
        ),
    ]
