"""What a draft of rules would change for the members: asked for, worked out beside the pages, kept
until it is asked again.
"""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.background import Stage, stage_of
from agreements.pathways.models import PathwayVersion
from agreements.requirements.models import Version
from members.profile.models import Member, User

Draft = Version | PathwayVersion


class ImpactPreview(models.Model):
    """The newest of its draft. Numbers of members by what is asked, before and after."""

    version = models.OneToOneField(
        Version,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("version of a requirement"),
        null=True,
        blank=True,
    )
    pathway_version = models.OneToOneField(
        PathwayVersion,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("version of a pathway"),
        null=True,
        blank=True,
    )
    asked_by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    members_on = models.DateField(_("members as they stand on"))
    rules_on = models.DateField(_("rules as they apply on"))
    fingerprint = models.CharField(_("fingerprint of the rules"), max_length=64)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    moved_at = models.DateTimeField(_("last progress"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failed_at = models.DateTimeField(_("failed"), null=True, blank=True)
    done = models.PositiveIntegerField(_("members looked at"), default=0)
    total = models.PositiveIntegerField(_("members"), default=0)
    # A row for each [what, before, after, number of members]; before is empty: not concerned.
    counts = models.JSONField(_("numbers of members"), default=list, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("impact preview")
        verbose_name_plural = _("impact previews")
        constraints = [
            models.CheckConstraint(
                condition=Q(version__isnull=True) ^ Q(pathway_version__isnull=True),
                name="impact_preview_of_one_draft",
                violation_error_message=_("A preview is of one version."),
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True),
                name="impact_preview_ends_once",
                violation_error_message=_("A preview is finished, or it has failed."),
            ),
        ]

    def __str__(self):
        return str(self.draft)

    @property
    def draft(self) -> Draft:
        return self.version or self.pathway_version

    @property
    def stage(self) -> Stage:
        return self.stage_at(timezone.now())

    def stage_at(self, now: datetime) -> Stage:
        if self.finished_at or self.failed_at:
            return Stage.DONE if self.finished_at else Stage.FAILED
        return stage_of(now, self.asked_at, self.moved_at)

    @property
    def is_awaited(self) -> bool:
        return self.stage.is_awaited

    @property
    def changed(self) -> int:
        """How many verdicts would change; a member may have several."""
        return sum(number for _what, before, after, number in self.counts if before != after)


class ImpactChange(models.Model):
    """One verdict on one member that would change."""

    preview = models.ForeignKey(ImpactPreview, on_delete=models.CASCADE, related_name="changes")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=80)  # "requirement/…" or "pathway/…", with its short name
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)

    class Meta:
        ordering = ["what", "before", "after", "member_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["preview", "what", "member"],
                name="impact_change_once",
                violation_error_message=_("This change is there already."),
            ),
            models.CheckConstraint(
                condition=~Q(before=models.F("after")),
                name="impact_change_changes",
                violation_error_message=_("A change leads from one state to another."),
            ),
        ]

    def __str__(self):
        return f"{self.before} → {self.after}"
