"""Who may look at CPD requirements and pathways, and who writes them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

LOOK = {"view"}
KEEP = {"view", "add", "change"}
EVERY = {"view", "add", "change", "delete"}

REQUIREMENT = ["cpdrequirement", "pathway"]
RULES = [
    "version",
    "creditcategory",
    "countingwindow",
    "windowtarget",
    "windowshare",
    "pathwayversion",
    "condition",
]


def may(models: list[str], actions: set[str]) -> set[str]:
    return {f"{action}_{model}" for model in models for action in actions}


# A draft is thrown away with its rules; what is published is closed to everybody.
GROUPS = {
    "editor": may([*REQUIREMENT, *RULES], LOOK),
    "agreements officer": may(REQUIREMENT, KEEP) | may(RULES, EVERY),
    "auditor": may([*REQUIREMENT, *RULES], LOOK),
}


def give_rights(apps, schema_editor):
    database = schema_editor.connection.alias
    # As in 0002: permissions otherwise come only after the last migration.
    config = apps.get_app_config("agreements")
    config.models_module = True
    create_permissions(config, verbosity=0, using=database, apps=apps)
    config.models_module = None
    for name, wanted in GROUPS.items():
        group, rights = group_and_rights(apps, database, name, wanted)
        group.permissions.add(*rights)


def take_rights(apps, schema_editor):
    for name, wanted in GROUPS.items():
        group, rights = group_and_rights(apps, schema_editor.connection.alias, name, wanted)
        group.permissions.remove(*rights)


def group_and_rights(apps, database, name, wanted):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    of_agreements = Permission.objects.using(database).filter(content_type__app_label="agreements")
    rights = [of_agreements.get(codename=codename) for codename in sorted(wanted)]
    return Group.objects.using(database).get(name=name), rights


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0002_groups"),
        ("agreements", "0004_pathways"),
    ]
    operations = [migrations.RunPython(give_rights, take_rights)]
