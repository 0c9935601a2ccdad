"""What a member wants to be able to do: a goal for one of the five aspects, in a year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import Aspect
from members.profile.models import Member

from .hours import LEAST_HOURS, MOST_HOURS

FIRST_YEAR, LAST_YEAR = 1990, 2099


class GoalQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member)

    def open(self):
        return self.filter(archived_on__isnull=True)

    def newest_first(self):
        return self.order_by("-year", "-id")


class Goal(models.Model):
    """Never deleted: one that is over is archived, with the entries that led to it."""

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="goals", verbose_name=_("member")
    )
    text = models.CharField(_("goal"), max_length=200)
    aspect = models.CharField(
        _("aspect"), max_length=12, choices=Aspect.choices, default=Aspect.KNOWLEDGE
    )
    year = models.PositiveSmallIntegerField(_("year"))
    target_hours = models.DecimalField(
        _("hours intended"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_HOURS), MaxValueValidator(MOST_HOURS)],
    )
    archived_on = models.DateField(_("archived on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="goal_has_text",
                violation_error_message=_("Write what you want to be able to do."),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                name="goal_year_possible",
                violation_error_message=_("Write a year between 1990 and 2099."),
            ),
            models.CheckConstraint(
                condition=Q(target_hours__isnull=True)
                | Q(target_hours__gte=LEAST_HOURS, target_hours__lte=MOST_HOURS),
                name="goal_hours_possible",
                violation_error_message=_("Hours must be a number between 0.25 and 999.75."),
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("members:plans:goal_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.archived_on is None

    @property
    def short_aspect(self) -> str:
        return Aspect(self.aspect).short
