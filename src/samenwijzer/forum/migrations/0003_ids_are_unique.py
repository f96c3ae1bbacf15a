import samenwijzer.kernel.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0002_people_spaces_and_rights'),
    ]

    operations = [
        migrations.AlterField(
            model_name='comment',
            name='external_id',
            field=models.CharField(default=samenwijzer.kernel.text.new_external_id, max_length=200, unique=True),
        ),
        migrations.AlterField(
            model_name='helped',
            name='external_id',
            field=models.CharField(default=samenwijzer.kernel.text.new_external_id, max_length=200, unique=True),
        ),
        migrations.AlterField(
            model_name='request',
            name='external_id',
            field=models.CharField(default=samenwijzer.kernel.text.new_external_id, max_length=200, unique=True),
        ),
    ]
