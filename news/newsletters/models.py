"""Newsletters: a numbered issue, its stories, and the same text as a PDF."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual, column
from agreements.files import check_attachment_size
from agreements.freshness.models import PublicModel
from agreements.register.dates import PartialDate, Precision, precision_field
from agreements.renaming import FormerName
from agreements.search.models import SearchEntry
from news.articles.models import Article
from news.files import check_pdf, check_picture, draw_again, is_stored, own_folder, pages_of
from news.publication import Publication
from news.readers import address_of
from news.removed.named import NamesFiles
from news.richtext import RichTextField, plain

PDF_CHECKS = [FileExtensionValidator(["pdf"]), check_attachment_size, check_pdf]


class Newsletter(NamesFiles, Publication):
    search_kind = SearchEntry.Kind.NEWSLETTER
    LEAD, BODY, NEEDS_BODY = "summary", "", False

    number = models.PositiveIntegerField(_("number"), unique=True)
    issued_on = models.DateField(_("date of the issue"))
    issued_precision = precision_field()
    summary_en = models.TextField(_("summary in English"), max_length=600, blank=True)
    summary_zh = models.TextField(_("summary in Chinese"), max_length=600, blank=True)
    cover = models.ImageField(
        _("cover"), upload_to=own_folder, blank=True, validators=[check_picture]
    )
    pdf_en = models.FileField(
        _("PDF in English"), upload_to=own_folder, blank=True, validators=PDF_CHECKS
    )
    pdf_zh = models.FileField(
        _("PDF in Chinese"), upload_to=own_folder, blank=True, validators=PDF_CHECKS
    )
    pdf_en_size = models.PositiveBigIntegerField(editable=False, default=0)
    pdf_zh_size = models.PositiveBigIntegerField(editable=False, default=0)
    pdf_en_pages = models.PositiveSmallIntegerField(null=True, editable=False)
    pdf_zh_pages = models.PositiveSmallIntegerField(null=True, editable=False)

    summary = Bilingual()

    NAME = "number"

    class Meta(Publication.Meta):
        ordering = ["-number"]
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        permissions = [("publish_newsletter", "Can publish newsletters")]

    def __str__(self):
        return _("No. %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return address_of(self, self.number)

    def save(self, *args, **kwargs):
        draw_again(self.cover)
        known = self.named_in_table()
        for name in ("pdf_en", "pdf_zh"):
            self.measure(name, known)
        super().save(*args, **kwargs)

    @property
    def issued(self) -> PartialDate:
        return PartialDate(self.issued_on, self.issued_precision)

    def file_names(self):
        return [file.name for file in (self.cover, self.pdf_en, self.pdf_zh) if file]

    def search_entries(self):
        """The issue, and each story at its anchor: numbered as on the page, which leaves out those
        without a title."""
        if not self.published_at:
            return
        is_day = self.issued_precision == Precision.DAY
        dated = {"at": self.issued_on, "shown_on": self.issued_on if is_day else None}
        yield self.search_entry(
            title=f"{self}: {self.title}", names=[self.title], text=self.summary, **dated
        )
        stories = [story for story in self.stories.all() if story.title]
        for number, story in enumerate(stories, 1):
            yield self.search_entry(
                title=story.title,
                path=f"{self.get_absolute_url()}#story-{number}",
                text=plain(story.body),
                part=story.pk,
                **dated,
            )

    def particulars(self):
        """Of its stories one query, once it is saved."""
        stories = list(self.stories.values("body_en", "body_zh")) if self.pk else []
        return {
            "is_newsletter": True,
            "stories": tuple((story["body_en"], story["body_zh"]) for story in stories),
            "pdfs": (bool(self.pdf_en), bool(self.pdf_zh)),
        }

    def measure(self, name: str, known: set[str]) -> None:
        """Size and pages of a PDF that has come in or come back; of one that has gone, none."""
        file = getattr(self, name)
        if not file:
            size, pages = 0, None
        elif file.name in known:
            return  # and was measured when it came in
        else:
            size, pages = file.size, pages_of(file)
            if is_stored(file):
                file.close()
        setattr(self, f"{name}_size", size)
        setattr(self, f"{name}_pages", pages)

    @property
    def pdf(self):
        """In the language of the page; empty when there is none in it."""
        return getattr(self, column("pdf"))

    @property
    def pdf_size(self) -> int:
        """In bytes."""
        return getattr(self, f"{column('pdf')}_size")

    @property
    def pdf_pages(self) -> int | None:
        return getattr(self, f"{column('pdf')}_pages")


class NewsletterFormerName(FormerName):
    item = models.ForeignKey(Newsletter, on_delete=models.CASCADE, related_name="former_names")


class Story(PublicModel):
    """One section of an issue, with its own anchor."""

    search_through = "newsletter"

    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.CASCADE, related_name="stories", verbose_name=_("newsletter")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_zh = models.CharField(_("title in Chinese"), max_length=200, blank=True)
    body_en = RichTextField(_("text in English"), blank=True)
    body_zh = RichTextField(_("text in Chinese"), blank=True)
    article = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("the full article"),
    )

    title = Bilingual()
    body = Bilingual()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self):
        return self.title or self.title_en
