"""How members stand, kept for lists: worked out from the facts, and always to be had again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.pathways.models import Pathway, PathwayVersion
from agreements.pathways.rules import Verdict as PathwayVerdict
from agreements.requirements.models import CpdRequirement, Version
from agreements.requirements.rules import Verdict as CpdVerdict
from members.profile.models import Member


class Kept(models.Model):
    """The newest answer for a member, by the rules in force and the facts of the day it was found.

    `since` is the day from which the answer has been this one; `facts` the fingerprint of what it
    was worked out from.
    """

    since = models.DateField(_("since"))
    facts = models.CharField(_("fingerprint of the facts"), max_length=16)

    class Meta:
        abstract = True


class CpdStanding(Kept):
    """Of a CPD requirement that binds the member."""

    class Verdict(models.TextChoices):
        MET = CpdVerdict.MET.value, _("Met")
        SHORT = CpdVerdict.SHORT.value, _("Missing")
        EXEMPT = CpdVerdict.EXEMPT.value, _("Exempt")
        UNKNOWN = CpdVerdict.UNKNOWN.value, _("Cannot say yet")

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="cpd_standings", verbose_name=_("member")
    )
    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.CASCADE,
        related_name="standings",
        verbose_name=_("CPD requirement"),
    )
    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="standings", verbose_name=_("version")
    )
    grade = models.CharField(_("grade"), max_length=20)
    verdict = models.CharField(_("standing"), max_length=8, choices=Verdict.choices)
    total = models.DecimalField(_("counted"), max_digits=9, decimal_places=2)
    missing = models.DecimalField(_("missing"), max_digits=9, decimal_places=2)
    ends_on = models.DateField(_("period ends"), null=True, blank=True)
    over_on = models.DateField(
        _("last period ended"),
        null=True,
        blank=True,
        help_text=_("The newest period for which a declaration is asked."),
    )
    declare_by = models.DateField(_("declaration due"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("standing in CPD")
        verbose_name_plural = _("standings in CPD")
        indexes = [models.Index(fields=["requirement", "verdict"], name="cpd_standing_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["member", "requirement"], name="cpd_standing_once")
        ]

    def __str__(self):
        return f"{self.requirement}: {self.get_verdict_display()}"


class PathwayStanding(Kept):
    """On a pathway that starts from a title the member holds."""

    class Verdict(models.TextChoices):
        READY = PathwayVerdict.READY.value, _("Ready")
        MISSING = PathwayVerdict.MISSING.value, _("Missing")
        UNSAID = PathwayVerdict.UNSAID.value, _("Cannot say yet")
        NOT_OPEN = PathwayVerdict.NOT_OPEN.value, _("Not open yet")
        UNPUBLISHED = PathwayVerdict.UNPUBLISHED.value, _("Rules not published")
        CLOSED = PathwayVerdict.CLOSED.value, _("No longer open")

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="pathway_standings", verbose_name=_("member")
    )
    pathway = models.ForeignKey(
        Pathway, on_delete=models.CASCADE, related_name="standings", verbose_name=_("pathway")
    )
    version = models.ForeignKey(
        PathwayVersion,
        on_delete=models.CASCADE,
        related_name="standings",
        verbose_name=_("version"),
    )
    verdict = models.CharField(_("standing"), max_length=12, choices=Verdict.choices)
    met = models.PositiveSmallIntegerField(_("met"))
    conditions = models.PositiveSmallIntegerField(_("conditions"))
    missing = models.PositiveSmallIntegerField(_("missing"))
    earliest = models.DateField(_("nothing missing from"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("standing on a pathway")
        verbose_name_plural = _("standings on pathways")
        indexes = [models.Index(fields=["pathway", "verdict"], name="pathway_standing_by_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["member", "pathway"], name="pathway_standing_once")
        ]

    def __str__(self):
        return f"{self.pathway}: {self.get_verdict_display()}"


class Run(models.Model):
    """One time at which all members were assessed, by which rules, and how far it has come."""

    on = models.DateField(_("for the day"))
    rules = models.CharField(_("fingerprint of the rules"), max_length=16)
    began_at = models.DateTimeField(_("began"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    members = models.PositiveIntegerField(_("members"), default=0)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("assessment of all members")
        verbose_name_plural = _("assessments of all members")

    def __str__(self):
        return f"{self.on:%Y-%m-%d}"
