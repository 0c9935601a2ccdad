"""The staff groups, each with the least that its work needs."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

LOOK = {"view"}
KEEP = {"view", "add", "change"}
EVERY = {"view", "add", "change", "delete"}

AGREEMENTS = ["body", "scheme", "grade", "agreement", "party", "statuschange", "document"]
ASKED = ["cpdrequirement", "pathway"]
RULES = [
    "version",
    "creditcategory",
    "countingwindow",
    "windowtarget",
    "windowshare",
    "pathwayversion",
    "condition",
]
NEWS = [
    "article",
    "attachment",
    "category",
    "event",
    "newsletter",
    "page",
    "picture",
    "story",
    "tag",
]
STANDINGS = ["cpdstanding", "pathwaystanding"]
PEOPLE = [
    "user",
    "member",
    "application",
    "officer",
    "term",
    "suspension",
    "qualification",
    "move",
    "period",
    "declaration",
    "record",
    "adjustment",
    "evidencefile",
    "fileview",
    *STANDINGS,
]
KEPT_OF_MEMBERS = ["member", "officer", "term", "suspension", "adjustment"]


def may(app: str, models: list[str], actions: set[str]) -> set[tuple[str, str]]:
    return {(app, f"{action}_{model}") for model in models for action in actions}


# Auditors see which files there are and who opened them; only reviewers open them.
# A wrong party or document can be taken off an agreement; an agreement itself is never deleted.
# A draft of rules is thrown away with its rows; what is published is closed to everybody.
# Whoever works on a term or a title has to find its grade and body.
# An officer of a society sees the applications of that society alone (ApplicationAdmin).
GROUPS = {
    "editor": may("news", NEWS, EVERY) | may("agreements", [*AGREEMENTS, *ASKED, *RULES], LOOK),
    "agreements officer": may("agreements", [*AGREEMENTS, *ASKED], KEEP)
    | may("agreements", ["party", "document"], {"delete"})
    | may("agreements", RULES, EVERY)
    | may("members", ["impactpreview"], {"view", "add"})
    | may("news", NEWS, LOOK),
    "reviewer": may(
        "members", ["member", "qualification", "move", "record", "period", "declaration"], LOOK
    )
    | may("members", ["qualification", "period"], {"change"})
    | may("members", ["evidencefile"], {"open"})
    | may("agreements", ["grade"], LOOK),
    "membership officer": may("members", KEPT_OF_MEMBERS, KEEP)
    | may("members", ["application"], {"view", "decide"})
    | may("members", STANDINGS, LOOK)
    | may("members", ["user"], {"view", "change"})
    | may("agreements", ["grade", "body"], LOOK),
    "society officer": may("members", ["application"], {"view", "recommend"}),
    "auditor": may("members", PEOPLE, LOOK)
    | may("news", NEWS, LOOK)
    | may("agreements", [*AGREEMENTS, *ASKED, *RULES], LOOK),
}


def make_groups(apps, schema_editor):
    database = schema_editor.connection.alias
    for label in ("agreements", "news", "members"):
        # Permissions otherwise come only after the last migration. Django passes over an app
        # without a models module, and the state of a migration has none.
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, verbosity=0, using=database, apps=apps)
        config.models_module = None
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, wanted in GROUPS.items():
        found = [
            Permission.objects.using(database).get(content_type__app_label=app, codename=codename)
            for app, codename in sorted(wanted)
        ]
        group, _is_new = Group.objects.using(database).get_or_create(name=name)
        group.permissions.set(found)


def remove_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.using(schema_editor.connection.alias).filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
        ("news", "0001_initial"),
        ("agreements", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
