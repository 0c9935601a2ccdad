"""Declarations of periods that are over, and corrections of what is closed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from ._groups import LOOK, given, may

NEW = ["correction", "perioddeclaration"]
# A membership officer corrects a closed entry, and withdraws a declaration, each with a reason.
GROUPS = {
    "membership officer": may("members", ["record", *NEW], LOOK)
    | may("members", ["correction"], {"add"})
    | may("members", ["perioddeclaration"], {"change"}),
    "reviewer": may("members", NEW, LOOK),
    "auditor": may("members", NEW, LOOK),
}


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0002_closing'),
        ('members', '0006_attendance'),
    ]

    operations = [
        migrations.AddField(
            model_name='cpdstanding',
            name='declare_by',
            field=models.DateField(blank=True, null=True, verbose_name='declaration due'),
        ),
        migrations.AddField(
            model_name='cpdstanding',
            name='over_on',
            field=models.DateField(blank=True, help_text='The newest period for which a declaration is asked.', null=True, verbose_name='last period ended'),
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='when')),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('before', models.JSONField(verbose_name='before')),
                ('after', models.JSONField(verbose_name='after')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cpd_corrections', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member', verbose_name='member')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='members.record', verbose_name='CPD entry')),
            ],
            options={
                'verbose_name': 'correction of a CPD entry',
                'verbose_name_plural': 'corrections of CPD entries',
                'ordering': ['-made_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='cpd_correction_has_reason', violation_error_message='Write the reason.'), models.CheckConstraint(condition=models.Q(('made_by', models.F('member')), _negated=True), name='cpd_correction_not_in_own_case', violation_error_message='Nobody decides their own case.')],
            },
        ),
        migrations.CreateModel(
            name='PeriodDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='from')),
                ('last_on', models.DateField(verbose_name='to')),
                ('declared_on', models.DateField(verbose_name='declared on')),
                ('edition', models.CharField(max_length=20, verbose_name='edition of the wording')),
                ('verdict', models.CharField(choices=[('met', 'Met'), ('short', 'Missing'), ('exempt', 'Exempt'), ('unknown', 'Cannot say yet')], max_length=8, verbose_name='standing')),
                ('total', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='counted')),
                ('target', models.DecimalField(blank=True, decimal_places=2, max_digits=9, null=True, verbose_name='asked')),
                ('entries', models.PositiveIntegerField(verbose_name='entries that count')),
                ('shortfall', models.CharField(blank=True, choices=[('made_up', 'I make it up in the next period'), ('leave', 'I have asked for leave or relief, or ask for it now'), ('other', 'Another reason')], max_length=8, verbose_name='what becomes of the shortfall')),
                ('explanation', models.TextField(blank=True, max_length=1000, verbose_name='explanation')),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='withdrawn')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='reason')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cpd_declarations', to='members.member', verbose_name='member')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='agreements.cpdrequirement', verbose_name='CPD requirement')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.version', verbose_name='version')),
                ('withdrawn_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cpd_declarations_withdrawn', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'declaration of a CPD period',
                'verbose_name_plural': 'declarations of CPD periods',
                'ordering': ['-last_on', '-id'],
                'indexes': [models.Index(fields=['requirement', 'last_on'], name='cpd_declaration_by_period')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('member', 'requirement', 'last_on'), name='cpd_period_declared_once', violation_error_message='This period is declared already.'), models.CheckConstraint(condition=models.Q(('declared_on__gt', models.F('last_on')), ('first_on__lte', models.F('last_on'))), name='cpd_period_declared_when_over', violation_error_message='A period is declared once it is over.'), models.CheckConstraint(condition=models.Q(('verdict__in', ['met', 'short', 'exempt', 'unknown'])), name='cpd_period_verdict_known'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'short'), models.Q(('shortfall', ''), _negated=True), models.Q(('explanation', ''), _negated=True)), models.Q(models.Q(('verdict', 'short'), _negated=True), ('explanation', ''), ('shortfall', '')), _connector='OR'), name='cpd_period_shortfall_explained', violation_error_message='A shortfall is declared with its explanation.'), models.CheckConstraint(condition=models.Q(('shortfall__in', ['', 'made_up', 'leave', 'other'])), name='cpd_period_shortfall_known'), models.CheckConstraint(condition=models.Q(('edition', ''), _negated=True), name='cpd_period_has_wording', violation_error_message='Write the edition of the wording.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), ('withdrawn_at__isnull', True), ('withdrawn_by__isnull', True)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='cpd_period_withdrawn_with_reason', violation_error_message='Write the reason.'), models.CheckConstraint(condition=models.Q(('withdrawn_by__isnull', True), models.Q(('withdrawn_by', models.F('member')), _negated=True), _connector='OR'), name='cpd_period_not_in_own_case', violation_error_message='Nobody decides their own case.')],
            },
        ),
        given(GROUPS),
    ]
