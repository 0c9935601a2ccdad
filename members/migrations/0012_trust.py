"""What readers report about the register, and which agreements members follow."""

import django.db.models.deletion
import members.reports.models
from django.conf import settings
from django.db import migrations, models

from ._groups import LOOK, given, may

# A check is a signature: it is added, and never changed. Reports are decided about, never typed.
GROUPS = {
    "agreements officer": may("agreements", ["check"], {"view", "add"})
    | may("members", ["changereport"], {"view", "settle"}),
    "editor": may("agreements", ["check"], LOOK),
    "auditor": may("agreements", ["check"], LOOK) | may("members", ["changereport"], LOOK),
}


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0005_checking'),
        ('members', '0011_import_beside'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChangeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=members.reports.models.new_reference, editable=False, max_length=8, unique=True, verbose_name='reference')),
                ('what', models.TextField(max_length=2000, verbose_name='what is wrong')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='how it is known')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='address for the answer')),
                ('language', models.CharField(choices=[('en', 'English'), ('zh-hans', '简体中文')], max_length=7, verbose_name='language')),
                ('state', models.CharField(choices=[('new', 'New'), ('taken', 'Being looked at'), ('settled', 'Settled'), ('declined', 'Not taken up')], default='new', editable=False, max_length=8, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='reported')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('answer', models.TextField(blank=True, editable=False, max_length=1000, verbose_name='answer')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='change_reports', to='agreements.agreement', verbose_name='agreement')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_reports_decided', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('pathway', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='change_reports', to='agreements.pathway', verbose_name='pathway')),
                ('taken_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change_reports_taken', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
            ],
            options={
                'verbose_name': 'report of a reader',
                'verbose_name_plural': 'reports of readers',
                'ordering': ['created_at', 'id'],
                'permissions': [('settle_changereport', 'Can settle what readers report')],
                'indexes': [models.Index(fields=['state', 'created_at'], name='change_report_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['new', 'taken', 'settled', 'declined'])), name='change_report_state_known'), models.CheckConstraint(condition=models.Q(('agreement__isnull', False), ('pathway__isnull', False), _connector='OR'), name='change_report_is_about_something', violation_error_message='Say what it is about.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'new'), ('taken_by__isnull', True)), models.Q(models.Q(('state', 'new'), _negated=True), ('taken_by__isnull', False)), _connector='OR'), name='change_report_taken_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['settled', 'declined']), models.Q(('answer', ''), _negated=True)), models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state__in', ['new', 'taken'])), _connector='OR'), name='change_report_decision_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(auto_now_add=True, verbose_name='followed since')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='agreements.agreement', verbose_name='agreement')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='members.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'followed agreement',
                'verbose_name_plural': 'followed agreements',
                'ordering': ['-since', '-id'],
                'constraints': [models.UniqueConstraint(fields=('member', 'agreement'), name='follow_an_agreement_once', violation_error_message='You follow this agreement already.')],
            },
        ),
        given(GROUPS),
    ]
