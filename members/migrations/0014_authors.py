"""Authors write and ask; editors publish."""

from django.db import migrations

from ._groups import EVERY, KEEP, LOOK, given, may

TEXTS = ["article", "event", "newsletter", "page"]
PARTS = ["attachment", "picture", "story"]

GROUPS = {
    "editor": may("news", TEXTS, {"publish"}),
    "author": may("news", TEXTS, KEEP)
    | may("news", PARTS, EVERY)
    | may("news", ["category", "tag"], LOOK)
    | may("agreements", ["agreement"], LOOK),
}


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0013_addresses"),
        ("news", "0004_approval"),
    ]
    operations = [given(GROUPS)]
