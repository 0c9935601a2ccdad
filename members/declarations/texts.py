"""What members declare, word for word. A sentence that somebody may have agreed to never changes:

a new wording is added below it, under an edition of its own, and applies from then on.
"""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "code": {
        "2026-1": _(
            "I am bound by the code of conduct of the %(body)s and keep to it in all my "
            "engineering work, at home and abroad."
        ),
    },
    "no_record": {
        "2026-1": _(
            "No serious violation of a code of conduct, or of the law in my engineering work, is "
            "on record against me. I tell the Society if this changes."
        ),
    },
}


def current_edition(kind: str) -> str:
    return list(SENTENCES[kind])[-1]


def sentence(kind: str, edition: str, body: str = "") -> str:
    """In the language of the page. Raises KeyError for an edition that there never was."""
    return SENTENCES[kind][edition] % {"body": body}
