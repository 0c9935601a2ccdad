"""Qualifications: what a member says they hold, and what the Society has checked of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.evidence.models import EvidenceFile
from members.profile.facts import FactQuerySet
from members.profile.models import Member, User

from .claim import Claim

NEWEST_FIRST = (F("awarded_on").desc(nulls_last=True), "-id")


class QualificationQuerySet(FactQuerySet):
    def of(self, member: Member):
        """With `renewal_state`: of the record that renews it; None without, or if that failed."""
        renewal = Qualification.objects.filter(renews=OuterRef("pk")).exclude(
            state__in=Qualification.FAILED
        )
        return (
            self.filter(member=member)
            .select_related("grade__scheme__body")
            .annotate(renewal_state=Subquery(renewal.values("state")[:1]))
        )

    def awaiting_decision(self):
        return self.filter(state=Qualification.State.SUBMITTED)

    def oldest_sent_first(self):
        return self.order_by("submitted_at", "id")

    def newest_first(self):
        return self.order_by(*NEWEST_FIRST)

    def needing_first(self):
        """Those that wait for the member before the others: returned, unfinished drafts, the rest.

        The same division as `needs_member`.
        """
        needs = Case(
            When(state=Qualification.State.RETURNED, then=1),
            When(Qualification.is_unfinished(), then=2),
            default=3,
        )
        return self.order_by(needs, *NEWEST_FIRST)


class Qualification(Claim):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("With reviewer")
        RETURNED = "returned", _("Returned to you")
        VERIFIED = "verified", _("Checked by CSE")
        REJECTED = "rejected", _("Not approved")
        SUSPENDED = "suspended", _("Suspended")
        REVOKED = "revoked", _("Revoked")

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    ENDED = frozenset({State.REJECTED, State.SUSPENDED, State.REVOKED})
    DECIDED = frozenset(
        {State.RETURNED, State.VERIFIED, State.REJECTED, State.SUSPENDED, State.REVOKED}
    )
    FAILED = frozenset({State.REJECTED, State.REVOKED})
    # Where each state may lead. That a title has expired is a date and no state: no job has to run.
    NEXT = {
        State.DRAFT: {State.SUBMITTED},
        State.SUBMITTED: {State.DRAFT, State.RETURNED, State.VERIFIED, State.REJECTED},
        State.RETURNED: {State.SUBMITTED},
        State.VERIFIED: {State.SUSPENDED, State.REVOKED},
        State.SUSPENDED: {State.VERIFIED, State.REVOKED},
    }

    # While it stands so, a decision rests on its files, or is about to.
    KEEPS_EVIDENCE = frozenset({State.SUBMITTED, State.VERIFIED, State.SUSPENDED})

    renews = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        related_name="renewals",
        verbose_name=_("renews"),
        null=True,
        blank=True,
        editable=False,
    )

    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="qualifications_decided",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
    )
    first_signed_at = models.DateTimeField(
        _("first signature"), null=True, blank=True, editable=False
    )
    first_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="qualifications_signed_first",
        verbose_name=_("first signed by"),
        null=True,
        blank=True,
        editable=False,
    )
    # Who has it on the desk, and until when nobody else may take it from there.
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        related_name="qualifications_taken",
        verbose_name=_("with"),
        null=True,
        blank=True,
        editable=False,
    )
    taken_until = models.DateTimeField(_("kept until"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    evidence = models.ManyToManyField(
        EvidenceFile, related_name="qualifications", verbose_name=_("evidence"), blank=True
    )

    objects = QualificationQuerySet.as_manager()

    class Meta(Claim.Meta):
        abstract = False
        ordering = NEWEST_FIRST
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        indexes = [
            models.Index(fields=["state", "submitted_at"], name="qualification_queue"),
            models.Index(fields=["number_key", "grade"], name="qualification_same_number"),
        ]
        constraints = [
            *Claim.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "draft",
                        "submitted",
                        "returned",
                        "verified",
                        "rejected",
                        "suspended",
                        "revoked",
                    ]
                ),
                name="qualification_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["returned", "verified", "rejected", "suspended", "revoked"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="qualification_decision_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False),
                name="qualification_sent_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("member")) & ~Q(first_signed_by=F("member")),
                name="qualification_decided_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.CheckConstraint(
                condition=Q(first_signed_by__isnull=True, first_signed_at__isnull=True)
                | Q(
                    state__in=["submitted", "verified"],
                    first_signed_by__isnull=False,
                    first_signed_at__isnull=False,
                ),
                name="qualification_first_signature_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="verified") | ~Q(first_signed_by=F("decided_by")),
                name="qualification_two_signatures_of_two",
                violation_error_message=_("Somebody else has to sign second."),
            ),
            models.CheckConstraint(
                condition=Q(taken_by__isnull=True)
                | Q(state="submitted", taken_until__isnull=False),
                name="qualification_taken_while_it_waits",
            ),
            models.CheckConstraint(
                condition=~Q(taken_by=F("member")),
                name="qualification_taken_by_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
            models.CheckConstraint(
                condition=Q(renews__isnull=True) | Q(renews__lt=F("id")),
                name="qualification_renews_an_earlier_one",
            ),
            models.UniqueConstraint(
                fields=["renews"],
                condition=~Q(state__in=["rejected", "revoked"]),
                name="qualification_renewed_once",
                violation_error_message=_("You are renewing this qualification already."),
            ),
            # A renewal may keep the number of what it renews.
            models.UniqueConstraint(
                fields=["member", "grade", "number_key"],
                condition=~Q(number="")
                & ~Q(kind="letter")
                & Q(grade__isnull=False, renews__isnull=True),
                name="qualification_number_once",
                violation_error_message=_("You have entered this title with this number already."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("members:qualifications:qualification_detail", args=[self.pk])

    @staticmethod
    def is_unfinished() -> Q:
        """A draft that says too little to be sent; the same as `gaps`."""
        without_issuer = Q(grade__isnull=True, issuer="")
        return Q(state=Qualification.State.DRAFT) & (Q(awarded_on__isnull=True) | without_issuer)

    @property
    def needs_member(self) -> bool:
        if self.state == self.State.DRAFT:
            return bool(self.gaps())
        return self.state == self.State.RETURNED

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_deletable(self) -> bool:
        """A draft that was never decided on: a decision stays in the record."""
        return self.is_draft and self.decided_at is None

    def is_kept_from(self, user: User, now: datetime) -> bool:
        """Somebody else has it on the desk."""
        return self.taken_by_id not in (None, user.pk) and self.taken_until > now

    @property
    def needs_two_signatures(self) -> bool:
        return bool(self.grade and self.grade.needs_two_signatures)

    @property
    def may_be_renewed(self) -> bool:
        """It was checked, has an end, and nothing renews it yet (see `of`)."""
        is_ending = self.state == self.State.VERIFIED and self.valid_until is not None
        return is_ending and self.renewal_state is None

    @property
    def is_renewed(self) -> bool:
        """By a record that is checked (see `of`)."""
        return self.renewal_state == self.State.VERIFIED

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE
