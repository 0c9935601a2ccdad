"""What a member intends to do. It stands beside the record, and no total ever holds it."""

from calendar import monthrange
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.profile.models import Member

from .goals import Goal
from .hours import LEAST_HOURS, MOST_HOURS
from .models import Record

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


class PlannedActivityQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member)

    def open(self):
        """Neither logged nor dropped, whether its day is over or not."""
        undone = Q(record__isnull=True) | Q(record__deleted_at__isnull=False)
        return self.filter(undone, dropped_on__isnull=True)

    def by_date(self):
        return self.order_by("planned_on", "id")


class PlannedActivity(models.Model):
    """Done once it has an entry: if the entry is deleted, it is planned again."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OVERDUE = "overdue", _("Overdue")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    member = models.ForeignKey(
        Member,
        on_delete=models.CASCADE,
        related_name="planned_activities",
        verbose_name=_("member"),
    )
    title = models.CharField(_("what is planned"), max_length=200)
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(LEAST_HOURS), MaxValueValidator(MOST_HOURS)],
    )
    planned_on = models.DateField(_("date"), help_text=_("Of a month, its last day."))
    is_month = models.BooleanField(_("only the month is fixed"), default=False)
    kind = models.CharField(
        _("kind"), max_length=12, choices=ActivityKind.choices, default=ActivityKind.SEMINAR
    )
    aspect = models.CharField(
        _("aspect"), max_length=12, choices=Aspect.choices, default=Aspect.KNOWLEDGE
    )
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        related_name="planned_activities",
        verbose_name=_("goal"),
        null=True,
        blank=True,
    )
    record = models.OneToOneField(
        Record,
        on_delete=models.SET_NULL,
        related_name="planned_activity",
        verbose_name=_("CPD entry"),
        null=True,
        blank=True,
        editable=False,
    )
    dropped_on = models.DateField(_("dropped on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = PlannedActivityQuerySet.as_manager()

    class Meta:
        ordering = ["planned_on", "id"]
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        indexes = [models.Index(fields=["member", "planned_on"], name="planned_of_member")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="planned_has_title",
                violation_error_message=_("Write what you plan to do."),
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=LEAST_HOURS, hours__lte=MOST_HOURS),
                name="planned_hours_possible",
                violation_error_message=_("Hours must be a number between 0.25 and 999.75."),
            ),
            models.CheckConstraint(
                condition=Q(planned_on__gte=EARLIEST, planned_on__lte=LATEST),
                name="planned_day_possible",
                violation_error_message=_("Write a day between 1990 and 2099."),
            ),
            models.CheckConstraint(
                condition=Q(record__isnull=True) | Q(dropped_on__isnull=True),
                name="planned_is_not_done_and_dropped",
                violation_error_message=_("It was logged, so it cannot be dropped."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:plans:activity_edit", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return not self.is_done and self.dropped_on is None

    @property
    def is_done(self) -> bool:
        """An entry that was deleted is kept for a while, in case it is brought back."""
        return self.record is not None and self.record.deleted_at is None

    def is_ahead(self, today: date) -> bool:
        """Its day, or the first of its month, has not come."""
        first = self.planned_on.replace(day=1) if self.is_month else self.planned_on
        return first > today

    def state(self, today: date) -> State:
        if self.is_done:
            return self.State.DONE
        if self.dropped_on is not None:
            return self.State.DROPPED
        return self.State.OVERDUE if self.planned_on < today else self.State.PLANNED

    @property
    def short_aspect(self) -> str:
        return Aspect(self.aspect).short

    def as_entry(self, today: date) -> Record:
        """Not saved. Dated the planned day, or today while that lies in the future."""
        return Record(
            member=self.member,
            title=self.title,
            hours=self.hours,
            done_on=min(self.planned_on, today),
            kind=self.kind,
            aspect=self.aspect,
            goal=self.goal,
        )
