"""The staff groups, each with the least that its work needs."""

from django.db import migrations

from ._groups import EVERY, KEEP, LOOK, given, may

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


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0001_initial"),
        ("news", "0001_initial"),
        ("agreements", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [given(GROUPS)]
