"""After a window: for how long its entries stay open, and by when it is declared."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='version',
            name='closes_after_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='So long after its last day members can still change its entries. Empty: always.', null=True, verbose_name='entries are closed … days after a window'),
        ),
        migrations.AddField(
            model_name='version',
            name='declare_within_days',
            field=models.PositiveSmallIntegerField(blank=True, help_text='After its last day. Empty: no declaration is asked for.', null=True, verbose_name='members declare a window within … days'),
        ),
    ]
