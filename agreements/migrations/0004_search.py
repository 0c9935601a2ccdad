"""What the search finds: a table, and over it an index of the kind that the database has."""

from django.db import migrations, models

from agreements.search.engines import SET_UP, WORDS, TokensField


def set_up(apps, schema_editor):
    for statement in SET_UP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def take_down(apps, schema_editor):
    """On PostgreSQL all goes with the table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TABLE {WORDS}")


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0003_change_of_moment'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('agreement', 'Agreements'), ('article', 'News'), ('newsletter', 'Newsletters'), ('event', 'Events'), ('page', 'Pages')], max_length=10)),
                ('row', models.BigIntegerField()),
                ('suffix', models.CharField(max_length=2)),
                ('path', models.CharField(max_length=300)),
                ('title', models.TextField()),
                ('text', models.TextField()),
                ('names', models.TextField()),
                ('folded', models.TextField()),
                ('tokens', TokensField()),
                ('shown_on', models.DateField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('members_only', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'row'], name='search_entry_by_row')],
            },
        ),
        migrations.RunPython(set_up, take_down),
    ]
