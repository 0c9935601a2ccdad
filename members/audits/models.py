"""Audits: a member shows what is behind the CPD of a period, and the Society says what it finds."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.requirements.models import CpdRequirement
from members.cpd.models import Record
from members.profile.models import Member

from .draws import Draw


class Consequence(models.Model):
    """What follows when so many audits of a requirement are failed, one after the other."""

    requirement = models.ForeignKey(
        CpdRequirement,
        on_delete=models.CASCADE,
        related_name="audit_consequences",
        verbose_name=_("CPD requirement"),
    )
    failures = models.PositiveSmallIntegerField(
        _("from … failed audits in a row"),
        help_text=_("It holds until a row with a higher number does."),
    )
    text_en = models.TextField(_("what follows, in English"), max_length=500)
    text_zh = models.TextField(_("what follows, in Chinese"), max_length=500)
    is_drawn_again = models.BooleanField(
        _("audited again"),
        default=False,
        help_text=_("The next draw includes the member without drawing."),
    )

    text = Bilingual()

    class Meta:
        ordering = ["requirement", "failures"]
        verbose_name = _("consequence of failed audits")
        verbose_name_plural = _("consequences of failed audits")
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "failures"],
                name="consequence_once_a_number",
                violation_error_message=_("This requirement has a consequence from there already."),
            ),
            models.CheckConstraint(
                condition=Q(failures__gte=1),
                name="consequence_of_a_failure",
                violation_error_message=_("A consequence follows from the first failure on."),
            ),
            models.CheckConstraint(
                condition=~Q(text_en="") & ~Q(text_zh=""),
                name="consequence_says_what_follows",
                violation_error_message=_("Write what follows in both languages."),
            ),
        ]

    def __str__(self):
        return gettext("%(requirement)s, from %(failures)s on") % {
            "requirement": self.requirement,
            "failures": self.failures,
        }


def entries_of(where: Q = Q()) -> Subquery:  # noqa: B008 - a Q is never changed
    """The number of the member's entries of the period that count."""
    own = Record.objects.filter(
        where,
        Record.is_counting(),
        member=OuterRef("member"),
        done_on__gte=OuterRef("draw__first_on"),
        done_on__lte=OuterRef("draw__last_on"),
    )
    number = own.order_by().values("member").annotate(number=Count("pk", distinct=True))
    return Coalesce(Subquery(number.values("number")), 0)


class AuditQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("draw__requirement", "consequence")

    def waiting_for_member(self):
        """Those due first on top."""
        return self.filter(state__in=Audit.WAITING_FOR_MEMBER).order_by("due_on", "pk")

    def waiting_for_staff(self, on: date):
        """Sent, or not answered although the day has passed."""
        return self.filter(
            Q(state=Audit.State.SUBMITTED) | Q(state__in=Audit.WAITING_FOR_MEMBER, due_on__lt=on)
        )

    def with_evidence_counts(self):
        """Of the entries of the period: how many there are `to_show`, and how many are `proven`."""
        is_proven = Q(state=Record.State.VERIFIED) | Q(evidence__isnull=False)
        return self.annotate(to_show=entries_of(), proven=entries_of(is_proven))


class Audit(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("To be answered")
        SUBMITTED = "submitted", _("With reviewer")
        RETURNED = "returned", _("Returned to you")
        PASSED = "passed", _("Passed")
        REMARKS = "remarks", _("Passed with remarks")
        FAILED = "failed", _("Not passed")
        EXCUSED = "excused", _("Excused")

    # Where each state may lead. Not passed without an answer: only once the day has gone by.
    NEXT = {
        State.OPEN: {State.SUBMITTED, State.FAILED, State.EXCUSED},
        State.SUBMITTED: {
            State.RETURNED,
            State.PASSED,
            State.REMARKS,
            State.FAILED,
            State.EXCUSED,
        },
        State.RETURNED: {State.SUBMITTED, State.FAILED, State.EXCUSED},
    }
    WAITING_FOR_MEMBER = frozenset({State.OPEN, State.RETURNED})
    ENDED = frozenset({State.PASSED, State.REMARKS, State.FAILED, State.EXCUSED})

    class Statement(models.TextChoices):
        READY = "ready", _("My entries and their evidence are ready to be checked")
        ELSEWHERE = "elsewhere", _("My records are with my employer or with another body")
        NOT_PRACTISING = "not_practising", _("I did not practise in this period")
        CANNOT = "cannot", _("I cannot show what is asked")

    draw = models.ForeignKey(
        Draw, on_delete=models.PROTECT, related_name="audits", verbose_name=_("draw")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="audits", verbose_name=_("member")
    )
    is_added = models.BooleanField(_("added after a failed audit"), default=False, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=State.choices, default=State.OPEN, editable=False
    )
    due_on = models.DateField(_("answer by"), editable=False)
    notified_at = models.DateTimeField(_("notice sent"), null=True, blank=True, editable=False)
    extended_at = models.DateTimeField(_("extended"), null=True, blank=True, editable=False)
    extension_reason = models.TextField(
        _("reason for the extension"), max_length=500, blank=True, editable=False
    )

    statement = models.CharField(
        _("statement"), max_length=14, choices=Statement.choices, blank=True
    )
    explanation = models.TextField(_("explanation"), max_length=2000, blank=True)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    rounds = models.PositiveSmallIntegerField(_("times sent"), default=0, editable=False)

    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="audits_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    feedback = models.TextField(_("feedback"), max_length=2000, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failed in a row"), default=0, editable=False)
    consequence = models.ForeignKey(
        Consequence,
        on_delete=models.PROTECT,
        related_name="audits",
        verbose_name=_("consequence"),
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("drawn"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-draw__last_on", "-id"]
        verbose_name = _("CPD audit")
        verbose_name_plural = _("CPD audits")
        permissions = [("decide_audit", "Can decide about CPD audits")]
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="audit_queue"),
            models.Index(fields=["member", "state"], name="audit_of_member"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["draw", "member"],
                name="audit_once_a_draw",
                violation_error_message=_("This member is drawn already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "open",
                        "submitted",
                        "returned",
                        "passed",
                        "remarks",
                        "failed",
                        "excused",
                    ]
                ),
                name="audit_state_known",
            ),
            models.CheckConstraint(
                condition=Q(statement__in=["", "ready", "elsewhere", "not_practising", "cannot"]),
                name="audit_statement_known",
            ),
            models.CheckConstraint(
                condition=Q(statement="", rounds=0, submitted_at__isnull=True)
                | ~Q(statement="") & Q(rounds__gte=1, submitted_at__isnull=False),
                name="audit_answer_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["open", "failed", "excused"]) | Q(rounds__gte=1),
                name="audit_answered_before_a_finding",
            ),
            models.CheckConstraint(
                condition=Q(statement__in=["", "ready"]) | ~Q(explanation=""),
                name="audit_statement_is_explained",
                violation_error_message=_("Write a line of explanation."),
            ),
            models.CheckConstraint(
                condition=Q(extended_at__isnull=True, extension_reason="")
                | Q(extended_at__isnull=False) & ~Q(extension_reason=""),
                name="audit_extension_has_reason",
                violation_error_message=_("Write the reason."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "passed", "remarks", "failed", "excused"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="audit_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "remarks", "failed", "excused"])
                | ~Q(feedback=""),
                name="audit_decision_is_explained",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")),
                name="audit_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.CheckConstraint(
                condition=Q(state="failed", failures__gte=1)
                | ~Q(state="failed") & Q(failures=0, consequence__isnull=True),
                name="audit_consequence_of_failure",
            ),
        ]

    def __str__(self):
        return f"{self.member}: {self.draw}"

    def get_absolute_url(self):
        return reverse("members:audits:audit_detail", args=[self.pk])

    @property
    def is_open_to_member(self) -> bool:
        return self.state in self.WAITING_FOR_MEMBER

    @property
    def is_ended(self) -> bool:
        return self.state in self.ENDED

    @property
    def round_numbers(self) -> range:
        return range(1, self.rounds + 1)

    def is_overdue(self, on: date) -> bool:
        """`due_on` is the last day to answer."""
        return self.is_open_to_member and self.due_on < on

    def may_be_extended(self, on: date) -> bool:
        """Once, by the last day to answer, where the draw gives days for it."""
        is_asked_in_time = self.is_open_to_member and self.due_on >= on
        return bool(is_asked_in_time and self.extended_at is None and self.draw.extension_days)
