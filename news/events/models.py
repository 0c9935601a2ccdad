"""Events: when in which zone, where, and what CPD they give."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.register.models import Agreement
from agreements.renaming import FormerName
from agreements.requirements.vocabulary import ActivityKind, Aspect
from agreements.search.models import SearchEntry
from news.publication import Publication, PublicationQuerySet
from news.readers import address_of
from news.richtext import RichTextField, plain

QUARTER = Decimal("0.25")  # of an hour


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("There is no time zone of this name; write one like Asia/Shanghai.")
        )


class EventQuerySet(PublicationQuerySet):
    def upcoming(self, at: datetime | None = None):
        """Not over at `at` (default: now), soonest first. One that is on counts as upcoming."""
        return self.filter(ends_at__gt=at or timezone.now()).order_by("starts_at", "id")

    def past(self, at: datetime | None = None):
        """Over at `at` (default: now), newest first."""
        return self.filter(ends_at__lte=at or timezone.now()).order_by("-starts_at", "-id")


class Event(Publication):
    search_kind = SearchEntry.Kind.EVENT
    LEAD, NEEDS_BODY = "summary", False

    slug = models.SlugField(_("short name in the address"), max_length=100, unique=True)
    summary_en = models.TextField(_("summary in English"), max_length=400, blank=True)
    summary_zh = models.TextField(_("summary in Chinese"), max_length=400, blank=True)
    body_en = RichTextField(_("text in English"), blank=True)
    body_zh = RichTextField(_("text in Chinese"), blank=True)
    starts_at = models.DateTimeField(
        _("starts"), help_text=_("Beijing time (UTC+8), whatever the zone of the place.")
    )
    ends_at = models.DateTimeField(
        _("ends"),
        db_index=True,
        help_text=_("Beijing time (UTC+8), whatever the zone of the place."),
    )
    is_all_day = models.BooleanField(
        _("whole days"), default=False, help_text=_("The hours are not shown.")
    )
    time_zone = models.CharField(
        _("time zone of the place"),
        max_length=40,
        default="Asia/Shanghai",
        validators=[check_time_zone],
    )
    is_online = models.BooleanField(_("online"), default=False)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place_zh = models.CharField(_("place in Chinese"), max_length=200, blank=True)
    link = models.URLField(_("address for taking part or signing up"), blank=True, max_length=500)
    cpd_hours = models.DecimalField(
        _("CPD hours"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    cpd_kind = models.CharField(
        _("CPD kind"), max_length=12, choices=ActivityKind.choices, blank=True
    )
    cpd_aspect = models.CharField(
        _("CPD aspect"), max_length=12, choices=Aspect.choices, blank=True
    )
    agreements = models.ManyToManyField(
        Agreement, blank=True, related_name="events", verbose_name=_("agreements it speaks of")
    )
    is_demonstration = models.BooleanField(
        _("invented example"), default=False, help_text=_("Shown as such on the page.")
    )

    summary = Bilingual()
    body = Bilingual()
    place = Bilingual()

    objects = EventQuerySet.as_manager()

    class Meta(Publication.Meta):
        ordering = ["-starts_at", "-id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("publish_event", "Can publish events")]
        indexes = [
            *Publication.Meta.indexes,
            models.Index(fields=["starts_at"], name="event_by_start"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(cpd_hours__isnull=True) | Q(cpd_hours__gt=0),
                name="event_cpd_hours_positive",
                violation_error_message=_("CPD hours must be more than zero, or empty."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.cpd_hours is not None and self.cpd_hours % QUARTER:
            raise ValidationError({"cpd_hours": _("CPD hours go in quarters, such as 1.25.")})

    def get_absolute_url(self):
        return address_of(self, self.slug)

    def public_moments(self):
        return [*super().public_moments(), self.ends_at]

    def search_entries(self):
        if self.published_at:
            text = "\n".join([self.summary, plain(self.body), self.place])
            yield self.search_entry(text=text, at=self.starts_at)

    def particulars(self):
        return {"has_zone": bool(self.time_zone), "has_end": bool(self.ends_at), "is_event": True}

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def first_day(self):
        """Of the place, as a date."""
        return self.starts_at.astimezone(self.zone).date()

    @property
    def last_day(self):
        """Of the place, as a date. An end at midnight belongs to the day before."""
        return (self.ends_at - timedelta(seconds=1)).astimezone(self.zone).date()

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()


class EventFormerName(FormerName):
    item = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="former_names")
