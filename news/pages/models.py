"""Pages that staff edit: about, contact, accessibility, privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from news.publication import Publication
from news.readers import address_of
from news.richtext import RichTextField


class Page(Publication):
    slug = models.SlugField(_("short name in the address"), unique=True)
    lead_en = models.TextField(_("lead in English"), max_length=400, blank=True)
    lead_zh = models.TextField(_("lead in Chinese"), max_length=400, blank=True)
    body_en = RichTextField(_("text in English"), blank=True)
    body_zh = RichTextField(_("text in Chinese"), blank=True)

    lead = Bilingual()
    body = Bilingual()

    class Meta(Publication.Meta):
        ordering = ["slug"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_absolute_url(self):
        return address_of(self, self.slug)
