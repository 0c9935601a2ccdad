"""Audits of CPD: draws, what members answer, what is found, and what follows from failures."""

import datetime
import django.core.validators
import django.db.models.deletion
import members.audits.draws
from django.conf import settings
from django.db import migrations, models

from ._groups import EVERY, LOOK, given, may

AUDITS = ["draw", "audit", "auditentry", "auditmove", "consequence"]

# A draft of a draw is thrown away; what is drawn stays. The evidence of an audit is open to whoever
# decides about audits, and no other.
GROUPS = {
    "membership officer": may("members", ["draw", "consequence"], EVERY)
    | may("members", ["draw"], {"carry_out"})
    | may("members", ["audit"], {"view", "decide"}),
    "auditor": may("members", AUDITS, LOOK),
}


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0001_initial'),
        ('members', '0009_everyday'),
    ]

    operations = [
        migrations.AddField(
            model_name='record',
            name='reason',
            field=models.TextField(blank=True, editable=False, max_length=1000, verbose_name='why it was not approved'),
        ),
        migrations.CreateModel(
            name='Consequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('failures', models.PositiveSmallIntegerField(help_text='It holds until a row with a higher number does.', verbose_name='from … failed audits in a row')),
                ('text_en', models.TextField(max_length=500, verbose_name='what follows, in English')),
                ('text_zh', models.TextField(max_length=500, verbose_name='what follows, in Chinese')),
                ('is_drawn_again', models.BooleanField(default=False, help_text='The next draw includes the member without drawing.', verbose_name='audited again')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audit_consequences', to='agreements.cpdrequirement', verbose_name='CPD requirement')),
            ],
            options={
                'verbose_name': 'consequence of failed audits',
                'verbose_name_plural': 'consequences of failed audits',
                'ordering': ['requirement', 'failures'],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(verbose_name='period from')),
                ('last_on', models.DateField(help_text='The last day.', verbose_name='period to')),
                ('percentage', models.DecimalField(blank=True, decimal_places=2, help_text='Of those who can be drawn, rounded up to a whole person.', max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='percentage')),
                ('number', models.PositiveIntegerField(blank=True, help_text='In place of a percentage.', null=True, verbose_name='number')),
                ('leaves_out_new', models.BooleanField(default=True, help_text='Whoever was registered after the first day of the period.', verbose_name='leave out new members')),
                ('leaves_out_exempt', models.BooleanField(default=True, help_text='Whoever was granted an exemption on days of the period.', verbose_name='leave out those exempt')),
                ('leaves_out_years', models.PositiveSmallIntegerField(default=0, help_text='Before the last day of the period; 0 leaves out nobody.', validators=[django.core.validators.MaxValueValidator(20)], verbose_name='leave out those audited in the last … years')),
                ('adds_failed', models.BooleanField(default=True, help_text='Beside the sample, where the consequences say that they are audited again.', verbose_name='add those who failed the last time')),
                ('due_on', models.DateField(default=members.audits.draws.first_due_day, help_text='The last day to answer.', verbose_name='answer by')),
                ('extension_days', models.PositiveSmallIntegerField(default=14, help_text='Given once to whoever asks by that day; 0 gives none.', validators=[django.core.validators.MaxValueValidator(90)], verbose_name='days of an extension')),
                ('seed', models.CharField(default=members.audits.draws.new_seed, editable=False, max_length=64, verbose_name='seed')),
                ('drawn_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='drawn')),
                ('population', models.TextField(blank=True, editable=False, verbose_name='numbers of the population')),
                ('population_size', models.PositiveIntegerField(default=0, editable=False, verbose_name='population')),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=64, verbose_name='fingerprint of the population (SHA-256)')),
                ('sample_size', models.PositiveIntegerField(default=0, editable=False, verbose_name='drawn from it')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('drawn_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws_made', to=settings.AUTH_USER_MODEL, verbose_name='drawn by')),
                ('grades', models.ManyToManyField(blank=True, help_text='Empty: every grade that the requirement binds.', related_name='+', to='agreements.grade', verbose_name='of these grades')),
                ('left_out', models.ManyToManyField(blank=True, related_name='+', to='members.member', verbose_name='leave out these members')),
                ('requirement', models.ForeignKey(limit_choices_to={'scheme__isnull': False}, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='agreements.cpdrequirement', verbose_name='CPD requirement')),
                ('societies', models.ManyToManyField(blank=True, help_text='Empty: whatever the society.', related_name='+', to='agreements.body', verbose_name='of these societies')),
            ],
            options={
                'verbose_name': 'draw for CPD audits',
                'verbose_name_plural': 'draws for CPD audits',
                'ordering': ['-last_on', '-id'],
                'permissions': [('carry_out_draw', 'Can draw members for CPD audits')],
            },
        ),
        migrations.CreateModel(
            name='Audit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_added', models.BooleanField(default=False, editable=False, verbose_name='added after a failed audit')),
                ('state', models.CharField(choices=[('open', 'To be answered'), ('submitted', 'With reviewer'), ('returned', 'Returned to you'), ('passed', 'Passed'), ('remarks', 'Passed with remarks'), ('failed', 'Not passed'), ('excused', 'Excused')], default='open', editable=False, max_length=9, verbose_name='state')),
                ('due_on', models.DateField(editable=False, verbose_name='answer by')),
                ('notified_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='notice sent')),
                ('extended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='extended')),
                ('extension_reason', models.TextField(blank=True, editable=False, max_length=500, verbose_name='reason for the extension')),
                ('statement', models.CharField(blank=True, choices=[('ready', 'My entries and their evidence are ready to be checked'), ('elsewhere', 'My records are with my employer or with another body'), ('not_practising', 'I did not practise in this period'), ('cannot', 'I cannot show what is asked')], max_length=14, verbose_name='statement')),
                ('explanation', models.TextField(blank=True, max_length=2000, verbose_name='explanation')),
                ('submitted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent')),
                ('rounds', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='times sent')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='decided')),
                ('feedback', models.TextField(blank=True, editable=False, max_length=2000, verbose_name='feedback')),
                ('failures', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failed in a row')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='drawn')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last changed')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audits_decided', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='audits', to='members.member', verbose_name='member')),
                ('consequence', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audits', to='members.consequence', verbose_name='consequence')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audits', to='members.draw', verbose_name='draw')),
            ],
            options={
                'verbose_name': 'CPD audit',
                'verbose_name_plural': 'CPD audits',
                'ordering': ['-draw__last_on', '-id'],
                'permissions': [('decide_audit', 'Can decide about CPD audits')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.PositiveSmallIntegerField(verbose_name='sent for the … time')),
                ('title', models.CharField(max_length=200, verbose_name='what was done')),
                ('done_on', models.DateField(verbose_name='date')),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='hours')),
                ('kind', models.CharField(choices=[('training', 'Training or examination'), ('seminar', 'Seminar'), ('standards', 'Standards or research'), ('article', 'Article or book'), ('lecture', 'Lecture given'), ('consulting', 'Technical consulting'), ('other', 'Other professional activity')], max_length=12, verbose_name='kind')),
                ('aspect', models.CharField(choices=[('knowledge', 'Engineering knowledge and professional competency'), ('ethics', 'Engineering and professional ethics'), ('teamwork', 'Teamwork and communication'), ('learning', 'Continuous development and lifelong learning'), ('leadership', 'Leadership and project management')], max_length=12, verbose_name='aspect')),
                ('provider', models.CharField(blank=True, max_length=200, verbose_name='provider')),
                ('link', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('reflection', models.TextField(blank=True, max_length=500, verbose_name='what you learned')),
                ('record_state', models.CharField(choices=[('to_finish', 'To finish'), ('to_confirm', 'To confirm'), ('declared', 'Declared by you'), ('verified', 'Checked by CSE'), ('rejected', 'Not approved')], max_length=10, verbose_name='state')),
                ('record_changed_at', models.DateTimeField(verbose_name='last changed')),
                ('credit', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='counted')),
                ('why', models.CharField(blank=True, max_length=20, verbose_name='why')),
                ('is_left_out', models.BooleanField(default=False, verbose_name='left out')),
                ('files', models.JSONField(default=list, verbose_name='files')),
                ('mark', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('not_accepted', 'Not accepted')], max_length=12, verbose_name='finding')),
                ('reason', models.CharField(blank=True, choices=[('no_evidence', 'There is no evidence of it.'), ('unreadable', 'The evidence cannot be read.'), ('differs', 'The evidence is of another activity or another person.'), ('hours', 'The evidence shows fewer hours.'), ('not_cpd', 'It is ordinary work, and no development.'), ('twice', 'The same activity is entered twice.'), ('other', 'Another reason, written to the member')], max_length=12, verbose_name='reason')),
                ('comment', models.TextField(blank=True, max_length=500, verbose_name='to the member')),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='members.audit', verbose_name='audit')),
                ('evidence', models.ManyToManyField(blank=True, related_name='audit_entries', to='members.evidencefile', verbose_name='evidence')),
                ('marked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_entries_marked', to=settings.AUTH_USER_MODEL, verbose_name='found by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member', verbose_name='member')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='audit_entries', to='members.record', verbose_name='CPD entry')),
            ],
            options={
                'verbose_name': 'entry of an audit',
                'verbose_name_plural': 'entries of audits',
                'ordering': ['audit', 'round', 'is_left_out', 'done_on', 'id'],
                'constraints': [models.UniqueConstraint(fields=('audit', 'round', 'record'), name='audit_entry_once'), models.CheckConstraint(condition=models.Q(('round__gte', 1)), name='audit_entry_was_sent'), models.CheckConstraint(condition=models.Q(('mark__in', ['', 'accepted', 'not_accepted'])), name='audit_entry_mark_known'), models.CheckConstraint(condition=models.Q(models.Q(('mark', 'not_accepted'), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('mark', 'not_accepted'), _negated=True), ('reason', '')), _connector='OR'), name='audit_entry_refusal_has_reason', violation_error_message='An entry that is not accepted needs a reason, and no other has one.'), models.CheckConstraint(condition=models.Q(models.Q(('reason', 'other'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='audit_entry_says_what_else', violation_error_message='Write the reason to the member.'), models.CheckConstraint(condition=models.Q(models.Q(('mark', ''), ('marked_by__isnull', True)), models.Q(models.Q(('mark', ''), _negated=True), ('marked_by__isnull', False)), _connector='OR'), name='audit_entry_mark_is_signed'), models.CheckConstraint(condition=models.Q(('marked_by', models.F('member')), _negated=True), name='audit_entry_marked_by_another', violation_error_message='Nobody decides their own case.'), models.CheckConstraint(condition=models.Q(('is_left_out', False), ('mark', ''), _connector='OR'), name='audit_entry_left_out_is_not_marked')],
            },
        ),
        migrations.CreateModel(
            name='AuditMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_state', models.CharField(choices=[('open', 'To be answered'), ('submitted', 'With reviewer'), ('returned', 'Returned to you'), ('passed', 'Passed'), ('remarks', 'Passed with remarks'), ('failed', 'Not passed'), ('excused', 'Excused')], max_length=9, verbose_name='before')),
                ('to_state', models.CharField(choices=[('open', 'To be answered'), ('submitted', 'With reviewer'), ('returned', 'Returned to you'), ('passed', 'Passed'), ('remarks', 'Passed with remarks'), ('failed', 'Not passed'), ('excused', 'Excused')], max_length=9, verbose_name='after')),
                ('made_at', models.DateTimeField(verbose_name='when')),
                ('statement', models.CharField(blank=True, choices=[('ready', 'My entries and their evidence are ready to be checked'), ('elsewhere', 'My records are with my employer or with another body'), ('not_practising', 'I did not practise in this period'), ('cannot', 'I cannot show what is asked')], max_length=14, verbose_name='statement')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='in words')),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='members.audit', verbose_name='audit')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='audit_moves', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'step of an audit',
                'verbose_name_plural': 'steps of audits',
                'ordering': ['made_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('from_state__in', ['open', 'returned']), ('to_state', 'submitted')), models.Q(('from_state__in', ['open', 'returned']), ('to_state__in', ['failed', 'excused'])), models.Q(('from_state', 'submitted'), ('to_state__in', ['returned', 'passed', 'remarks', 'failed', 'excused'])), _connector='OR'), name='audit_move_possible'), models.CheckConstraint(condition=models.Q(models.Q(('to_state', 'submitted'), ('made_by', models.F('member'))), models.Q(models.Q(('to_state', 'submitted'), _negated=True), models.Q(('made_by', models.F('member')), _negated=True)), _connector='OR'), name='audit_move_not_in_own_case', violation_error_message='Nobody decides their own case.')],
            },
        ),
        migrations.AddConstraint(
            model_name='consequence',
            constraint=models.UniqueConstraint(fields=('requirement', 'failures'), name='consequence_once_a_number', violation_error_message='This requirement has a consequence from there already.'),
        ),
        migrations.AddConstraint(
            model_name='consequence',
            constraint=models.CheckConstraint(condition=models.Q(('failures__gte', 1)), name='consequence_of_a_failure', violation_error_message='A consequence follows from the first failure on.'),
        ),
        migrations.AddConstraint(
            model_name='consequence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text_en', ''), _negated=True), models.Q(('text_zh', ''), _negated=True)), name='consequence_says_what_follows', violation_error_message='Write what follows in both languages.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__gte', 1), ('number__isnull', False), ('percentage__isnull', True)), models.Q(('number__isnull', True), ('percentage__gt', 0), ('percentage__isnull', False), ('percentage__lte', 100)), _connector='OR'), name='draw_has_one_size', violation_error_message='Write a percentage above 0 and up to 100, or a number from 1 on; not both.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='draw_period_in_order', violation_error_message='The last day lies before the first.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__lt', datetime.date(2200, 1, 1)), ('first_on__gte', datetime.date(1990, 1, 1))), name='draw_days_possible', violation_error_message='Write days between 1990 and 2199.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('last_on'))), name='draw_answered_after_the_period', violation_error_message='The day to answer lies after the period.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('extension_days__lte', 90), ('leaves_out_years__lte', 20)), name='draw_spans_possible', violation_error_message='An extension has at most 90 days, and at most 20 years are looked back on.'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('drawn_by__isnull', True), ('fingerprint', '')), models.Q(('drawn_at__isnull', False), ('drawn_by__isnull', False), models.Q(('fingerprint', ''), _negated=True)), _connector='OR'), name='draw_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.CheckConstraint(condition=models.Q(('seed', ''), _negated=True), name='draw_has_seed'),
        ),
        migrations.AddIndex(
            model_name='audit',
            index=models.Index(fields=['state', 'submitted_at'], name='audit_queue'),
        ),
        migrations.AddIndex(
            model_name='audit',
            index=models.Index(fields=['member', 'state'], name='audit_of_member'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.UniqueConstraint(fields=('draw', 'member'), name='audit_once_a_draw', violation_error_message='This member is drawn already.'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'submitted', 'returned', 'passed', 'remarks', 'failed', 'excused'])), name='audit_state_known'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(('statement__in', ['', 'ready', 'elsewhere', 'not_practising', 'cannot'])), name='audit_statement_known'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rounds', 0), ('statement', ''), ('submitted_at__isnull', True)), models.Q(models.Q(('statement', ''), _negated=True), ('rounds__gte', 1), ('submitted_at__isnull', False)), _connector='OR'), name='audit_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'failed', 'excused']), ('rounds__gte', 1), _connector='OR'), name='audit_answered_before_a_finding'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(('statement__in', ['', 'ready']), models.Q(('explanation', ''), _negated=True), _connector='OR'), name='audit_statement_is_explained', violation_error_message='Write a line of explanation.'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('extended_at__isnull', True), ('extension_reason', '')), models.Q(('extended_at__isnull', False), models.Q(('extension_reason', ''), _negated=True)), _connector='OR'), name='audit_extension_has_reason', violation_error_message='Write the reason.'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'passed', 'remarks', 'failed', 'excused']), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='audit_decision_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'remarks', 'failed', 'excused']), _negated=True), models.Q(('feedback', ''), _negated=True), _connector='OR'), name='audit_decision_is_explained'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('member')), _negated=True), name='audit_decided_by_another', violation_error_message='Nobody decides their own case.'),
        ),
        migrations.AddConstraint(
            model_name='audit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('failures__gte', 1), ('state', 'failed')), models.Q(models.Q(('state', 'failed'), _negated=True), ('consequence__isnull', True), ('failures', 0)), _connector='OR'), name='audit_consequence_of_failure'),
        ),
        given(GROUPS),
    ]
