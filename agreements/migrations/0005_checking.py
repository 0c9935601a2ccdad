"""Checks of an entry against its source; the titles it concerns; the size of its documents."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def add_titles_of_pathways(apps, schema_editor):
    """What the verb does from now on when a pathway's rules are published."""
    Pathway = apps.get_model("agreements", "Pathway")
    known = Pathway.objects.using(schema_editor.connection.alias).filter(
        agreement__isnull=False, versions__published_at__isnull=False
    )
    for pathway in known.select_related("agreement").distinct():
        titles = [pathway.from_grade_id, pathway.to_grade_id]
        pathway.agreement.grades.add(*filter(None, titles))


def measure_documents(apps, schema_editor):
    """A file that is not there keeps no size, and is told as before."""
    Document = apps.get_model("agreements", "Document")
    for document in Document.objects.using(schema_editor.connection.alias).exclude(file=""):
        try:
            document.size = document.file.size
        except OSError:
            continue
        document.save(update_fields=["size"])


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0004_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('checked_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='checked on')),
                ('changes_en', models.CharField(blank=True, help_text='Empty: nothing had changed.', max_length=300, verbose_name='what had changed, English')),
                ('changes_zh', models.CharField(blank=True, max_length=300, verbose_name='what had changed, Chinese')),
            ],
            options={
                'verbose_name': 'check',
                'verbose_name_plural': 'checks against the source',
                'ordering': ['-checked_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='agreement',
            name='grades',
            field=models.ManyToManyField(blank=True, help_text='The titles of its published pathways are added by themselves.', related_name='agreements', to='agreements.grade', verbose_name='titles it concerns'),
        ),
        migrations.AddField(
            model_name='document',
            name='size',
            field=models.PositiveBigIntegerField(blank=True, editable=False, null=True, verbose_name='bytes'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['next_check_on'], name='agreement_by_next_check'),
        ),
        migrations.AddField(
            model_name='check',
            name='agreement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='agreements.agreement', verbose_name='agreement'),
        ),
        migrations.AddField(
            model_name='check',
            name='checked_by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='agreements_checked', to=settings.AUTH_USER_MODEL, verbose_name='checked by'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('changes_en', ''), ('changes_zh', '')), models.Q(models.Q(('changes_en', ''), _negated=True), models.Q(('changes_zh', ''), _negated=True)), _connector='OR'), name='check_says_it_in_both_languages', violation_error_message='Say what had changed in both languages, or in none.'),
        ),
        # After all that changes a table: PostgreSQL takes both in one transaction only so.
        migrations.RunPython(add_titles_of_pathways, migrations.RunPython.noop),
        migrations.RunPython(measure_documents, migrations.RunPython.noop),
    ]
