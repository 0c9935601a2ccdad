"""What a reader of the register says is wrong, and what the Society made of it."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.mail import told_lately
from agreements.pathways.models import Pathway
from agreements.register.models import Agreement

# Without signs that are easily taken for another: 25 signs, 150,000 million references.
SIGNS = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8
ADDRESS_KEPT = timedelta(days=30)


def new_reference() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


class ChangeReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=ChangeReport.OPEN)

    def told_and_untouched(self):
        """Those of which the officers were told within a day, and that nobody has taken yet."""
        return told_lately(self.filter(state=ChangeReport.State.NEW))

    def with_address_to_erase(self):
        """Decided so long ago that nobody will be answered any more."""
        return self.filter(decided_at__lt=timezone.now() - ADDRESS_KEPT).exclude(email="")


class ChangeReport(models.Model):
    """A task for the agreements officer. Whoever wrote it has no account, and may have no address.

    Its reference is random: who knows it sees what became of the report, and nothing of its writer.
    """

    class State(models.TextChoices):
        NEW = "new", _("New")
        TAKEN = "taken", _("Being looked at")
        SETTLED = "settled", _("Settled")
        DECLINED = "declined", _("Not taken up")

    OPEN = [State.NEW, State.TAKEN]
    NEXT = {
        State.NEW: {State.TAKEN},
        State.TAKEN: {State.NEW, State.SETTLED, State.DECLINED},
    }

    reference = models.CharField(
        _("reference"), max_length=LENGTH, unique=True, default=new_reference, editable=False
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.CASCADE,
        related_name="change_reports",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
    )
    pathway = models.ForeignKey(
        Pathway,
        on_delete=models.CASCADE,
        related_name="change_reports",
        verbose_name=_("pathway"),
        null=True,
        blank=True,
    )
    what = models.TextField(_("what is wrong"), max_length=2000)
    source = models.CharField(_("how it is known"), max_length=500, blank=True)
    email = models.EmailField(_("address for the answer"), blank=True)
    language = models.CharField(_("language"), max_length=7, choices=settings.LANGUAGES)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.NEW, editable=False
    )
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)
    told_at = models.DateTimeField(
        _("officers told by mail"), null=True, blank=True, editable=False
    )
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="change_reports_taken",
        verbose_name=_("taken by"),
        null=True,
        blank=True,
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="change_reports_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    answer = models.TextField(_("answer"), max_length=1000, blank=True, editable=False)

    objects = ChangeReportQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("report of a reader")
        verbose_name_plural = _("reports of readers")
        permissions = [("settle_changereport", "Can settle what readers report")]
        indexes = [models.Index(fields=["state", "created_at"], name="change_report_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "taken", "settled", "declined"]),
                name="change_report_state_known",
            ),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(pathway__isnull=False),
                name="change_report_is_about_something",
                violation_error_message=_("Say what it is about."),
            ),
            models.CheckConstraint(
                condition=Q(state="new", taken_by__isnull=True)
                | ~Q(state="new") & Q(taken_by__isnull=False),
                name="change_report_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["settled", "declined"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                )
                & ~Q(answer="")
                | Q(state__in=["new", "taken"], decided_by__isnull=True, decided_at__isnull=True),
                name="change_report_decision_is_signed",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return reverse("change_report", args=[self.reference])

    @property
    def about(self) -> Agreement | Pathway:
        return self.pathway or self.agreement

    @property
    def is_new(self) -> bool:
        return self.state == self.State.NEW

    @property
    def is_taken(self) -> bool:
        return self.state == self.State.TAKEN
