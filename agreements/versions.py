"""Rules that are written as drafts, published once, and apply until the next version begins."""

from datetime import date, datetime, time

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .bilingual import Bilingual
from .freshness.models import PublicModel, PublicQuerySet
from .sources import Sourced


class RulesQuerySet(PublicQuerySet):
    def live(self):
        """Published: those that apply, did, or will."""
        return self.filter(published_at__isnull=False)

    def in_force(self, on: date):
        """Of each owner the one version that applies on `on`: the newest that has begun."""
        owner = self.model.OWNER
        newest = (
            self.model.objects.live()
            .filter(**{owner: OuterRef(owner), "effective_from__lte": on})
            .order_by("-effective_from")
        )
        return self.filter(pk=Subquery(newest.values("pk")[:1]))


class RulesVersion(Sourced, PublicModel):
    """The rules of its owner from one day on. A day has at most one: each model constrains it."""

    OWNER: str  # the foreign key to what the rules belong to

    effective_from = models.DateField(_("applies from"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    note_en = models.TextField(_("what else to know, English"), max_length=2000, blank=True)
    note_zh = models.TextField(_("what else to know, Chinese"), max_length=2000, blank=True)

    note = Bilingual()

    objects = RulesQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{getattr(self, self.OWNER)} ({self.effective_from:%Y-%m-%d})"

    def public_moments(self):
        """Published rules appear where their first day begins (Beijing)."""
        begins = timezone.make_aware(datetime.combine(self.effective_from, time()))
        return [*super().public_moments(), begins if self.is_published else None]

    @property
    def is_published(self) -> bool:
        return self.published_at is not None
