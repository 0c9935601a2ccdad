"""What an officer of the Society corrected in an entry of a closed period: kept, and shown."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.profile.models import Member

from .fields import plain
from .models import Record

CORRECTABLE = (
    "title",
    "hours",
    "done_on",
    "kind",
    "aspect",
    "topics",
    "practice_area",
    "is_online",
    "provider",
    "state",
)


class Change(NamedTuple):
    """Of one field, in words."""

    field: str
    before: str
    after: str


class Correction(models.Model):
    """Written together with the entry, and never changed."""

    record = models.ForeignKey(
        Record, on_delete=models.CASCADE, related_name="corrections", verbose_name=_("CPD entry")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="cpd_corrections",
        verbose_name=_("by"),
    )
    reason = models.TextField(_("reason"), max_length=1000)
    before = models.JSONField(_("before"))
    after = models.JSONField(_("after"))

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("correction of a CPD entry")
        verbose_name_plural = _("corrections of CPD entries")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="cpd_correction_has_reason",
                violation_error_message=_("Write the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(made_by=F("member")),
                name="cpd_correction_not_in_own_case",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return f"{self.record} ({self.made_at:%Y-%m-%d})"

    @property
    def changes(self) -> list[Change]:
        return list(changes(self.before, self.after))


def written(record: Record) -> dict:
    """What an officer may correct, as JSON holds it."""
    return {name: as_json(getattr(record, name)) for name in CORRECTABLE}


def as_json(value):
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Record.State):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def changes(before: dict, after: dict) -> Iterator[Change]:
    """In the order of the form, in the language of the page."""
    for name in CORRECTABLE:
        if name in after:
            label = str(capfirst(Record._meta.get_field(name).verbose_name))
            yield Change(label, in_words(name, before[name]), in_words(name, after[name]))


def in_words(name: str, value) -> str:
    match name:
        case "done_on":
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        case "kind":
            return str(ActivityKind(value).label)
        case "aspect":
            return str(Aspect(value).label)
        case "topics":
            return gettext(", ").join(str(Topic(topic).label) for topic in value) or "–"
        case "state":
            return str(Record.State(value).label)
        case "is_online":
            return gettext("yes") if value else gettext("no")
        case _:
            return value or "–"
