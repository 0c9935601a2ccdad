"""What migrations give to the staff groups, each group the least that its work needs.

A migration names in `GROUPS` what it adds, and has `given(GROUPS)` among its operations.
"""

from functools import partial

from django.contrib.auth.management import create_permissions
from django.db.migrations import RunPython

LOOK = {"view"}
KEEP = {"view", "add", "change"}
EVERY = {"view", "add", "change", "delete"}
Rights = set[tuple[str, str]]  # label of the app, name of the permission


def may(app: str, models: list[str], actions: set[str]) -> Rights:
    return {(app, f"{action}_{model}") for model in models for action in actions}


def given(groups: dict[str, Rights]) -> RunPython:
    return RunPython(partial(give, groups), partial(take, groups))


def give(groups: dict[str, Rights], apps, schema_editor) -> None:
    database = schema_editor.connection.alias
    for label in {app for rights in groups.values() for app, _codename in rights}:
        # Permissions otherwise come only after the last migration. Django passes over an app
        # without a models module, and the state of a migration has none.
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, using=database, apps=apps)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    for name, rights in groups.items():
        group, _is_new = Group.objects.using(database).get_or_create(name=name)
        group.permissions.add(*found(rights, apps, database))


def take(groups: dict[str, Rights], apps, schema_editor) -> None:
    """A group that is left with nothing goes."""
    database = schema_editor.connection.alias
    Group = apps.get_model("auth", "Group")
    for name, rights in groups.items():
        group = Group.objects.using(database).get(name=name)
        group.permissions.remove(*found(rights, apps, database))
        if not group.permissions.exists():
            group.delete()


def found(rights: Rights, apps, database: str) -> list:
    Permission = apps.get_model("auth", "Permission")
    return [
        Permission.objects.using(database).get(content_type__app_label=app, codename=codename)
        for app, codename in sorted(rights)
    ]
