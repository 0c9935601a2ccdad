"""The sitemap: every public address in each language that has it, with its alternates."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from agreements.bilingual import SUFFIXES
from agreements.pathways.models import PathwayVersion
from agreements.register.models import Agreement

from .articles.models import Article
from .events.models import Event
from .newsletters.models import Newsletter
from .pages.models import Page
from .publication import Publication


class BilingualSitemap(Sitemap):
    i18n = alternates = True
    protocol = settings.SITE_ORIGIN.split(":", 1)[0]


class ListSitemap(BilingualSitemap):
    def items(self):
        return [
            "home",
            "news:articles:article_list",
            "news:newsletters:newsletter_list",
            "news:events:event_list",
            "agreements:register:agreement_list",
            "agreements:pathways:finder",
        ]

    def location(self, name):
        return reverse(name)


class AgreementSitemap(BilingualSitemap):
    def items(self):
        return Agreement.objects.order_by("pk")

    def lastmod(self, agreement: Agreement):
        return agreement.updated_at


class PathwaySitemap(BilingualSitemap):
    """Pathways with a version in force; the others have no page yet."""

    def items(self):
        versions = PathwayVersion.objects.in_force(timezone.localdate())
        return versions.select_related("pathway").order_by("pk")

    def location(self, version: PathwayVersion):
        return version.pathway.get_absolute_url()

    def lastmod(self, version: PathwayVersion):
        return version.updated_at


class PublicationSitemap(BilingualSitemap):
    """Of one model; a language that is not published yet is not in it."""

    def __init__(self, model: type[Publication]):
        self.model = model

    def items(self):
        return self.model.objects.published_in_any_language().order_by("pk")

    def get_languages_for_item(self, item: Publication) -> list[str]:
        now = timezone.now()
        starts = [getattr(item, f"published_at_{suffix}") for suffix in SUFFIXES]
        return [
            code
            for (code, _name), start in zip(settings.LANGUAGES, starts, strict=True)
            if start and start <= now
        ]

    def lastmod(self, item: Publication):
        return item.updated_at


class EventSitemap(PublicationSitemap):
    """Without invented examples, which ask search engines to pass them over."""

    def items(self):
        return super().items().filter(is_demonstration=False)


SITEMAPS = {
    "lists": ListSitemap(),
    "agreements": AgreementSitemap(),
    "pathways": PathwaySitemap(),
    "event": EventSitemap(Event),
    **{model._meta.model_name: PublicationSitemap(model) for model in (Article, Newsletter, Page)},
}
