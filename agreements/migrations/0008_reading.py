"""By which reading of words an entry of the search was made; none of those that are there knows.

A column that may be empty is added without making the table anew, so SQLite keeps its triggers.
"""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0007_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchentry',
            name='reading',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
