"""Whether a reviewer has an interest in a case: said before the file is opened, and kept."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.profile.models import Member, User

from .models import Qualification


class InterestQuerySet(models.QuerySet):
    def of(self, reviewer: User):
        return self.filter(reviewer=reviewer)

    def conflicting(self):
        return self.filter(has_interest=True)


class Interest(models.Model):
    """What a reviewer stated of a case. Rows are added, never changed: an interest stays.

    Whoever has one in a case of a member opens and decides none of that member's.
    """

    qualification = models.ForeignKey(
        Qualification,
        on_delete=models.CASCADE,
        related_name="interests",
        verbose_name=_("qualification"),
    )
    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="+", verbose_name=_("member")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="interests",
        verbose_name=_("reviewer"),
    )
    has_interest = models.BooleanField(_("has an interest in it"))
    stated_at = models.DateTimeField(_("stated"), auto_now_add=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["-stated_at", "-id"]
        verbose_name = _("statement of interest")
        verbose_name_plural = _("statements of interest")
        indexes = [
            models.Index(
                fields=["reviewer", "member"],
                condition=Q(has_interest=True),
                name="interest_closes_member",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["qualification", "reviewer", "has_interest"], name="interest_stated_once"
            ),
            models.CheckConstraint(
                condition=~Q(reviewer=F("member")),
                name="interest_of_another",
                violation_error_message=_("Nobody decides their own case."),
            ),
        ]

    def __str__(self):
        return f"{self.reviewer}: {self.qualification}"


def open_to(reviewer: User, cases: QuerySet[Qualification]) -> QuerySet[Qualification]:
    """Without their own, and without those of members in whose cases they have an interest."""
    closed = Interest.objects.of(reviewer).conflicting().filter(member=OuterRef("member"))
    return cases.exclude(member=reviewer.pk).exclude(Exists(closed))


def has_interest(reviewer: User, case: models.Model) -> bool:
    """In the cases of the member of `case`, of whatever kind it is."""
    conflicting = Interest.objects.of(reviewer).conflicting()
    return conflicting.filter(member=case.member_id).exists()


def refuse_interested(reviewer: User, case: models.Model) -> None:
    """Raises ValidationError: who has an interest in one case of a member decides none."""
    if has_interest(reviewer, case):
        raise ValidationError(gettext("You have stated an interest in the cases of this member."))


def is_stated(reviewer: User, held: Qualification) -> bool:
    return Interest.objects.of(reviewer).filter(qualification=held).exists()
