"""Adjustments of CPD are kept by membership officers, and read by auditors."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RIGHTS = {
    "membership officer": ["view_adjustment", "add_adjustment", "change_adjustment"],
    "auditor": ["view_adjustment"],
}


def give_rights(apps, schema_editor):
    database = schema_editor.connection.alias
    # Permissions otherwise come only after the last migration. Django passes over an app
    # without a models module, and the state of a migration has none.
    config = apps.get_app_config("members")
    config.models_module = True
    create_permissions(config, verbosity=0, using=database, apps=apps)
    config.models_module = None
    for group, permissions in rights(apps, database):
        group.permissions.add(*permissions)


def take_rights(apps, schema_editor):
    for group, permissions in rights(apps, schema_editor.connection.alias):
        group.permissions.remove(*permissions)


def rights(apps, database):
    """(group, its permissions) for each group that is there."""
    groups = apps.get_model("auth", "Group").objects.using(database)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    for name, codenames in RIGHTS.items():
        for group in groups.filter(name=name):
            yield group, permissions.filter(
                content_type__app_label="members", codename__in=codenames
            )


class Migration(migrations.Migration):
    dependencies = [("members", "0004_cpd_adjustments")]
    operations = [migrations.RunPython(give_rights, take_rights)]
