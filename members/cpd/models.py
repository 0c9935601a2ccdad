"""CPD activities as facts. What they count for is computed, never stored."""

from datetime import date
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Count, Q, Sum, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.profile.models import Member

LEAST_HOURS = Decimal("0.25")
MOST_HOURS = Decimal("999.75")


def total_hours(where: Q | None = None) -> Coalesce:
    return Coalesce(Sum("hours", filter=where), Decimal(), output_field=models.DecimalField())


class RecordQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member)

    def in_year(self, year: int):
        """Done in the calendar year, both ends included."""
        return self.filter(done_on__gte=date(year, 1, 1), done_on__lte=date(year, 12, 31))

    def counting(self):
        """Declared by the member, or checked. Waiting and rejected entries never count."""
        return self.filter(Record.is_counting())

    def hours(self) -> Decimal:
        """Hours of all rows; 0 when there are none."""
        return self.aggregate(hours=total_hours())["hours"]

    def totals(self) -> dict[str, Decimal | int]:
        """`entries`, `logged` and `counted` of all rows: hours of every state, and of COUNTING."""
        return self.aggregate(
            entries=Count("id"), logged=total_hours(), counted=total_hours(Record.is_counting())
        )

    def years(self) -> list[int]:
        """Calendar years that have a row, newest first."""
        return [first.year for first in self.dates("done_on", "year", order="DESC")]

    def blank(self, member: Member) -> "Record":
        """Not saved: today, with the kind and aspect that the member entered last."""
        last = self.order_by("-id").values("kind", "aspect").first() or {}
        return self.model(member=member, done_on=timezone.localdate(), **last)

    def newest_first(self):
        return self.order_by("-done_on", "-id")

    def newest_of_each(self, number: int):
        """The newest `number` that wait to be confirmed and the newest `number` of the others.

        Among them are the newest `number` of all: two lists by one query.
        """
        waits = Case(When(state=Record.State.TO_CONFIRM, then=1), default=0)
        place = Window(RowNumber(), partition_by=[waits], order_by=["-done_on", "-id"])
        return self.alias(place=place).filter(place__lte=number).newest_first()


class Record(models.Model):
    class State(models.TextChoices):
        TO_CONFIRM = "to_confirm", _("To confirm")
        DECLARED = "declared", _("Declared by you")
        VERIFIED = "verified", _("Checked by CSE")
        REJECTED = "rejected", _("Not approved")

    COUNTING = frozenset({State.DECLARED, State.VERIFIED})
    EDITABLE = frozenset({State.TO_CONFIRM, State.DECLARED})

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="cpd_records", verbose_name=_("member")
    )
    title = models.CharField(_("what was done"), max_length=200)
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(LEAST_HOURS), MaxValueValidator(MOST_HOURS)],
    )
    done_on = models.DateField(_("date"))
    kind = models.CharField(
        _("kind"), max_length=12, choices=ActivityKind.choices, default=ActivityKind.SEMINAR
    )
    aspect = models.CharField(
        _("aspect"), max_length=12, choices=Aspect.choices, default=Aspect.KNOWLEDGE
    )
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True, max_length=500)
    reflection = models.TextField(_("what you learned"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DECLARED, editable=False
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-id"]
        verbose_name = _("CPD entry")
        verbose_name_plural = _("CPD entries")
        indexes = [models.Index(fields=["member", "-done_on", "-id"], name="cpd_of_member_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=LEAST_HOURS, hours__lte=MOST_HOURS),
                name="cpd_hours_possible",
                violation_error_message=_("Hours must be a number between 0.25 and 999.75."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="cpd_has_title",
                violation_error_message=_("Write what you did."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["to_confirm", "declared", "verified", "rejected"]),
                name="cpd_state_known",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:cpd:record_edit", args=[self.pk])

    def copied(self) -> "Record":
        """A new entry of the same activity, today. What was learned is not copied. Not saved."""
        same = ("member_id", "title", "hours", "kind", "aspect", "provider", "link")
        return Record(done_on=timezone.localdate(), **{name: getattr(self, name) for name in same})

    @staticmethod
    def is_counting() -> Q:
        return Q(state__in=Record.COUNTING)

    @property
    def short_aspect(self) -> str:
        return Aspect(self.aspect).short

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def counted_hours(self) -> Decimal:
        return self.hours if self.state in self.COUNTING else Decimal()
