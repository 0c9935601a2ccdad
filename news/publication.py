"""What is published: per language, by the clock, with no job that has to run."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual, column
from agreements.freshness.models import PublicModel, PublicQuerySet


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PublicationQuerySet(PublicQuerySet):
    """`published` is the one door to rows that the public, or members, may read."""

    def published(self, at: datetime | None = None, *, for_members: bool = False):
        """Readable at `at` (default: now) in the language of the page."""
        at = at or timezone.now()
        begun = Q(**{f"{column('published_at')}__lte": at})
        return self.not_withdrawn(at).open_to(for_members).filter(begun)

    def published_in_any_language(self, at: datetime | None = None, *, for_members: bool = False):
        """Readable at `at` in at least one language: its address answers, and offers that one."""
        at = at or timezone.now()
        begun = Q(published_at_en__lte=at) | Q(published_at_zh__lte=at)
        return self.not_withdrawn(at).open_to(for_members).filter(begun)

    def open_to(self, for_members: bool):
        """Everything for members; for everybody else what is not kept for members."""
        return self if for_members else self.filter(members_only=False)

    def not_withdrawn(self, at: datetime):
        return self.filter(Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at))

    def newest_first(self):
        """By the moment of publication in the language of the page; the id makes it total.

        For what is published: where drafts stand differs between databases. Any other place for
        them would cost the index.
        """
        return self.order_by(f"-{column('published_at')}", "-id")


class Publication(PublicModel):
    """A public item whose two languages have each their own text and their own start."""

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    published_at_en = models.DateTimeField(
        _("publish in English from"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Beijing time (UTC+8). Empty: a draft. In the future: scheduled."),
    )
    published_at_zh = models.DateTimeField(
        _("publish in Chinese from"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Beijing time (UTC+8). Empty: a draft. In the future: scheduled."),
    )
    withdrawn_at = models.DateTimeField(
        _("withdraw from"),
        null=True,
        blank=True,
        help_text=_("Beijing time (UTC+8). From this minute on the item is nowhere to be seen."),
    )
    members_only = models.BooleanField(
        _("for members only"),
        default=False,
        help_text=_("The public sees it nowhere: not in lists, feeds, search or data."),
    )

    title = Bilingual()
    published_at = Bilingual()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at_en__isnull=True) | ~Q(title_en=""),
                name="%(class)s_in_english_has_title",
                violation_error_message=_("Write the English title before publishing in English."),
            ),
            models.CheckConstraint(
                condition=Q(published_at_zh__isnull=True) | ~Q(title_zh=""),
                name="%(class)s_in_chinese_has_title",
                violation_error_message=_("Write the Chinese title before publishing in Chinese."),
            ),
        ]

    def __str__(self):
        return self.title or self.title_en or self.title_zh

    def public_moments(self):
        return [self.published_at_en, self.published_at_zh, self.withdrawn_at]

    def state(self, at: datetime | None = None) -> State:
        """In the language of the page, at `at` (default: now)."""
        at = at or timezone.now()
        if self.withdrawn_at and self.withdrawn_at <= at:
            return State.WITHDRAWN
        if self.published_at is None:
            return State.DRAFT
        return State.PUBLISHED if self.published_at <= at else State.SCHEDULED

    @property
    def is_readable(self) -> bool:
        """Published now, in the language of the page."""
        return self.state() is State.PUBLISHED

    @property
    def is_in_both_languages(self) -> bool:
        """Begun in each of them, so that each page has the other as its alternate."""
        now = timezone.now()
        return all(start and start <= now for start in (self.published_at_en, self.published_at_zh))
