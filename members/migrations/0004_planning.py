"""What members plan, and the goals it serves."""

import datetime
import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0003_reviewing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Goal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='goal')),
                ('aspect', models.CharField(choices=[('knowledge', 'Engineering knowledge and professional competency'), ('ethics', 'Engineering and professional ethics'), ('teamwork', 'Teamwork and communication'), ('learning', 'Continuous development and lifelong learning'), ('leadership', 'Leadership and project management')], default='knowledge', max_length=12, verbose_name='aspect')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('target_hours', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.25')), django.core.validators.MaxValueValidator(Decimal('999.75'))], verbose_name='hours intended')),
                ('archived_on', models.DateField(blank=True, editable=False, null=True, verbose_name='archived on')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='members.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'goal',
                'verbose_name_plural': 'goals',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.AddField(
            model_name='record',
            name='goal',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cpd_records', to='members.goal', verbose_name='goal'),
        ),
        migrations.CreateModel(
            name='PlannedActivity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='what is planned')),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.25')), django.core.validators.MaxValueValidator(Decimal('999.75'))], verbose_name='hours')),
                ('planned_on', models.DateField(help_text='Of a month, its last day.', verbose_name='date')),
                ('is_month', models.BooleanField(default=False, verbose_name='only the month is fixed')),
                ('kind', models.CharField(choices=[('training', 'Training or examination'), ('seminar', 'Seminar'), ('standards', 'Standards or research'), ('article', 'Article or book'), ('lecture', 'Lecture given'), ('consulting', 'Technical consulting'), ('other', 'Other professional activity')], default='seminar', max_length=12, verbose_name='kind')),
                ('aspect', models.CharField(choices=[('knowledge', 'Engineering knowledge and professional competency'), ('ethics', 'Engineering and professional ethics'), ('teamwork', 'Teamwork and communication'), ('learning', 'Continuous development and lifelong learning'), ('leadership', 'Leadership and project management')], default='knowledge', max_length=12, verbose_name='aspect')),
                ('dropped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='dropped on')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered')),
                ('goal', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned_activities', to='members.goal', verbose_name='goal')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='planned_activities', to='members.member', verbose_name='member')),
                ('record', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planned_activity', to='members.record', verbose_name='CPD entry')),
            ],
            options={
                'verbose_name': 'planned activity',
                'verbose_name_plural': 'planned activities',
                'ordering': ['planned_on', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='goal_has_text', violation_error_message='Write what you want to be able to do.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2099)), name='goal_year_possible', violation_error_message='Write a year between 1990 and 2099.'),
        ),
        migrations.AddConstraint(
            model_name='goal',
            constraint=models.CheckConstraint(condition=models.Q(('target_hours__isnull', True), models.Q(('target_hours__gte', Decimal('0.25')), ('target_hours__lte', Decimal('999.75'))), _connector='OR'), name='goal_hours_possible', violation_error_message='Hours must be a number between 0.25 and 999.75.'),
        ),
        migrations.AddIndex(
            model_name='plannedactivity',
            index=models.Index(fields=['member', 'planned_on'], name='planned_of_member'),
        ),
        migrations.AddConstraint(
            model_name='plannedactivity',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='planned_has_title', violation_error_message='Write what you plan to do.'),
        ),
        migrations.AddConstraint(
            model_name='plannedactivity',
            constraint=models.CheckConstraint(condition=models.Q(('hours__isnull', True), models.Q(('hours__gte', Decimal('0.25')), ('hours__lte', Decimal('999.75'))), _connector='OR'), name='planned_hours_possible', violation_error_message='Hours must be a number between 0.25 and 999.75.'),
        ),
        migrations.AddConstraint(
            model_name='plannedactivity',
            constraint=models.CheckConstraint(condition=models.Q(('planned_on__gte', datetime.date(1990, 1, 1)), ('planned_on__lte', datetime.date(2099, 12, 31))), name='planned_day_possible', violation_error_message='Write a day between 1990 and 2099.'),
        ),
        migrations.AddConstraint(
            model_name='plannedactivity',
            constraint=models.CheckConstraint(condition=models.Q(('record__isnull', True), ('dropped_on__isnull', True), _connector='OR'), name='planned_is_not_done_and_dropped', violation_error_message='It was logged, so it cannot be dropped.'),
        ),
    ]
