"""What happened to an audit, step by step: who answered, returned or decided it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.profile.models import Member

from .models import Audit

BY_MEMBER = Q(to_state="submitted")


class AuditMove(models.Model):
    """Written by a verb together with the new state, and never changed.

    The owner stands here again so that the database itself can refuse a decision in one's own case.
    """

    audit = models.ForeignKey(
        Audit, on_delete=models.CASCADE, related_name="moves", verbose_name=_("audit")
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    from_state = models.CharField(_("before"), max_length=9, choices=Audit.State.choices)
    to_state = models.CharField(_("after"), max_length=9, choices=Audit.State.choices)
    made_at = models.DateTimeField(_("when"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="audit_moves",
        verbose_name=_("by"),
    )
    statement = models.CharField(
        _("statement"), max_length=14, choices=Audit.Statement.choices, blank=True
    )
    note = models.TextField(_("in words"), max_length=2000, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = _("step of an audit")
        verbose_name_plural = _("steps of audits")
        constraints = [
            models.CheckConstraint(
                condition=Q(from_state__in=["open", "returned"], to_state="submitted")
                | Q(from_state__in=["open", "returned"], to_state__in=["failed", "excused"])
                | Q(
                    from_state="submitted",
                    to_state__in=["returned", "passed", "remarks", "failed", "excused"],
                ),
                name="audit_move_possible",
            ),
            models.CheckConstraint(
                condition=(BY_MEMBER & Q(made_by=F("member")))
                | (~BY_MEMBER & ~Q(made_by=F("member"))),
                name="audit_move_not_in_own_case",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"
