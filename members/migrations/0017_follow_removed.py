from django.db import migrations, models
from django.db.models import F


def number_them(apps, schema_editor):
    apps.get_model("members", "Follow").objects.update(entry=F("agreement_id"))


def drop_those_without_entry(apps, schema_editor):
    apps.get_model("members", "Follow").objects.filter(agreement=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_initial"),
        ("members", "0016_last_language"),
    ]
    operations = [
        migrations.AlterField(
            model_name="follow",
            name="agreement",
            field=models.ForeignKey(
                null=True,
                on_delete=models.deletion.SET_NULL,
                related_name="follows",
                to="agreements.agreement",
                verbose_name="agreement",
            ),
        ),
        migrations.AddField(
            model_name="follow",
            name="entry",
            field=models.PositiveBigIntegerField(
                default=0, editable=False, verbose_name="number of the entry"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(number_them, drop_those_without_entry),
    ]
