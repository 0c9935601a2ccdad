"""Membership, one row a term, so that a gap between two terms shows; and its suspensions."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Body, Grade
from members.profile.facts import Fact, FactQuerySet
from members.profile.models import Member

EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)
DAYS_POSSIBLE = Q(starts_on__gte=EARLIEST) & (Q(ends_on__isnull=True) | Q(ends_on__lte=LATEST))
ENDS_AFTER_START = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class SpanQuerySet(models.QuerySet):
    def covering(self, day: date):
        """Those that hold on `day`; both ends count, and an open end never runs out."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class TermQuerySet(SpanQuerySet, FactQuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("grade__scheme", "society")


class Term(Fact):
    """A span for which a person is an engineering member of one grade, through one society."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="terms", verbose_name=_("member")
    )
    grade = models.ForeignKey(
        Grade, on_delete=models.PROTECT, related_name="terms", verbose_name=_("grade")
    )
    society = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="terms",
        verbose_name=_("authorised society"),
        null=True,
        blank=True,
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day. Empty: no end is set.")
    )
    application = models.OneToOneField(
        "members.Application",
        on_delete=models.RESTRICT,
        related_name="term",
        verbose_name=_("accepted application"),
        null=True,
        blank=True,
        editable=False,
    )
    renews = models.OneToOneField(
        "self",
        on_delete=models.RESTRICT,
        related_name="renewed_by",
        verbose_name=_("renews the term"),
        null=True,
        blank=True,
        editable=False,
    )
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("membership term")
        verbose_name_plural = _("membership terms")
        constraints = [
            models.CheckConstraint(
                condition=ENDS_AFTER_START,
                name="term_ends_after_start",
                violation_error_message=_("The term ends before it starts."),
            ),
            models.CheckConstraint(
                condition=DAYS_POSSIBLE,
                name="term_days_possible",
                violation_error_message=_("Write days between 1950 and 2199."),
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | Q(declared_at__isnull=False),
                name="term_renewal_is_declared",
            ),
            models.UniqueConstraint(
                fields=["member", "grade", "starts_on"],
                name="term_starts_once",
                violation_error_message=_("This member has a term of this grade from this day."),
            ),
        ]

    def __str__(self):
        return f"{self.grade} {self.starts_on:%Y}"

    # What the rules ask; each is set on the scheme.

    @property
    def scheme_slug(self) -> str:
        return self.grade.scheme.slug

    @property
    def term_years(self) -> int | None:
        return self.grade.scheme.term_years

    @property
    def renewal_opens_days(self) -> int:
        return self.grade.scheme.renewal_opens_days or 0

    @property
    def grace_days(self) -> int:
        return self.grade.scheme.grace_days or 0


class SuspensionQuerySet(FactQuerySet):
    def of(self, member: Member):
        return self.filter(member=member)


class Suspension(Fact):
    """Days on which a membership rests by decision of the Society. Its terms run on."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="suspensions", verbose_name=_("member")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(
        _("to"), null=True, blank=True, help_text=_("The last day. Empty: until it is ended.")
    )
    reason = models.TextField(_("reason"), max_length=500, help_text=_("The member reads it."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="suspensions_decided",
        verbose_name=_("decided by"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided"), editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="suspensions_ended",
        verbose_name=_("ended by"),
        null=True,
        blank=True,
        editable=False,
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints = [
            models.CheckConstraint(
                condition=ENDS_AFTER_START,
                name="suspension_ends_after_start",
                violation_error_message=_("The suspension ends before it starts."),
            ),
            models.CheckConstraint(
                condition=DAYS_POSSIBLE,
                name="suspension_days_possible",
                violation_error_message=_("Write days between 1950 and 2199."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="suspension_has_reason",
                violation_error_message=_("Write the reason."),
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True, ended_at__isnull=True)
                | Q(ended_by__isnull=False, ended_at__isnull=False, ends_on__isnull=False),
                name="suspension_end_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")) & ~Q(ended_by=F("member")),
                name="suspension_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(ends_on__isnull=True),
                name="suspension_open_once",
                violation_error_message=_("This member is suspended already, without an end."),
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.starts_on:%Y-%m-%d}"
