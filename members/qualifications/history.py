"""What happened to a qualification, step by step: who sent, signed, decided or took it back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from members.profile.models import Member

from .models import Qualification
from .reasons import FIELD_AT_FAULT, Reason

State = Qualification.State
FIRST_SIGNATURE = Q(from_state="submitted", to_state="submitted")
BY_MEMBER = Q(from_state__in=["draft", "returned"]) | Q(to_state="draft")


class MoveQuerySet(models.QuerySet):
    def answers(self):
        """What a member waited for: decisions on what was sent, without the first of two."""
        return self.filter(from_state=State.SUBMITTED).exclude(
            to_state__in=[State.DRAFT, State.SUBMITTED]
        )


class Move(models.Model):
    """Written by a verb together with the new state, and never changed.

    `sent_at` is when the claim that the step answers had been sent. The owner stands here again so
    that the database itself can refuse a decision in one's own case.
    """

    qualification = models.ForeignKey(
        Qualification,
        on_delete=models.CASCADE,
        related_name="moves",
        verbose_name=_("qualification"),
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    from_state = models.CharField(_("before"), max_length=10, choices=State.choices)
    to_state = models.CharField(_("after"), max_length=10, choices=State.choices)
    made_at = models.DateTimeField(_("when"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="qualification_moves",
        verbose_name=_("by"),
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    note = models.TextField(_("to the member"), max_length=1000, blank=True)
    # Lines of the checklist, each with what the reviewer answered (members/review/checklist.py).
    checked = models.JSONField(_("checklist"), default=dict, blank=True)

    objects = MoveQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = _("step of a qualification")
        verbose_name_plural = _("steps of qualifications")
        indexes = [
            models.Index(fields=["from_state", "-made_at"], name="qualification_move_answers")
        ]
        constraints = [
            models.CheckConstraint(
                condition=FIRST_SIGNATURE
                | Q(from_state="draft", to_state="submitted")
                | Q(from_state="submitted", to_state__in=["draft", "returned"])
                | Q(from_state="submitted", to_state__in=["verified", "rejected"])
                | Q(from_state="returned", to_state="submitted")
                | Q(from_state="verified", to_state__in=["suspended", "revoked"])
                | Q(from_state="suspended", to_state__in=["verified", "revoked"]),
                name="qualification_move_possible",
            ),
            models.CheckConstraint(
                condition=(BY_MEMBER & Q(made_by=F("member")))
                | (~BY_MEMBER & ~Q(made_by=F("member"))),
                name="qualification_move_not_in_own_case",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.CheckConstraint(
                condition=~Q(to_state__in=["returned", "rejected", "suspended", "revoked"])
                | ~Q(reason=""),
                name="qualification_move_gives_reason",
            ),
            models.CheckConstraint(
                condition=~Q(reason="other") | ~Q(note=""),
                name="qualification_move_says_what_else",
            ),
            models.CheckConstraint(
                condition=~Q(from_state="submitted")
                | Q(sent_at__isnull=False, sent_at__lte=F("made_at")),
                name="qualification_move_after_sending",
            ),
        ]

    def __str__(self):
        return f"{self.get_from_state_display()} → {self.get_to_state_display()}"

    @property
    def is_first_signature(self) -> bool:
        return self.from_state == self.to_state

    @property
    def explained(self) -> str:
        """The reason in the language of the page: the ready sentence, then what was added."""
        sentence = "" if self.reason in {"", Reason.OTHER} else self.get_reason_display()
        return "\n".join(filter(None, [sentence, self.note]))

    @property
    def fault(self) -> dict[str, str]:
        """The field that the reason names, with what is said of it; {} where it names none."""
        field = FIELD_AT_FAULT.get(self.reason)
        return {field: self.explained} if field else {}
