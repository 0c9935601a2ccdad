"""A file of CPD entries may be saved beside the requests: how far that is, and how it ended."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0010_audits'),
    ]

    operations = [
        migrations.AddField(
            model_name='sheet',
            name='asked_at',
            field=models.DateTimeField(null=True, verbose_name='asked to be saved'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='done',
            field=models.PositiveIntegerField(default=0, verbose_name='rows read'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='failed_at',
            field=models.DateTimeField(null=True, verbose_name='failed'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='leaves_out_wrong',
            field=models.BooleanField(default=False, verbose_name='without the rows that are wrong'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='moved_at',
            field=models.DateTimeField(null=True, verbose_name='last progress'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='reference',
            field=models.CharField(blank=True, max_length=8, verbose_name='reference in the log'),
        ),
        migrations.AddField(
            model_name='sheet',
            name='total',
            field=models.PositiveIntegerField(default=0, verbose_name='rows'),
        ),
        migrations.AddConstraint(
            model_name='sheet',
            constraint=models.CheckConstraint(condition=models.Q(('saved_at__isnull', True), ('failed_at__isnull', True), _connector='OR'), name='sheet_saved_or_failed', violation_error_message='A table is saved, or saving it has failed.'),
        ),
    ]
