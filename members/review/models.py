"""Qualifications as reviewers see them, and what the Society means to keep to."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.qualifications.claim import Claim
from members.qualifications.models import Qualification

MOST_WORKING_DAYS = 250  # a year


class Review(Qualification):
    """The same row, with rights of its own: who may open the desk."""

    class Meta:
        proxy = True
        default_permissions = ("view", "change")
        verbose_name = _("review")
        verbose_name_plural = _("qualifications to review")


class ServiceTarget(models.Model):
    """For one kind of qualification. A kind without a row has no target and no limit."""

    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=Claim.Kind.choices,
        unique=True,
        error_messages={"unique": _("This kind has a target already.")},
    )
    working_days = models.PositiveSmallIntegerField(
        _("answered within"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_WORKING_DAYS)],
        help_text=_("Working days from the day it was sent: Monday to Friday, holidays included."),
    )
    oldest_days = models.PositiveIntegerField(
        _("not older than"),
        null=True,
        blank=True,
        help_text=_(
            "Days from its date to the day it was sent, such as 90 for a letter of good standing. "
            "Empty: it may be of any age."
        ),
    )

    class Meta:
        ordering = ["kind"]
        verbose_name = _("service target")
        verbose_name_plural = _("service targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=MOST_WORKING_DAYS),
                name="service_target_possible",
                violation_error_message=_("Write between 1 and 250 working days."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Claim.Kind.values), name="service_target_kind_known"
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
