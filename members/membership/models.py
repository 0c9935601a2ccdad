"""Membership, one row a term, so that a gap between two terms shows."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agreements.titles.models import Body, Grade
from members.profile.models import Member


class TermQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("grade", "society")

    def covering(self, day: date):
        """Terms that hold on `day`; both ends count, and an open end never runs out."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Term(models.Model):
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

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-id"]
        verbose_name = _("membership term")
        verbose_name_plural = _("membership terms")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_start",
                violation_error_message=_("The term ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["member", "grade", "starts_on"],
                name="term_starts_once",
                violation_error_message=_("This member has a term of this grade from this day."),
            ),
        ]

    def __str__(self):
        return f"{self.grade} {self.starts_on:%Y}"
