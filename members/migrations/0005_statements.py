"""CPD that another body or an employer states, and what it is worth."""

import datetime
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._groups import KEEP, LOOK, given, may

# A reviewer decides; what is settled between bodies is kept by those who keep the requirements.
GROUPS = {
    "reviewer": may("members", ["statement"], {"view", "change"})
    | may("members", ["statementcredit", "equivalence"], LOOK),
    "agreements officer": may("members", ["equivalence"], KEEP),
    "auditor": may("members", ["statement", "statementcredit", "equivalence"], LOOK),
}


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
        ('members', '0004_planning'),
    ]

    operations = [
        migrations.CreateModel(
            name='Equivalence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('factor', models.DecimalField(blank=True, decimal_places=3, help_text='Hours of the activity, before the requirement weighs them.', max_digits=6, null=True, verbose_name='hours for each unit')),
                ('fixed_hours', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='hours for the whole statement')),
                ('kind', models.CharField(choices=[('training', 'Training or examination'), ('seminar', 'Seminar'), ('standards', 'Standards or research'), ('article', 'Article or book'), ('lecture', 'Lecture given'), ('consulting', 'Technical consulting'), ('other', 'Other professional activity')], default='other', max_length=12, verbose_name='counts as')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, help_text='The last day. Empty: no end is set.', null=True, verbose_name='valid until')),
                ('source', models.CharField(max_length=200, verbose_name='source')),
                ('source_url', models.URLField(blank=True, max_length=500, verbose_name='address of the source')),
                ('body', models.ForeignKey(blank=True, help_text='Empty: by any employer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cpd_equivalences', to='agreements.body', verbose_name='issued by the body')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equivalences', to='agreements.cpdrequirement', verbose_name='requirement')),
            ],
            options={
                'verbose_name': 'CPD equivalence',
                'verbose_name_plural': 'CPD equivalences',
                'ordering': ['requirement', 'body', '-valid_from'],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('employer', models.CharField(blank=True, max_length=120, verbose_name='issued by the employer')),
                ('about', models.CharField(max_length=200, verbose_name='requirement or scheme')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=7, validators=[django.core.validators.MinValueValidator(Decimal('0.01')), django.core.validators.MaxValueValidator(Decimal('99999.99'))], verbose_name='amount')),
                ('unit', models.CharField(max_length=40, verbose_name='unit of the issuer')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'With reviewer'), ('returned', 'Returned to you'), ('accepted', 'Accepted'), ('rejected', 'Not approved')], default='draft', editable=False, max_length=9, verbose_name='state')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('reason', models.TextField(blank=True, editable=False, max_length=500, verbose_name='reason')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='entered')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cpd_statements', to='agreements.body', verbose_name='issued by the body')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cpd_statements_decided', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('evidence', models.ManyToManyField(blank=True, related_name='cpd_statements', to='members.evidencefile', verbose_name='evidence')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cpd_statements', to='members.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'CPD statement',
                'verbose_name_plural': 'CPD statements',
                'ordering': ['-ends_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StatementCredit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='hours')),
                ('kind', models.CharField(choices=[('training', 'Training or examination'), ('seminar', 'Seminar'), ('standards', 'Standards or research'), ('article', 'Article or book'), ('lecture', 'Lecture given'), ('consulting', 'Technical consulting'), ('other', 'Other professional activity')], max_length=12, verbose_name='counts as')),
                ('equivalence', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='members.equivalence', verbose_name='by the equivalence')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statement_credits', to='agreements.cpdrequirement', verbose_name='requirement')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credits', to='members.statement', verbose_name='statement')),
            ],
            options={
                'verbose_name': 'credit of a statement',
                'verbose_name_plural': 'credits of statements',
                'ordering': ['requirement', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('factor__gt', 0), ('factor__isnull', False), ('fixed_hours__isnull', True)), models.Q(('factor__isnull', True), ('fixed_hours__gte', Decimal('0.25')), ('fixed_hours__isnull', False), ('fixed_hours__lte', Decimal('999.75'))), _connector='OR'), name='equivalence_has_one_measure', violation_error_message='Write hours for each unit, or hours for the whole statement: one of both, and above zero.'),
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='equivalence_ends_after_start', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='equivalence_has_source', violation_error_message='Write where this is settled.'),
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.UniqueConstraint(condition=models.Q(('body__isnull', False)), fields=('body', 'requirement', 'valid_from'), name='equivalence_of_body_once_a_day', violation_error_message='Another equivalence is valid from this day.'),
        ),
        migrations.AddConstraint(
            model_name='equivalence',
            constraint=models.UniqueConstraint(condition=models.Q(('body__isnull', True)), fields=('requirement', 'valid_from'), name='equivalence_of_employers_once_a_day', violation_error_message='Another equivalence is valid from this day.'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['member', '-ends_on'], name='statement_of_member'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(fields=['state', 'submitted_at'], name='statement_queue'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', False), ('employer', '')), models.Q(('body__isnull', True), models.Q(('employer', ''), _negated=True)), _connector='OR'), name='statement_has_one_issuer', violation_error_message='Choose the body, or write the employer: one of both.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('about', ''), _negated=True), models.Q(('unit', ''), _negated=True)), name='statement_says_what_it_is_about', violation_error_message='Write what the statement is about, and its unit.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='statement_ends_after_start', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__lte', datetime.date(2099, 12, 31)), ('starts_on__gte', datetime.date(1990, 1, 1))), name='statement_days_possible', violation_error_message='Write days between 1990 and 2099.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gte', Decimal('0.01')), ('hours__lte', Decimal('99999.99'))), name='statement_amount_possible', violation_error_message='The amount must be a number between 0.01 and 99999.99.'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'accepted', 'rejected'])), name='statement_state_known'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('submitted_at__isnull', True)), models.Q(models.Q(('state', 'draft'), _negated=True), ('submitted_at__isnull', False)), _connector='OR'), name='statement_sent_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['returned', 'accepted', 'rejected'])), models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state__in', ['draft', 'submitted'])), _connector='OR'), name='statement_decision_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'rejected']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='statement_refusal_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('member')), _negated=True), name='statement_decided_by_another', violation_error_message='Nobody decides their own case.'),
        ),
        migrations.AddConstraint(
            model_name='statementcredit',
            constraint=models.UniqueConstraint(fields=('statement', 'requirement'), name='statement_credited_once'),
        ),
        migrations.AddConstraint(
            model_name='statementcredit',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gte', Decimal('0.25')), ('hours__lte', Decimal('999.75'))), name='credit_hours_possible'),
        ),
        given(GROUPS),
    ]
