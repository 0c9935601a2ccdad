"""What a reviewer looks at, by the kind of qualification; and the reason that a "no" suggests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from members.qualifications.claim import Claim
from members.qualifications.reasons import Reason

Kind = Claim.Kind


class Check(models.TextChoices):
    NAME = "name", _("Is the name the member’s, now or before?")
    COMPLETE = "complete", _("Are all pages there and readable?")
    GENUINE = "genuine", _("Can the number be found at the issuer?")
    TITLE = "title", _("Is the title the one on the document?")
    IN_FORCE = "in_force", _("Does the register of the issuer show it as in force?")
    DISCIPLINE = "discipline", _("Does the field fit the qualification?")
    DEGREE = "degree", _("Is it the degree that is claimed, of that school and length?")
    ACCREDITED = "accredited", _("Was the programme accredited in the year of the award?")
    DAYS = "days", _("Are the days those on the document?")
    SIGNED = "signed", _("Is it signed or sealed, and by whom it has to be?")


OF_KIND = {
    Kind.TITLE: [Check.NAME, Check.TITLE, Check.GENUINE, Check.DISCIPLINE, Check.COMPLETE],
    Kind.DEGREE: [Check.NAME, Check.DEGREE, Check.GENUINE, Check.ACCREDITED, Check.COMPLETE],
    Kind.LICENCE: [Check.NAME, Check.GENUINE, Check.IN_FORCE, Check.DAYS, Check.COMPLETE],
    Kind.CERTIFICATE: [Check.NAME, Check.TITLE, Check.DAYS, Check.SIGNED, Check.COMPLETE],
    Kind.LETTER: [Check.NAME, Check.IN_FORCE, Check.DAYS, Check.SIGNED, Check.COMPLETE],
}
SUGGESTS = {
    Check.NAME: Reason.HOLDER_DIFFERS,
    Check.COMPLETE: Reason.PAGE_MISSING,
    Check.GENUINE: Reason.NOT_CONFIRMED,
    Check.TITLE: Reason.TITLE_DIFFERS,
    Check.IN_FORCE: Reason.NOT_CONFIRMED,
    Check.DISCIPLINE: Reason.FIELD_DIFFERS,
    Check.DEGREE: Reason.TITLE_DIFFERS,
    Check.ACCREDITED: Reason.OTHER,
    Check.DAYS: Reason.AWARD_DIFFERS,
    Check.SIGNED: Reason.OTHER,
}
