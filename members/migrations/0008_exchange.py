"""A file of CPD entries on its way in."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('members', '0007_closing'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('table', models.TextField(verbose_name='table')),
                ('columns', models.JSONField(default=dict, verbose_name='columns')),
                ('kind', models.CharField(choices=[('training', 'Training or examination'), ('seminar', 'Seminar'), ('standards', 'Standards or research'), ('article', 'Article or book'), ('lecture', 'Lecture given'), ('consulting', 'Technical consulting'), ('other', 'Other professional activity')], max_length=12, verbose_name='kind')),
                ('aspect', models.CharField(choices=[('knowledge', 'Engineering knowledge and professional competency'), ('ethics', 'Engineering and professional ethics'), ('teamwork', 'Teamwork and communication'), ('learning', 'Continuous development and lifelong learning'), ('leadership', 'Leadership and project management')], max_length=12, verbose_name='aspect')),
                ('sent_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='sent')),
                ('saved_at', models.DateTimeField(null=True, verbose_name='saved')),
                ('saved', models.PositiveIntegerField(null=True, verbose_name='saved rows')),
                ('there', models.PositiveIntegerField(null=True, verbose_name='rows that were there')),
                ('wrong', models.PositiveIntegerField(null=True, verbose_name='rows that were wrong')),
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.member', verbose_name='member')),
            ],
            options={
                'verbose_name': 'table of entries',
                'verbose_name_plural': 'tables of entries',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('saved__isnull', True), ('saved_at__isnull', True), ('there__isnull', True), ('wrong__isnull', True)), models.Q(('saved__isnull', False), ('saved_at__isnull', False), ('there__isnull', False), ('wrong__isnull', False)), _connector='OR'), name='sheet_saved_with_its_numbers', violation_error_message='What was saved is told with its numbers.')],
            },
        ),
    ]
