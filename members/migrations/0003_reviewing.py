"""The reviewers' desk: who has a case, who has an interest in it, and how long it may take."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._groups import LOOK, given, may

GROUPS = {
    "reviewer": may("members", ["review"], {"view", "change"})
    | may("members", ["servicetarget"], LOOK),
    "auditor": may("members", ["review", "interest", "servicetarget"], LOOK),
}


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
        ('members', '0002_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_interest', models.BooleanField(verbose_name='has an interest in it')),
                ('stated_at', models.DateTimeField(auto_now_add=True, verbose_name='stated')),
            ],
            options={
                'verbose_name': 'statement of interest',
                'verbose_name_plural': 'statements of interest',
                'ordering': ['-stated_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ServiceTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('title', 'Engineering title or registration'), ('degree', 'Degree'), ('licence', 'Licence to practise'), ('certificate', 'Certificate or course'), ('letter', 'Letter of good standing')], error_messages={'unique': 'This kind has a target already.'}, max_length=12, unique=True, verbose_name='kind')),
                ('working_days', models.PositiveSmallIntegerField(help_text='Working days from the day it was sent: Monday to Friday, holidays included.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(250)], verbose_name='answered within')),
                ('oldest_days', models.PositiveIntegerField(blank=True, help_text='Days from its date to the day it was sent, such as 90 for a letter of good standing. Empty: it may be of any age.', null=True, verbose_name='not older than')),
            ],
            options={
                'verbose_name': 'service target',
                'verbose_name_plural': 'service targets',
                'ordering': ['kind'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'qualifications to review',
                'proxy': True,
                'default_permissions': ('view', 'change'),
                'indexes': [],
                'constraints': [],
            },
            bases=('members.qualification',),
        ),
        migrations.AddField(
            model_name='move',
            name='checked',
            field=models.JSONField(blank=True, default=dict, verbose_name='checklist'),
        ),
        migrations.AddField(
            model_name='qualification',
            name='taken_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='qualifications_taken', to=settings.AUTH_USER_MODEL, verbose_name='with'),
        ),
        migrations.AddField(
            model_name='qualification',
            name='taken_until',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='kept until'),
        ),
        migrations.AddConstraint(
            model_name='qualification',
            constraint=models.CheckConstraint(condition=models.Q(('taken_by__isnull', True), models.Q(('state', 'submitted'), ('taken_until__isnull', False)), _connector='OR'), name='qualification_taken_while_it_waits'),
        ),
        migrations.AddConstraint(
            model_name='qualification',
            constraint=models.CheckConstraint(condition=models.Q(('taken_by', models.F('member')), _negated=True), name='qualification_taken_by_another', violation_error_message='Nobody decides their own case.'),
        ),
        migrations.AddField(
            model_name='interest',
            name='member',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member', verbose_name='member'),
        ),
        migrations.AddField(
            model_name='interest',
            name='qualification',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to='members.qualification', verbose_name='qualification'),
        ),
        migrations.AddField(
            model_name='interest',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='interests', to=settings.AUTH_USER_MODEL, verbose_name='reviewer'),
        ),
        migrations.AddConstraint(
            model_name='servicetarget',
            constraint=models.CheckConstraint(condition=models.Q(('working_days__gte', 1), ('working_days__lte', 250)), name='service_target_possible', violation_error_message='Write between 1 and 250 working days.'),
        ),
        migrations.AddConstraint(
            model_name='servicetarget',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['title', 'degree', 'licence', 'certificate', 'letter'])), name='service_target_kind_known'),
        ),
        migrations.AddIndex(
            model_name='interest',
            index=models.Index(condition=models.Q(('has_interest', True)), fields=['reviewer', 'member'], name='interest_closes_member'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.UniqueConstraint(fields=('qualification', 'reviewer', 'has_interest'), name='interest_stated_once'),
        ),
        migrations.AddConstraint(
            model_name='interest',
            constraint=models.CheckConstraint(condition=models.Q(('reviewer', models.F('member')), _negated=True), name='interest_of_another', violation_error_message='Nobody decides their own case.'),
        ),
        given(GROUPS),
    ]
