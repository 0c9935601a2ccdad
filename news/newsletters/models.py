"""Newsletters: a numbered issue, its stories, and the same text as a PDF."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual, column
from agreements.files import check_attachment_size
from agreements.freshness.models import PublicModel
from news.articles.models import Article
from news.files import check_pdf, check_picture, draw_again, own_folder
from news.publication import Publication
from news.readers import address_of
from news.richtext import RichTextField

PDF_CHECKS = [FileExtensionValidator(["pdf"]), check_attachment_size, check_pdf]


class Newsletter(Publication):
    number = models.PositiveIntegerField(_("number"), unique=True)
    issued_on = models.DateField(_("date of the issue"))
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

    summary = Bilingual()

    class Meta(Publication.Meta):
        ordering = ["-number"]
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")

    def __str__(self):
        return _("No. %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return address_of(self, self.number)

    def save(self, *args, **kwargs):
        draw_again(self.cover)
        self.pdf_en_size = self.pdf_en.size if self.pdf_en else 0
        self.pdf_zh_size = self.pdf_zh.size if self.pdf_zh else 0
        super().save(*args, **kwargs)

    @property
    def pdf(self):
        """In the language of the page; empty when there is none in it."""
        return getattr(self, column("pdf"))

    @property
    def pdf_size(self) -> int:
        """In bytes."""
        return getattr(self, f"{column('pdf')}_size")


class Story(PublicModel):
    """One section of an issue, with its own anchor."""

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
