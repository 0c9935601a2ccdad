"""Applications to become an engineering member, and who speaks for an authorised society."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Body, Grade, Scheme
from members.profile.models import LANGUAGES, Member, User

from .models import DAYS_POSSIBLE, ENDS_AFTER_START, SpanQuerySet


class OfficerQuerySet(SpanQuerySet):
    def of(self, user: User):
        return self.filter(user=user)


class Officer(models.Model):
    """A person whom an authorised society has named to see and recommend its applications."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="officers", verbose_name=_("society")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="offices",
        verbose_name=_("account"),
        help_text=_("An administrator gives it the group “society officer”."),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day. Empty: no end is set.")
    )
    language = models.CharField(
        _("language of mails"), max_length=7, choices=LANGUAGES, default="zh-hans"
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        ordering = ["body", "-starts_on", "-id"]
        verbose_name = _("officer of a society")
        verbose_name_plural = _("officers of societies")
        constraints = [
            models.CheckConstraint(
                condition=ENDS_AFTER_START,
                name="officer_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=DAYS_POSSIBLE,
                name="officer_days_possible",
                violation_error_message=_("Write days between 1950 and 2199."),
            ),
            models.UniqueConstraint(
                fields=["body", "user", "starts_on"],
                name="officer_named_once",
                violation_error_message=_("This person is named from this day already."),
            ),
        ]

    def __str__(self):
        return f"{self.user} ({self.body})"

    def clean(self):
        if self.body_id and not self.body.is_authorised_society:
            raise ValidationError({"body": _("This body is not an authorised society.")})


class ApplicationQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("grade", "society")

    def open(self):
        return self.filter(state__in=Application.OPEN)

    def waiting(self):
        """For the society or for the Society; not those that wait for the member."""
        return self.filter(state__in=Application.WAITING)


class Application(models.Model):
    """To become an engineering member of a grade, through an authorised society.

    The society recommends, the Society decides: it may decide without a recommendation, since a
    society may have named no officer and have written a letter instead.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Sent")
        RECOMMENDED = "recommended", _("Recommended")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {
        State.SUBMITTED: {
            State.RECOMMENDED,
            State.RETURNED,
            State.ACCEPTED,
            State.REFUSED,
            State.WITHDRAWN,
        },
        State.RECOMMENDED: {State.RETURNED, State.ACCEPTED, State.REFUSED, State.WITHDRAWN},
        State.RETURNED: {State.SUBMITTED, State.WITHDRAWN},
    }
    WAITING = frozenset({State.SUBMITTED, State.RECOMMENDED})
    OPEN = frozenset(NEXT)

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="applications", verbose_name=_("member")
    )
    society = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("authorised society"),
    )
    grade = models.ForeignKey(
        Grade,
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name=_("grade sought"),
    )
    # The scheme of the grade, so that the table can hold one open application to one.
    scheme = models.ForeignKey(
        Scheme, on_delete=models.PROTECT, related_name="+", verbose_name=_("scheme"), editable=False
    )
    statement = models.TextField(_("statement"), max_length=2000, blank=True)

    state = models.CharField(
        _("state"), max_length=11, choices=State.choices, default=State.SUBMITTED, editable=False
    )
    submitted_at = models.DateTimeField(_("sent"), editable=False)
    recommended_at = models.DateTimeField(_("recommended"), null=True, blank=True, editable=False)
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="applications_recommended",
        verbose_name=_("recommended by"),
        null=True,
        blank=True,
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="applications_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True, editable=False)
    created_at = models.DateTimeField(_("first sent"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-id"]
        verbose_name = _("application for membership")
        verbose_name_plural = _("applications for membership")
        permissions = [
            ("recommend_application", "Can recommend applications of one's own society"),
            ("decide_application", "Can decide about applications for membership"),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="application_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "submitted",
                        "recommended",
                        "returned",
                        "accepted",
                        "refused",
                        "withdrawn",
                    ]
                ),
                name="application_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="recommended")
                | Q(recommended_by__isnull=False, recommended_at__isnull=False),
                name="application_recommendation_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "accepted", "refused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="application_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "refused"]) | ~Q(reason=""),
                name="application_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")) & ~Q(recommended_by=F("member")),
                name="application_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.UniqueConstraint(
                fields=["member", "scheme"],
                condition=Q(state__in=["submitted", "recommended", "returned"]),
                name="application_open_once",
                violation_error_message=_("You have an open application already."),
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.grade}"

    def save(self, *args, **kwargs):
        self.scheme = self.grade.scheme
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("members:membership:application_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED
