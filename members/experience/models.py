"""Experience: where a member has worked as an engineer, and when in responsible charge."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from members.profile.facts import Fact, FactQuerySet
from members.profile.models import Member

from .rules import Work

EARLIEST = date(1950, 1, 1)


class PeriodQuerySet(FactQuerySet):
    def of(self, member: Member):
        return self.filter(member=member)

    def counting(self):
        """Declared by the member, or checked. What was not approved never counts."""
        return self.exclude(state=Period.State.REJECTED)

    def oldest_first(self):
        return self.order_by("started_on", "id")

    def newest_first(self):
        return self.order_by("-started_on", "-id")


class Period(Fact):
    class State(models.TextChoices):
        DECLARED = "declared", _("Declared by you")
        VERIFIED = "verified", _("Checked by CSE")
        REJECTED = "rejected", _("Not approved")

    NEXT = {
        State.DECLARED: {State.VERIFIED, State.REJECTED},
        State.VERIFIED: {State.DECLARED},
        State.REJECTED: {State.DECLARED},
    }
    # What the member says, in the order of the form.
    SAID = (
        "role",
        "employer",
        "country",
        "started_on",
        "ended_on",
        "is_in_charge",
        "summary",
        "verifier_name",
        "verifier_role",
        "verifier_email",
    )

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="periods", verbose_name=_("member")
    )
    role = models.CharField(_("position"), max_length=120)
    employer = models.CharField(_("employer"), max_length=120)
    country = CountryField(_("country or region"), blank=True, blank_label=_("Not stated"))
    started_on = models.DateField(_("first day"))
    ended_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty: it goes on.")
    )
    is_in_charge = models.BooleanField(_("in responsible charge"), default=False)
    summary = models.TextField(_("the work"), max_length=500, blank=True)
    verifier_name = models.CharField(_("name of who can confirm it"), max_length=120, blank=True)
    verifier_role = models.CharField(
        _("position of who can confirm it"), max_length=120, blank=True
    )
    verifier_email = models.EmailField(_("e-mail address of who can confirm it"), blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DECLARED, editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="periods_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.TextField(_("reason"), max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        verbose_name = _("period of experience")
        verbose_name_plural = _("periods of experience")
        indexes = [
            models.Index(fields=["member", "started_on"], name="period_of_member"),
            models.Index(fields=["state", "updated_at"], name="period_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="period_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(started_on__gte=EARLIEST),
                name="period_starts_in_living_memory",
                violation_error_message=_("Write a day from 1950 on."),
            ),
            models.CheckConstraint(
                condition=~Q(role="") & ~Q(employer=""),
                name="period_is_named",
                violation_error_message=_("Write the position and the employer."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["declared", "verified", "rejected"]),
                name="period_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="declared", decided_by__isnull=True, decided_at__isnull=True)
                | ~Q(state="declared") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="period_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="period_rejection_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")),
                name="period_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return gettext("%(role)s, %(employer)s") % {"role": self.role, "employer": self.employer}

    def get_absolute_url(self):
        return reverse("members:experience:period_edit", args=[self.pk])

    @property
    def is_decided(self) -> bool:
        return self.state != self.State.DECLARED

    @property
    def is_counting(self) -> bool:
        return self.state != self.State.REJECTED

    def as_work(self) -> Work:
        return Work(self.started_on, self.ended_on, self.is_in_charge)
