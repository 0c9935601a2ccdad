"""Which agreements a member wants to hear of; of one that was taken out, that it is gone."""

from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import column
from agreements.register.models import Agreement, StatusChange
from agreements.register.removal import Removal
from agreements.rows import Rows
from members.profile.models import Member


class FollowQuerySet(models.QuerySet):
    def of(self, member: Member):
        return self.filter(member=member).select_related("agreement")

    def at(self, slug: str):
        """The entry of that name; without one, what was taken out and was called so."""
        removed = Removal.objects.filter(slug=slug).values("entry")
        here = self.filter(agreement__slug=slug)
        return here if here.exists() else self.filter(agreement=None, entry__in=removed)

    def with_changes(self):
        """`changes`: the steps in the life of each that came in since it is followed."""
        since = StatusChange.objects.filter(
            agreement=OuterRef("agreement"), created_at__gt=OuterRef("since")
        )
        return self.annotate(
            changes=Rows(
                since.order_by("-created_at", "-id"),
                status="status",
                first="changed_on",
                precision="precision",
                note=column("note"),
            )
        )


class Follow(models.Model):
    """The member's alone: how many follow an agreement is shown nowhere.

    `entry` is the key of the agreement, and stays when it is taken out of the register.
    """

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="follows", verbose_name=_("member")
    )
    agreement = models.ForeignKey(
        Agreement,
        on_delete=models.SET_NULL,
        related_name="follows",
        verbose_name=_("agreement"),
        null=True,
    )
    entry = models.PositiveBigIntegerField(_("number of the entry"), editable=False)
    since = models.DateTimeField(_("followed since"), auto_now_add=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        ordering = ["-since", "-id"]
        verbose_name = _("followed agreement")
        verbose_name_plural = _("followed agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["member", "agreement"],
                name="follow_an_agreement_once",
                violation_error_message=_("You follow this agreement already."),
            )
        ]

    def __str__(self):
        return f"{self.member}: {self.agreement or self.entry}"

    def save(self, *args, **kwargs):
        self.entry = self.agreement_id or self.entry
        super().save(*args, **kwargs)
