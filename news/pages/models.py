"""Pages that staff edit: about, contact, accessibility, privacy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.bilingual import Bilingual
from agreements.renaming import FormerName
from agreements.search.models import SearchEntry
from news.publication import Publication
from news.readers import address_of
from news.richtext import RichTextField, plain


class Page(Publication):
    search_kind = SearchEntry.Kind.PAGE

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
        permissions = [("publish_page", "Can publish pages")]

    def get_absolute_url(self):
        return address_of(self, self.slug)

    def search_entries(self):
        if self.published_at:
            yield self.search_entry(text=f"{self.lead}\n{plain(self.body)}", at=None)


class PageFormerName(FormerName):
    item = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="former_names")
