"""Audits that wait for their member, as the home reads them: in the query of the member's row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone

from agreements.rows import Rows, iso_day

from .models import Audit


@dataclass(frozen=True, slots=True)
class Need:
    pk: int
    due_on: date  # the last day to answer
    to_show: int  # entries of the period that count
    proven: int  # of them, with files or checked

    def get_absolute_url(self) -> str:
        return reverse("members:audits:audit_detail", args=[self.pk])

    @property
    def days_left(self) -> int:
        """In Beijing; below zero once the last day has gone by."""
        return (self.due_on - timezone.localdate(timezone=timezone.get_default_timezone())).days


def audit_rows() -> Rows:
    """For `annotate` on members; those due first on top."""
    waiting = Audit.objects.filter(member=OuterRef("pk")).waiting_for_member()
    names = ("pk", "due_on", "to_show", "proven")
    return Rows(waiting.with_evidence_counts(), **{name: name for name in names})


def needs(rows: Iterable[dict]) -> list[Need]:
    return [Need(**(row | {"due_on": iso_day(row["due_on"])})) for row in rows]
