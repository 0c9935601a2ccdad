"""Ready reasons for a decision, in both languages, and the field of the claim that each names."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import Qualification

State = Qualification.State


class Reason(models.TextChoices):
    PAGE_MISSING = "page_missing", _("A page of the certificate is missing.")
    UNREADABLE = "unreadable", _("A page cannot be read.")
    TRANSLATION = "translation", _("A translation into Chinese or English is missing.")
    HOLDER_DIFFERS = "holder_differs", _("The certificate names another person than your record.")
    KIND_DIFFERS = "kind_differs", _("It is a qualification of another kind.")
    TITLE_DIFFERS = "title_differs", _("The title is not the one on the certificate.")
    ISSUER_DIFFERS = "issuer_differs", _("The certificate names another issuer.")
    FIELD_DIFFERS = "field_differs", _("The discipline is not the one on the certificate.")
    NUMBER_DIFFERS = "number_differs", _("The number is not the one on the certificate.")
    AWARD_DIFFERS = "award_differs", _("The day of the award is not the one on the certificate.")
    END_DIFFERS = "end_differs", _("The end of validity is not the one on the certificate.")
    NOT_CONFIRMED = "not_confirmed", _("The issuer does not confirm it.")
    NOT_ACCEPTED = "not_accepted", _("The Society does not check qualifications of this kind.")
    HELD_ALREADY = "held_already", _("The same qualification stands in your record already.")
    UNDER_INQUIRY = "under_inquiry", _("An inquiry into it is open.")
    ISSUER_SUSPENDED = "issuer_suspended", _("The issuer has suspended it.")
    ISSUER_WITHDREW = "issuer_withdrew", _("The issuer has withdrawn it.")
    CHECKED_IN_ERROR = "checked_in_error", _("It was recorded as checked in error.")
    FALSE_STATEMENT = "false_statement", _("What was stated about it was not true.")
    OTHER = "other", _("Another reason, written to the member")


FIELD_AT_FAULT = {
    Reason.PAGE_MISSING: "new_files",
    Reason.UNREADABLE: "new_files",
    Reason.TRANSLATION: "new_files",
    Reason.KIND_DIFFERS: "kind",
    Reason.TITLE_DIFFERS: "name",
    Reason.ISSUER_DIFFERS: "issuer",
    Reason.FIELD_DIFFERS: "discipline",
    Reason.NUMBER_DIFFERS: "number",
    Reason.AWARD_DIFFERS: "awarded_on",
    Reason.END_DIFFERS: "valid_until",
}
FOR = {
    State.RETURNED: [
        Reason.PAGE_MISSING,
        Reason.UNREADABLE,
        Reason.TRANSLATION,
        Reason.HOLDER_DIFFERS,
        Reason.KIND_DIFFERS,
        Reason.TITLE_DIFFERS,
        Reason.ISSUER_DIFFERS,
        Reason.FIELD_DIFFERS,
        Reason.NUMBER_DIFFERS,
        Reason.AWARD_DIFFERS,
        Reason.END_DIFFERS,
        Reason.OTHER,
    ],
    State.REJECTED: [
        Reason.HOLDER_DIFFERS,
        Reason.NOT_CONFIRMED,
        Reason.NOT_ACCEPTED,
        Reason.HELD_ALREADY,
        Reason.FALSE_STATEMENT,
        Reason.OTHER,
    ],
    State.SUSPENDED: [Reason.UNDER_INQUIRY, Reason.ISSUER_SUSPENDED, Reason.OTHER],
    State.REVOKED: [
        Reason.ISSUER_WITHDREW,
        Reason.CHECKED_IN_ERROR,
        Reason.FALSE_STATEMENT,
        Reason.OTHER,
    ],
}
