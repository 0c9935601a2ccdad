"""What members declare of a period, word for word. A statement that somebody may have agreed to
never changes: a new wording is added below it, under an edition of its own, and applies from then.
"""

from django.utils.translation import gettext_lazy as _

STATEMENTS = {
    "2026-1": _(
        "The entries of this period are true and complete: each activity took place as it is "
        "written, and I can show it. In my engineering work in this period I kept to the code of "
        "conduct of the %(body)s: I put the safety of the public first, worked within my "
        "competence, and was honest about what I did and know."
    ),
}


def current_edition() -> str:
    return list(STATEMENTS)[-1]


def statement(edition: str, body: str) -> str:
    """In the language of the page. Raises KeyError for an edition that there never was."""
    return STATEMENTS[edition] % {"body": body}
