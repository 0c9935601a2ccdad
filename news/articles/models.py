"""Articles, and what hangs on them: topics, tags, pictures, files."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual, column
from agreements.files import attachment_endings, check_attachment_size
from agreements.freshness.models import PublicModel
from agreements.register.models import Agreement
from agreements.renaming import FormerName
from agreements.search.models import SearchEntry
from news.files import (
    check_attachment,
    check_picture,
    draw_again,
    is_stored,
    own_folder,
    pages_of,
)
from news.pictures.workflow import ask
from news.publication import Publication, PublicationQuerySet
from news.readers import address_of
from news.removed.named import NamesFiles
from news.richtext import RichTextField, plain

MOST_PINNED = 3


class Category(PublicModel):
    slug = models.SlugField(_("short name in addresses"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    name_zh = models.CharField(_("name in Chinese"), max_length=80)

    name = Bilingual()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self):
        return self.name


class Tag(PublicModel):
    slug = models.SlugField(_("short name in addresses"), unique=True)
    name_en = models.CharField(_("name in English"), max_length=100)
    name_zh = models.CharField(_("name in Chinese"), max_length=100)

    name = Bilingual()

    class Meta:
        ordering = ["name_en"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def __str__(self):
        return self.name


class ArticleQuerySet(PublicationQuerySet):
    def for_lists(self):
        """With what a row of a list shows in the language of the page, and nothing else."""
        shown = map(column, ["title", "lead", "published_at"])
        named = self.annotate(topic_name=F(column("category__name")))
        return named.only(*shown, "slug", "members_only", "pinned_until")

    def pinned(self, at: datetime | None = None):
        return self.filter(pinned_until__gt=at or timezone.now())

    def newest_and_pinned(self, number: int, at: datetime):
        """The newest `number` rows and what is pinned at `at`, newest first.

        Found by two indexes: to sort all articles by both would read all of them.
        """
        newest = Article.objects.filter(pk__in=self.newest_first().values("pk")[:number])
        first, second = (part.order_by().values("pk") for part in (newest, self.pinned(at)))
        return Article.objects.filter(pk__in=first.union(second)).for_lists().newest_first()

    def pinned_first(self, number: int) -> list["Article"]:
        """The first `number` rows of the list: what is pinned, marked so, then the newest."""
        now = timezone.now()
        return top_of_list(self.newest_and_pinned(number, now), number, now)

    def below_pinned(self):
        """The rest of that list, newest first."""
        top = self.pinned().newest_first().values("pk")[:MOST_PINNED]
        return self.newest_first().exclude(pk__in=top)


def top_of_list(found: Iterable["Article"], number: int, at: datetime) -> list["Article"]:
    """The first `number` of these rows, newest first: what is pinned at `at` before the rest."""
    rows = list(found)
    top = [row for row in rows if row.pinned_until and row.pinned_until > at][:MOST_PINNED]
    for article in top:
        article.is_at_top = True
    return [*top, *(row for row in rows if row not in top)][:number]


class Article(Publication):
    search_kind = SearchEntry.Kind.ARTICLE

    class Kind(models.TextChoices):
        REPORT = "report", _("Report")
        PREVIEW = "preview", _("Announcement")
        NOTICE = "notice", _("Notice")

    kind = models.CharField(
        _("kind"),
        max_length=8,
        choices=Kind.choices,
        default=Kind.REPORT,
        help_text=_("An announcement was written before the event; a report after it."),
    )
    slug = models.SlugField(_("short name in the address"), max_length=100, unique=True)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="articles", verbose_name=_("topic")
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="articles", verbose_name=_("tags"))
    agreements = models.ManyToManyField(
        Agreement, blank=True, related_name="articles", verbose_name=_("agreements it speaks of")
    )
    lead_en = models.TextField(_("lead in English"), max_length=400, blank=True)
    lead_zh = models.TextField(_("lead in Chinese"), max_length=400, blank=True)
    body_en = RichTextField(_("text in English"), blank=True, has_pictures=True)
    body_zh = RichTextField(_("text in Chinese"), blank=True, has_pictures=True)
    pinned_until = models.DateTimeField(
        _("pinned until"),
        null=True,
        blank=True,
        help_text=_(
            "Beijing time (UTC+8). Until then it stands first on the home page and in the news,"
            " newest first; of more than three, the three newest do."
        ),
    )
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    event_until = models.DateField(_("last day of the event"), null=True, blank=True)
    place_en = models.CharField(_("place in English"), max_length=100, blank=True)
    place_zh = models.CharField(_("place in Chinese"), max_length=100, blank=True)
    source_en = models.CharField(_("source in English"), max_length=500, blank=True)
    source_zh = models.CharField(_("source in Chinese"), max_length=500, blank=True)

    is_at_top = False  # of the list it was read for: see top_of_list

    lead = Bilingual()
    body = Bilingual()
    place = Bilingual()
    source = Bilingual()

    objects = ArticleQuerySet.as_manager()

    class Meta(Publication.Meta):
        ordering = ["-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [("publish_article", "Can publish articles")]
        indexes = [
            *Publication.Meta.indexes,
            models.Index(fields=["category", "-published_at_en"], name="article_by_topic_en"),
            models.Index(fields=["category", "-published_at_zh"], name="article_by_topic_zh"),
            models.Index(
                fields=["pinned_until"],
                condition=Q(pinned_until__isnull=False),
                name="article_pinned",
            ),
        ]
        constraints = [
            *Publication.Meta.constraints,
            models.CheckConstraint(
                condition=Q(event_until__isnull=True)
                | Q(event_on__isnull=False, event_until__gte=F("event_on")),
                name="article_event_ends_after_start",
                violation_error_message=_("The last day of the event lies before its first."),
            ),
        ]

    def get_absolute_url(self):
        return address_of(self, self.slug)

    def public_moments(self):
        return [*super().public_moments(), self.pinned_until]

    def search_entries(self):
        if self.published_at:
            yield self.search_entry(text=f"{self.lead}\n{plain(self.body)}", mentions=[self.place])

    def particulars(self):
        """Of its pictures and files two queries, once it is saved."""
        rest = {"is_report": self.kind == self.Kind.REPORT, "has_event_day": bool(self.event_on)}
        if self.pk:
            rows = list(self.pictures.values_list("file", "alt_en", "alt_zh", "position"))
            rest["pictures"] = tuple(row[:3] for row in rows)
            rest["numbers"] = tuple(row[3] for row in rows)
            rest["files"] = tuple(self.attachments.values_list("file", "title_en", "title_zh"))
        return rest

    def file_names(self):
        """Two queries."""
        return [
            *self.pictures.values_list("file", flat=True),
            *self.attachments.values_list("file", flat=True),
        ]


class ArticleFormerName(FormerName):
    item = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_names")


class Picture(NamesFiles, PublicModel):
    """A captioned picture. What it shows is said in both languages, always.

    The text calls for it by `position`, which it keeps when another one goes.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("article")
    )
    file = models.ImageField(
        _("picture"), upload_to=own_folder, validators=[check_picture], db_index=True
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt_en = models.CharField(_("what it shows, English"), max_length=300)
    alt_zh = models.CharField(_("what it shows, Chinese"), max_length=300)
    caption_en = models.CharField(_("caption in English"), max_length=300, blank=True)
    caption_zh = models.CharField(_("caption in Chinese"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(
        _("number"),
        default=0,
        blank=True,
        help_text=_(
            "A line “[picture 2]” in the text is the place of picture 2. "
            "Those that no text calls for stand above it, in this order."
        ),
    )

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self):
        return self.alt_en

    @transaction.atomic
    def save(self, *args, **kwargs):
        if drawn := draw_again(self.file):
            self.width, self.height = drawn.width, drawn.height
        if not self.position:
            self.position = self.next_number()
        is_known = self.file.name in self.named_in_table()
        super().save(*args, **kwargs)
        if not is_known:
            ask(self.file.name)
        transaction.on_commit(self.article.put_files_in_place, robust=True)

    def next_number(self) -> int:
        others = Picture.objects.filter(article=self.article_id)
        return others.aggregate(last=Max("position", default=0))["last"] + 1


class Attachment(NamesFiles, PublicModel):
    class Language(models.TextChoices):
        EN = "en", _("English")
        ZH = "zh", _("Chinese")
        BOTH = "both", _("English and Chinese")

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("article")
    )
    file = models.FileField(
        _("file"),
        upload_to=own_folder,
        validators=[attachment_endings, check_attachment_size, check_attachment],
        db_index=True,
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False, default=0)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, editable=False)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_zh = models.CharField(_("title in Chinese"), max_length=200)
    language = models.CharField(
        _("language of the file"), max_length=4, choices=Language.choices, default=Language.EN
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self):
        return self.title_en

    def save(self, *args, **kwargs):
        if not is_stored(self.file):
            self.size, self.pages = self.file.size, pages_of(self.file)
        super().save(*args, **kwargs)
        transaction.on_commit(self.article.put_files_in_place, robust=True)
