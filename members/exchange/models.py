"""A file of a member between choosing it and saving its rows: one at a time, for two hours."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.background import Stage, stage_of
from agreements.requirements.vocabulary import ActivityKind, Aspect
from members.evidence.names import LONGEST
from members.profile.models import Member

from .columns import COLUMNS, Matching

KEPT = timedelta(hours=2)
BEGUN_WITHIN = timedelta(minutes=10)  # or nobody waits for it any more
NEEDED = [column.code for column in COLUMNS if column.is_needed]


class SheetQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member)

    def kept(self):
        return self.filter(sent_at__gt=timezone.now() - KEPT)

    def over(self):
        """Nobody can open these any more."""
        return self.filter(sent_at__lte=timezone.now() - KEPT)


class Sheet(models.Model):
    """`columns` is the place, from 0, of the column for each code. The numbers come with saving.

    Of one that is saved beside the requests, `asked_at` names the attempt: whoever works on an
    earlier one finds that nobody waits for it.
    """

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    name = models.CharField(_("name"), max_length=LONGEST)
    table = models.TextField(_("table"))  # tables.packed
    columns = models.JSONField(_("columns"), default=dict)
    kind = models.CharField(_("kind"), max_length=12, choices=ActivityKind.choices)
    aspect = models.CharField(_("aspect"), max_length=12, choices=Aspect.choices)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, db_index=True)
    asked_at = models.DateTimeField(_("asked to be saved"), null=True)
    leaves_out_wrong = models.BooleanField(_("without the rows that are wrong"), default=False)
    moved_at = models.DateTimeField(_("last progress"), null=True)
    done = models.PositiveIntegerField(_("rows read"), default=0)
    total = models.PositiveIntegerField(_("rows"), default=0)
    failed_at = models.DateTimeField(_("failed"), null=True)
    reference = models.CharField(_("reference in the log"), max_length=8, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True)
    saved = models.PositiveIntegerField(_("saved rows"), null=True)
    there = models.PositiveIntegerField(_("rows that were there"), null=True)
    wrong = models.PositiveIntegerField(_("rows that were wrong"), null=True)

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("table of entries")
        verbose_name_plural = _("tables of entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    saved_at__isnull=True,
                    saved__isnull=True,
                    there__isnull=True,
                    wrong__isnull=True,
                )
                | Q(
                    saved_at__isnull=False,
                    saved__isnull=False,
                    there__isnull=False,
                    wrong__isnull=False,
                ),
                name="sheet_saved_with_its_numbers",
                violation_error_message=_("What was saved is told with its numbers."),
            ),
            models.CheckConstraint(
                condition=Q(saved_at__isnull=True) | Q(failed_at__isnull=True),
                name="sheet_saved_or_failed",
                violation_error_message=_("A table is saved, or saving it has failed."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_matched(self) -> bool:
        """Whether every column that an entry needs is found."""
        return all(code in self.columns for code in NEEDED)

    @property
    def matching(self) -> Matching:
        return Matching(self.columns, self.kind, self.aspect)

    @property
    def gone_at(self):
        return self.sent_at + KEPT

    @property
    def stage(self) -> Stage | None:
        return self.stage_at(timezone.now())

    def stage_at(self, now: datetime) -> Stage | None:
        """How far the worker is; None where nothing was left to it."""
        if self.asked_at is None:
            return None
        if self.saved_at or self.failed_at:
            return Stage.DONE if self.saved_at else Stage.FAILED
        if self.moved_at is None and now - self.asked_at > BEGUN_WITHIN:
            return Stage.STUCK
        return stage_of(now, self.asked_at, self.moved_at)

    @property
    def is_awaited(self) -> bool:
        return self.stage is not None and self.stage.is_awaited

    @property
    def is_at_work(self) -> bool:
        """A worker has it, or is about to."""
        return self.stage in {Stage.WAITING, Stage.RUNNING}

    @property
    def is_broken_off(self) -> bool:
        return self.stage in {Stage.STUCK, Stage.FAILED}
