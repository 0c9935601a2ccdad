"""The codes that stand in the data, with their words in both languages."""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from agreements.register.dates import Precision
from agreements.register.models import Agreement, Document, Party
from agreements.sources import Confidence

from .addresses import LANGUAGES

# Name of the list: its codes, and what it says.
CODES: dict[str, tuple[type[TextChoices], Promise]] = {
    "kind": (Agreement.Kind, _("what was signed")),
    "status": (Agreement.Status, _("whether it applies")),
    "membership": (Agreement.Membership, _("the step of a multilateral membership")),
    "opens": (Agreement.Opens, _("what it opens to an individual")),
    "side": (Party.Side, _("on which side a body stands")),
    "role": (Party.Role, _("in what role a body takes part")),
    "precision": (Precision, _("how much of a date is known")),
    "document_language": (Document.Language, _("in what language a document is written")),
    "confidence": (Confidence, _("how sure the entry is")),
}


def labels(choices: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Of each code the word in every language."""
    found: dict[str, dict[str, str]] = {}
    for tag, language in LANGUAGES.items():
        with translation.override(language):
            for code, word in choices:
                found.setdefault(code, {})[tag] = str(word)
    return found


def all_codes() -> dict[str, dict[str, dict[str, str]]]:
    """Countries and regions in the wording of the settings, though no entry may name them yet."""
    lists = {name: labels(choices.choices) for name, (choices, _meaning) in CODES.items()}
    return lists | {"country": labels(countries)}
