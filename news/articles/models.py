"""Articles, and what hangs on them: topics, tags, pictures, files."""

from functools import partial

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.files import attachment_endings, check_attachment_size
from agreements.freshness.models import PublicModel
from agreements.register.models import Agreement
from news.files import (
    check_attachment,
    check_picture,
    draw_again,
    is_stored,
    own_folder,
    pages_of,
)
from news.pictures.names import card
from news.pictures.workflow import ask
from news.publication import Publication
from news.removed.workflow import put_away
from news.richtext import RichTextField


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


class Article(Publication):
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
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    event_until = models.DateField(_("last day of the event"), null=True, blank=True)
    place_en = models.CharField(_("place in English"), max_length=100, blank=True)
    place_zh = models.CharField(_("place in Chinese"), max_length=100, blank=True)
    source_en = models.CharField(_("source in English"), max_length=500, blank=True)
    source_zh = models.CharField(_("source in Chinese"), max_length=500, blank=True)

    lead = Bilingual()
    body = Bilingual()
    place = Bilingual()
    source = Bilingual()

    class Meta(Publication.Meta):
        ordering = ["-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["category", "-published_at_en"], name="article_by_topic_en"),
            models.Index(fields=["category", "-published_at_zh"], name="article_by_topic_zh"),
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
        return reverse("news:articles:article_detail", args=[self.slug])

    @property
    def card_picture(self) -> dict | None:
        """Address, width, height, alt of what a link to it is shown with. `with_surroundings`."""
        return card(self.picture_rows[0]) if self.picture_rows else None


class Picture(PublicModel):
    """A captioned picture. What it shows is said in both languages, always.

    The text calls for it by `position`, which it keeps when another one goes.
    """

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="pictures", verbose_name=_("article")
    )
    file = models.ImageField(_("picture"), upload_to=own_folder, validators=[check_picture])
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
        super().save(*args, **kwargs)
        if drawn:
            ask(self.file.name)

    def next_number(self) -> int:
        others = Picture.objects.filter(article=self.article_id)
        return others.aggregate(last=Max("position", default=0))["last"] + 1


class Attachment(PublicModel):
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
            self.take_away_replaced()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        transaction.on_commit(partial(put_away, self.file.name))
        return super().delete(*args, **kwargs)

    def take_away_replaced(self) -> None:
        """The file that this row names so far, if it names one."""
        for name in Attachment.objects.filter(pk=self.pk).values_list("file", flat=True):
            transaction.on_commit(partial(put_away, name))
