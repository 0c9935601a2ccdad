"""What is published: per language, by the clock, with no job that has to run."""

from datetime import datetime

from django.db import models, transaction
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import SUFFIXES, Bilingual, column, suffix
from agreements.freshness.models import PublicModel, PublicQuerySet
from agreements.renaming import Renamed
from agreements.search.models import SearchEntry, entry

from . import approval
from .approval import Approval
from .withheld.workflow import open_from, put_in_place


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def not_withdrawn(at: datetime) -> Q:
    return Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at)


def open_to(for_members: bool) -> Q:
    """Everything for members; for everybody else what is not kept for members."""
    return Q() if for_members else Q(members_only=False)


class PublicationQuerySet(PublicQuerySet):
    """`published` is the one door to rows that the public, or members, may read."""

    def published(self, at: datetime | None = None, *, for_members: bool = False):
        """Readable at `at` (default: now) in the language of the page."""
        at = at or timezone.now()
        return self.filter(
            open_to(for_members), not_withdrawn(at), **{f"{column('published_at')}__lte": at}
        )

    def published_in_any_language(self, at: datetime | None = None, *, for_members: bool = False):
        """Readable at `at` in at least one language: its address answers, and offers that one."""
        at = at or timezone.now()
        begun = Q(published_at_en__lte=at) | Q(published_at_zh__lte=at)
        return self.filter(open_to(for_members), not_withdrawn(at), begun)

    def in_the_open(self, at: datetime | None = None):
        """Readable by everybody at `at` (default: now), with no end set: nobody has to be asked."""
        return self.published_in_any_language(at).filter(withdrawn_at__isnull=True)

    def not_withdrawn(self, at: datetime):
        return self.filter(not_withdrawn(at))

    def in_state(self, state: State, language: str, at: datetime):
        """As `state_in` says of each row, at `at`; `language` is the ending of a column."""
        start = f"published_at_{language}"
        if state == State.WITHDRAWN:
            return self.filter(withdrawn_at__lte=at)
        begun = {
            State.DRAFT: {f"{start}__isnull": True},
            State.SCHEDULED: {f"{start}__gt": at},
            State.PUBLISHED: {f"{start}__lte": at},
        }
        return self.not_withdrawn(at).filter(**begun[state])

    def newest_first(self):
        """By the moment of publication in the language of the page; the id makes it total.

        For what is published: where drafts stand differs between databases. Any other place for
        them would cost the index.
        """
        return self.order_by(f"-{column('published_at')}", "-id")


def work_first(at: datetime) -> list:
    """Order: what waits for approval, what has begun in no language yet, then the rest."""
    no_english = Q(published_at_en__isnull=True) | Q(published_at_en__gt=at)
    no_chinese = Q(published_at_zh__isnull=True) | Q(published_at_zh__gt=at)
    rank = Case(
        When(asked_at__isnull=False, then=0),
        When(no_english & no_chinese & not_withdrawn(at), then=1),
        default=2,
    )
    return [rank.asc(), "-updated_at", "-id"]


class Publication(Renamed, Approval, PublicModel):
    """A public item whose two languages have each their own text and their own start."""

    # What the checks before publishing read, without the ending of the language; "" for none.
    LEAD, BODY = "lead", "body"
    NEEDS_BODY = True  # without one the public page would be empty

    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    published_at_en = models.DateTimeField(
        _("publish in English from"),
        null=True,
        blank=True,
        help_text=_("Beijing time (UTC+8). Empty: a draft. In the future: scheduled."),
    )
    published_at_zh = models.DateTimeField(
        _("publish in Chinese from"),
        null=True,
        blank=True,
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

    is_preview = False  # shown to somebody who may see it before its minute

    objects = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True
        # All that says who may read it when, so that a list finds its rows by the index alone.
        indexes = [
            models.Index(
                fields=[f"published_at_{suffix}", "id", "withdrawn_at", "members_only"],
                name=f"%(class)s_listed_{suffix}",
            )
            for suffix in SUFFIXES
        ]
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
            *approval.CONSTRAINTS,
        ]

    def __str__(self):
        return self.title or self.title_en or self.title_zh

    @classmethod
    def met_by_readers(cls):
        """Withdrawn or not: those that had begun."""
        now = timezone.now()
        begun = Q(published_at_en__lte=now) | Q(published_at_zh__lte=now)
        return cls._base_manager.filter(begun)

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        transaction.on_commit(self.put_files_in_place, robust=True)

    def file_names(self) -> list[str]:
        """Of all files that are read with it."""
        return []

    def put_files_in_place(self) -> None:
        """Apart at once; into the open beside the pages, from the first start on.

        As the table says: whoever calls may have read the row before somebody withdrew it.
        """
        names = self.file_names()
        if names and not type(self).objects.in_the_open().filter(pk=self.pk).exists():
            put_in_place(names, is_open=False)
        starts = [at for at in (self.published_at_en, self.published_at_zh) if at]
        if names and starts:
            open_from(self, min(starts))

    def public_moments(self):
        return [self.published_at_en, self.published_at_zh, self.withdrawn_at]

    @classmethod
    def searchable(cls):
        return cls.objects.filter(**{f"{column('published_at')}__isnull": False})

    def search_entry(self, **texts) -> SearchEntry:
        """Of this item or a part of it. Read when it is readable itself, and by the same people."""
        defaults = {"title": self.title, "path": self.get_absolute_url(), "at": self.published_at}
        return entry(
            kind=self.search_kind,
            row=self.pk,
            suffix=suffix(),
            published_at=self.published_at,
            withdrawn_at=self.withdrawn_at,
            members_only=self.members_only,
            **(defaults | texts),
        )

    def state(self, at: datetime | None = None) -> State:
        """In the language of the page, at `at` (default: now)."""
        return self.state_in(suffix(), at or timezone.now())

    def state_in(self, language: str, at: datetime) -> State:
        """In the language whose columns end so, at `at`."""
        start = getattr(self, f"published_at_{language}")
        if self.withdrawn_at and self.withdrawn_at <= at:
            return State.WITHDRAWN
        if start is None:
            return State.DRAFT
        return State.PUBLISHED if start <= at else State.SCHEDULED

    def particulars(self) -> dict:
        """What checks before publishing look at beside titles and texts: fields of `Item`."""
        return {}

    @property
    def is_readable(self) -> bool:
        """Published now, in the language of the page; in a preview, written in it."""
        if self.is_preview:
            return bool(self.title)
        return self.state() is State.PUBLISHED

    @property
    def is_in_both_languages(self) -> bool:
        """Begun in each of them, so that each page has the other as its alternate."""
        now = timezone.now()
        return all(start and start <= now for start in (self.published_at_en, self.published_at_zh))
