"""CPD activities as facts, and what the Society grants. What they count for is never stored."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.requirements import terms
from agreements.requirements.choices import ChoiceListField
from agreements.requirements.models import CpdRequirement
from agreements.requirements.vocabulary import ActivityKind, Aspect, Practice, Topic
from members.evidence.models import EvidenceFile
from members.profile.facts import Fact, FactQuerySet
from members.profile.models import Member
from news.events.models import Event

from .goals import Goal
from .hours import LEAST_HOURS, MOST_HOURS
from .selected import TOPICS_WRITTEN, taken

KEPT_DELETED = timedelta(days=30)


def total_hours(where: Q | None = None) -> Coalesce:
    return Coalesce(Sum("hours", filter=where), Decimal(), output_field=models.DecimalField())


def is_withheld() -> Q:
    """A sub-query and no join, so that the rows can still be locked."""
    withdrawn = Event.objects.filter(withdrawn_at__lte=timezone.now())
    return Q(state=Record.State.TO_CONFIRM, event__in=withdrawn)


class RecordQuerySet(FactQuerySet):
    def of(self, member: Member):
        """Without those `withheld`."""
        return self.filter(member=member).exclude(is_withheld())

    def withheld(self, member: Member):
        """What waits for the member to confirm an event while that event is withdrawn."""
        return self.filter(is_withheld(), member=member)

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

    def counting_for(self, rules: terms.Requirement, on: date):
        """Those that `rules` take on the day: each of them counts, if only up to a limit.

        The answer of `counting.weighed`, asked of the database. One query more where the rules
        name providers.
        """
        done = self.counting().filter(done_on__lte=on)
        selectors = [category.selector for category in rules.categories]
        if terms.Selector() in selectors:
            return done
        providers = done.providers() if any(one.providers for one in selectors) else ()
        where = Q(pk__in=[])
        for selector in selectors:
            where |= taken(selector, providers, Record.State.VERIFIED)
        return done.alias(**{TOPICS_WRITTEN: Cast("topics", models.TextField())}).filter(where)

    def providers(self) -> list[str]:
        return list(self.order_by().values_list("provider", flat=True).distinct())

    def years(self) -> list[int]:
        """Calendar years that have a row, newest first.

        By the days: on SQLite the year of a day costs a call of Python for every row.
        """
        days = self.order_by().values_list("done_on", flat=True).distinct()
        return sorted({day.year for day in days}, reverse=True)

    def newest_first(self):
        return self.order_by("-done_on", "-id")


class KeptRecords(models.Manager.from_queryset(RecordQuerySet)):
    """The door to entries: what is deleted is not there."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at__isnull=True)


class DeletedRecords(models.Manager.from_queryset(RecordQuerySet)):
    """What can still be brought back."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at__isnull=False)


class Record(Fact):
    """An activity. One without hours is still to finish, and nothing is known of it but its title.

    A deleted one keeps its row for KEPT_DELETED, and only `Record.bin` knows it.
    """

    class State(models.TextChoices):
        TO_FINISH = "to_finish", _("To finish")
        TO_CONFIRM = "to_confirm", _("To confirm")
        DECLARED = "declared", _("Declared by you")
        VERIFIED = "verified", _("Checked by CSE")
        REJECTED = "rejected", _("Not approved")

    COUNTING = frozenset({State.DECLARED, State.VERIFIED})
    EDITABLE = frozenset({State.TO_FINISH, State.TO_CONFIRM, State.DECLARED})
    KEEPS_EVIDENCE = frozenset({State.VERIFIED})
    COPIED = (
        "member_id",
        "title",
        "hours",
        "kind",
        "aspect",
        "topics",
        "practice_area",
        "is_online",
        "provider",
        "link",
    )

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="cpd_records", verbose_name=_("member")
    )
    title = models.CharField(_("what was done"), max_length=200)
    hours = models.DecimalField(
        _("hours"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty while the entry is to finish."),
        validators=[MinValueValidator(LEAST_HOURS), MaxValueValidator(MOST_HOURS)],
    )
    done_on = models.DateField(_("date"))
    kind = models.CharField(
        _("kind"), max_length=12, choices=ActivityKind.choices, default=ActivityKind.SEMINAR
    )
    aspect = models.CharField(
        _("aspect"), max_length=12, choices=Aspect.choices, default=Aspect.KNOWLEDGE
    )
    topics = ChoiceListField(_("topics"), choices_of=Topic)
    practice_area = models.CharField(_("area of practice"), max_length=80, blank=True)
    is_online = models.BooleanField(_("took place online"), default=False)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    link = models.URLField(_("link"), blank=True, max_length=500)
    reflection = models.TextField(_("what you learned"), max_length=500, blank=True)
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        related_name="cpd_records",
        verbose_name=_("goal"),
        null=True,
        blank=True,
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.SET_NULL,
        related_name="cpd_records",
        verbose_name=_("event"),
        null=True,
        blank=True,
        editable=False,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DECLARED, editable=False
    )
    reason = models.TextField(
        _("why it was not approved"), max_length=1000, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True, editable=False)
    evidence = models.ManyToManyField(
        EvidenceFile, related_name="cpd_records", verbose_name=_("evidence"), blank=True
    )
    # Entries that look like this one, of which the member said that they are other activities.
    different_from = models.ManyToManyField("self", blank=True, editable=False)

    closing = None  # what has closed its day, where somebody has looked (closing.mark)

    objects = KeptRecords()
    bin = DeletedRecords()

    class Meta:
        ordering = ["-done_on", "-id"]
        verbose_name = _("CPD entry")
        verbose_name_plural = _("CPD entries")
        indexes = [
            models.Index(fields=["member", "-done_on", "-id"], name="cpd_of_member_by_date"),
            models.Index(fields=["member", "title", "id"], name="cpd_of_member_by_title"),
            models.Index(fields=["member", "hours", "id"], name="cpd_of_member_by_hours"),
            models.Index(
                fields=["member", "kind", "-done_on", "-id"], name="cpd_of_member_by_kind"
            ),
            models.Index(
                fields=["member", "deleted_at"],
                condition=Q(deleted_at__isnull=False),
                name="cpd_deleted",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=LEAST_HOURS, hours__lte=MOST_HOURS),
                name="cpd_hours_possible",
                violation_error_message=_("Hours must be a number between 0.25 and 999.75."),
            ),
            models.CheckConstraint(
                condition=Q(state="to_finish", hours__isnull=True)
                | ~Q(state="to_finish") & Q(hours__isnull=False),
                name="cpd_without_hours_is_to_finish",
                violation_error_message=_(
                    "An entry without hours is to finish; one with hours is not."
                ),
            ),
            models.CheckConstraint(
                condition=Q(deleted_at__isnull=True)
                | Q(state__in=["to_finish", "to_confirm", "declared"]),
                name="cpd_decided_entries_stay",
                violation_error_message=_("The Society has decided on it, so it stays."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="cpd_has_title",
                violation_error_message=_("Write what you did."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["to_finish", "to_confirm", "declared", "verified", "rejected"]
                ),
                name="cpd_state_known",
            ),
            models.UniqueConstraint(
                fields=["member", "event"],
                name="cpd_one_entry_an_event",
                violation_error_message=_("This event stands in the record already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:cpd:record_edit", args=[self.pk])

    def copied(self) -> "Record":
        """A new entry of the same activity, today. What was learned is not copied. Not saved."""
        return Record(
            done_on=timezone.localdate(), **{name: getattr(self, name) for name in self.COPIED}
        )

    @classmethod
    def blank(cls, member: Member, earlier: Iterable["Record"]) -> "Record":
        """Not saved: today, with the kind and aspect that the member entered last."""
        last = max(earlier, key=lambda record: record.pk, default=None)
        same = {"kind": last.kind, "aspect": last.aspect} if last else {}
        return cls(member=member, done_on=timezone.localdate(), **same)

    @staticmethod
    def is_counting() -> Q:
        return Q(state__in=Record.COUNTING)

    @property
    def short_aspect(self) -> str:
        return Aspect(self.aspect).short

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE and self.closing is None

    @property
    def most_hours(self) -> Decimal | None:
        """Of an entry from an event: what the event gives, or what is kept if that is more."""
        if self.event_id is None or self.event.cpd_hours is None:
            return None
        return max(self.event.cpd_hours, self.hours)

    @property
    def is_to_finish(self) -> bool:
        return self.state == self.State.TO_FINISH

    @property
    def counted_hours(self) -> Decimal:
        return self.hours if self.state in self.COUNTING else Decimal()

    @property
    def topic_names(self) -> list[str]:
        return [Topic(topic).label for topic in self.topics]


class AdjustmentQuerySet(FactQuerySet):
    def of(self, member: Member):
        return self.filter(member=member)


class Adjustment(Fact):
    """What the Society grants a member for some days: leave, part time, retirement, relief."""

    class Relief(models.TextChoices):
        EXEMPT = terms.Relief.EXEMPT.value, _("Nothing is asked in any period these days touch")
        PAUSE = terms.Relief.PAUSE.value, _("These days do not count, so less is asked")
        AMOUNT = terms.Relief.AMOUNT.value, _("A fixed amount is asked instead")
        STATUS = terms.Relief.STATUS.value, _("Another way of practising on these days")

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="adjustments", verbose_name=_("member")
    )
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"), help_text=_("The last day."))
    relief = models.CharField(_("what is granted"), max_length=6, choices=Relief.choices)
    amount = models.DecimalField(
        _("amount asked"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    categories = models.PositiveSmallIntegerField(
        _("categories asked beside the amount"), default=0
    )
    status = models.CharField(
        _("way of practising"), max_length=16, choices=Practice.choices, blank=True
    )
    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.PROTECT,
        related_name="adjustments",
        verbose_name=_("requirement"),
        null=True,
        blank=True,
        help_text=_("Empty: for every requirement."),
    )
    reason = models.TextField(_("reason"), max_length=500, help_text=_("The member reads it."))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="adjustments_decided",
        verbose_name=_("decided by"),
        editable=False,
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "-id"]
        verbose_name = _("adjustment")
        verbose_name_plural = _("adjustments")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="adjustment_ends_after_start",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=Q(first_on__gte=date(1990, 1, 1), last_on__lt=date(2200, 1, 1)),
                name="adjustment_days_possible",
                violation_error_message=_("Write days between 1990 and 2199."),
            ),
            models.CheckConstraint(
                condition=Q(relief="amount", amount__isnull=False, amount__gte=0)
                | (~Q(relief="amount") & Q(amount__isnull=True, categories=0)),
                name="adjustment_amount_where_granted",
                violation_error_message=_(
                    "An amount, and categories beside it, belong to a fixed amount and to no other."
                ),
            ),
            models.CheckConstraint(
                condition=(Q(relief="status") & ~Q(status=""))
                | (~Q(relief="status") & Q(status="")),
                name="adjustment_status_where_granted",
                violation_error_message=_(
                    "A way of practising belongs to that kind of adjustment and to no other."
                ),
            ),
            models.CheckConstraint(
                condition=Q(relief__in=["exempt", "pause", "amount", "status"]),
                name="adjustment_relief_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="adjustment_has_reason",
                violation_error_message=_("Write the reason."),
            ),
        ]

    def __str__(self):
        return f"{self.get_relief_display()} ({self.first_on:%Y-%m-%d})"
