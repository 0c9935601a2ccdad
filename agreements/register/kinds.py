"""What kinds of agreement there are, each in one sentence, and the three that are kept apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MUTUAL_RECOGNITION = "mutual_recognition", _("Mutual recognition")
    MEMBERSHIP = "membership", _("Multilateral membership")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    MEMORANDUM_OF_INTENT = "memorandum_of_intent", _("Memorandum of intent")
    COOPERATION = "cooperation_agreement", _("Cooperation agreement")
    FRAMEWORK = "framework", _("Framework agreement")
    PROTOCOL = "protocol", _("Protocol")
    DECLARATION = "declaration", _("Declaration")


class Family(models.TextChoices):
    RECOGNITION = "recognition", _("Mutual recognition")
    MULTILATERAL = "multilateral", _("Multilateral membership")
    UNDERSTANDING = "understanding", _("Memoranda and cooperation")


FAMILY_OF = dict.fromkeys(Kind, Family.UNDERSTANDING) | {
    Kind.MUTUAL_RECOGNITION: Family.RECOGNITION,
    Kind.MEMBERSHIP: Family.MULTILATERAL,
}
# The only kinds on the strength of which one person can ever register somewhere.
FOR_INDIVIDUALS = {Kind.MUTUAL_RECOGNITION, Kind.MEMBERSHIP}

EXPLAINED = {
    Kind.MUTUAL_RECOGNITION: _(
        "Two bodies accept what the other has assessed: a holder of the one title can apply for "
        "the other by a shorter way, once the rules are published."
    ),
    Kind.MEMBERSHIP: _(
        "The Society, or the body that guides it, belongs or wants to belong to an international "
        "body; what that gives depends on the step of membership."
    ),
    Kind.MEMORANDUM: _(
        "Two bodies write down what they want to do together; it binds nobody and gives an "
        "individual nothing."
    ),
    Kind.MEMORANDUM_OF_INTENT: _(
        "Bodies say that they want to work towards something; nothing is agreed in detail yet, "
        "and an individual gets nothing from it."
    ),
    Kind.COOPERATION: _(
        "Bodies agree on joint work, such as training or comparing their systems; titles are not "
        "recognised by it."
    ),
    Kind.FRAMEWORK: _(
        "Bodies agree on how later agreements will be made; only those can open something to an "
        "individual."
    ),
    Kind.PROTOCOL: _(
        "Bodies fix the steps of one piece of work; it concerns them alone, and gives an "
        "individual nothing."
    ),
    Kind.DECLARATION: _(
        "Many bodies state a shared aim in public; nobody can register anywhere on the strength "
        "of it."
    ),
}
FAMILIES_EXPLAINED = {
    Family.RECOGNITION: _(
        "Two bodies accept each other’s titles. These are the agreements that can open a route to "
        "one engineer, once their rules are published."
    ),
    Family.MULTILATERAL: _(
        "Bodies of many countries and regions, which are joined step by step. Before full "
        "membership nobody gains a right; provisional membership gives none either."
    ),
    Family.UNDERSTANDING: _(
        "Promises between organisations: memoranda, cooperation, protocols, declarations. They "
        "give an individual nothing."
    ),
}


def kinds_of(family: str) -> list[Kind]:
    return [kind for kind in Kind if FAMILY_OF[kind] == family]
