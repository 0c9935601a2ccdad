"""Who attended which event: on the Society's word, or by the code that was shown there."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.cpd.models import LEAST_HOURS, MOST_HOURS, Record
from members.profile.models import Member
from news.events.models import QUARTER, Event

FOR_UNDOING = timedelta(days=14)
LOOKED_BACK = timedelta(days=365)  # for events that may be missing in somebody's record


def given_by(event: Event) -> Decimal | None:
    """Hours of CPD of the whole event, in quarters; None when it gives none."""
    hours = event.cpd_hours or Decimal()
    return hours - hours % QUARTER or None


def that_give_cpd() -> models.QuerySet[Event]:
    return Event.objects.filter(cpd_hours__gte=LEAST_HOURS)


class AttendanceQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("event")

    def with_records(self):
        """`waits` and `is_kept`: whether an entry of it is to be confirmed, and is there at all."""
        records = Record.objects.filter(member=OuterRef("member"), event=OuterRef("event"))
        waiting = records.filter(state=Record.State.TO_CONFIRM)
        return self.annotate(waits=Exists(waiting), is_kept=Exists(records))

    def reclaimable(self, at: datetime | None = None):
        """Said not to be theirs so lately that the member can still take it back."""
        since = (at or timezone.now()) - FOR_UNDOING
        return self.filter(state=Attendance.State.NOT_ME, answered_at__gt=since)


class Attendance(models.Model):
    """One row a person and event, whatever came of it, so that nothing is drafted twice.

    What the member made of it is the state of the entry itself (`cpd.Record`).
    """

    class State(models.TextChoices):
        LISTED = "listed", _("Listed")
        NOT_ME = "not_me", _("Not me")
        TAKEN_BACK = "taken_back", _("Taken back")

    class Source(models.TextChoices):
        ROSTER = "roster", _("List of those present")
        CODE = "code", _("Code of the event")
        REPORT = "report", _("Report of the member")

    NEXT = {
        State.LISTED: {State.NOT_ME, State.TAKEN_BACK},
        State.NOT_ME: {State.LISTED},
        State.TAKEN_BACK: {State.LISTED},
    }

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("member")
    )
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("event")
    )
    hours = models.DecimalField(
        _("hours of partial attendance"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    source = models.CharField(_("how it is known"), max_length=6, choices=Source.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.LISTED, editable=False
    )
    listed_at = models.DateTimeField(_("listed"))
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="attendances_listed",
        verbose_name=_("listed by"),
        null=True,
        blank=True,
    )
    answered_at = models.DateTimeField(_("said not to be theirs"), null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["-listed_at", "-id"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        permissions = [("list_attendance", "Can list who attended an event")]
        indexes = [models.Index(fields=["event", "state"], name="attendance_of_event")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "event"],
                name="attendance_once_an_event",
                violation_error_message=_("This member is listed for this event already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["listed", "not_me", "taken_back"]),
                name="attendance_state_known",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["roster", "code", "report"]),
                name="attendance_source_known",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gte=LEAST_HOURS, hours__lte=MOST_HOURS),
                name="attendance_hours_possible",
            ),
            models.CheckConstraint(
                condition=Q(source="code", listed_by__isnull=True)
                | ~Q(source="code") & Q(listed_by__isnull=False),
                name="attendance_by_staff_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(listed_by=F("member")),
                name="attendance_listed_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.CheckConstraint(
                condition=Q(state="not_me", answered_at__isnull=False)
                | ~Q(state="not_me") & Q(answered_at__isnull=True),
                name="attendance_denial_is_dated",
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.event}"

    @property
    def reclaimed_until(self) -> datetime:
        return self.answered_at + FOR_UNDOING


class EventCode(models.Model):
    """What is shown at an event, for members to enter between two instants."""

    event = models.OneToOneField(
        Event, on_delete=models.CASCADE, related_name="code", verbose_name=_("event")
    )
    code = models.CharField(_("code"), max_length=8, unique=True, editable=False)
    opens_at = models.DateTimeField(_("can be entered from"))
    closes_at = models.DateTimeField(_("until"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="event_codes",
        verbose_name=_("opened by"),
        editable=False,
    )

    class Meta:
        verbose_name = _("code of an event")
        verbose_name_plural = _("codes of events")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="event_code_closes_after_opening",
                violation_error_message=_("The code closes before it opens."),
            ),
            models.CheckConstraint(condition=~Q(code=""), name="event_code_is_there"),
        ]

    def __str__(self):
        return self.shown

    @property
    def shown(self) -> str:
        """In two halves, as it is written on a wall."""
        return f"{self.code[:4]}-{self.code[4:]}"


class MissingReportQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("event")

    def open(self):
        return self.filter(state=MissingReport.State.SUBMITTED)


class MissingReport(models.Model):
    """A member says that they attended an event that is not in their record."""

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("Sent")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NEXT = {State.SUBMITTED: {State.ACCEPTED, State.REFUSED, State.WITHDRAWN}}

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="missing_reports", verbose_name=_("member")
    )
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="missing_reports", verbose_name=_("event")
    )
    note = models.TextField(_("note"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.SUBMITTED, editable=False
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="missing_reports_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    reason = models.TextField(_("reason"), max_length=1000, blank=True, editable=False)

    objects = MissingReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("report of a missing attendance")
        verbose_name_plural = _("reports of missing attendances")
        indexes = [models.Index(fields=["state", "created_at"], name="missing_report_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "event"],
                condition=Q(state="submitted"),
                name="missing_report_open_once",
                violation_error_message=_("You have reported this already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["submitted", "accepted", "refused", "withdrawn"]),
                name="missing_report_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "refused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="missing_report_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""),
                name="missing_report_refusal_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")),
                name="missing_report_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.event}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.SUBMITTED
