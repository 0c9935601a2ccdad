"""Entries to finish, and deleted ones that can be brought back."""

import django.core.validators
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0008_exchange'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='record',
            name='cpd_hours_possible',
        ),
        migrations.RemoveConstraint(
            model_name='record',
            name='cpd_state_known',
        ),
        migrations.AddField(
            model_name='record',
            name='deleted_at',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='deleted'),
        ),
        migrations.AddField(
            model_name='record',
            name='different_from',
            field=models.ManyToManyField(blank=True, editable=False, to='members.record'),
        ),
        migrations.AlterField(
            model_name='record',
            name='hours',
            field=models.DecimalField(blank=True, decimal_places=2, help_text='Empty while the entry is to finish.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.25')), django.core.validators.MaxValueValidator(Decimal('999.75'))], verbose_name='hours'),
        ),
        migrations.AlterField(
            model_name='record',
            name='state',
            field=models.CharField(choices=[('to_finish', 'To finish'), ('to_confirm', 'To confirm'), ('declared', 'Declared by you'), ('verified', 'Checked by CSE'), ('rejected', 'Not approved')], default='declared', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['member', 'title', 'id'], name='cpd_of_member_by_title'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['member', 'hours', 'id'], name='cpd_of_member_by_hours'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['member', 'kind', '-done_on', '-id'], name='cpd_of_member_by_kind'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(condition=models.Q(('deleted_at__isnull', False)), fields=['member', 'deleted_at'], name='cpd_deleted'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), models.Q(('hours__gte', Decimal('0.25')), ('hours__lte', Decimal('999.75'))), _connector='OR'), name='cpd_hours_possible', violation_error_message='Hours must be a number between 0.25 and 999.75.'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hours__isnull', True), ('state', 'to_finish')), models.Q(models.Q(('state', 'to_finish'), _negated=True), ('hours__isnull', False)), _connector='OR'), name='cpd_without_hours_is_to_finish', violation_error_message='An entry without hours is to finish; one with hours is not.'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), ('state__in', ['to_finish', 'to_confirm', 'declared']), _connector='OR'), name='cpd_decided_entries_stay', violation_error_message='The Society has decided on it, so it stays.'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['to_finish', 'to_confirm', 'declared', 'verified', 'rejected'])), name='cpd_state_known'),
        ),
    ]
