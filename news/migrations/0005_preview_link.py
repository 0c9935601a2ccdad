"""The link by which a colleague without an account sees an item before it is public."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('news', '0004_approval'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_id', models.PositiveBigIntegerField(verbose_name='number of the item')),
                ('key', models.CharField(max_length=30, unique=True, verbose_name='key')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype', verbose_name='kind of item')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
                'constraints': [models.UniqueConstraint(fields=('content_type', 'item_id'), name='one_preview_link_an_item', violation_error_message='There is a link to this item already.')],
            },
        ),
    ]
