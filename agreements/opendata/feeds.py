"""Changes of the register as feeds: JSON Feed for programs, Atom for readers in each language."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from agreements.freshness.http import public_page

from .addresses import data_address, own_pages
from .changes import change, changes
from .fields import PUBLISHER

NEWEST = 100
LIST_PAGE = "agreements:register:agreement_list"
TAG_OF = {"en": "en", "zh-hans": "zh-Hans"}


def json_feed(told: list[dict], following: str | None) -> dict:
    """JSON Feed 1.1. Its texts are English; `_change` has both languages and the codes."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{PUBLISHER['en']} – changes in the register of agreements",
        "home_page_url": own_pages(LIST_PAGE)["en"],
        "feed_url": data_address("change_list"),
        "language": "en",
        "authors": [{"name": PUBLISHER["en"], "url": settings.SITE_ORIGIN}],
        "items": [json_item(one) for one in told],
    }
    return feed | ({"next_url": following} if following else {})


def json_item(told: dict) -> dict:
    return {
        "id": told["id"],
        "url": told["page"]["en"],
        "title": told["title"]["en"],
        "content_text": told["text"]["en"] or told["title"]["en"],
        "date_published": told["at"],
        "tags": [told["what"]],
        "_change": {name: value for name, value in told.items() if name != "id"},
    }


class ChangeFeed(Feed):
    """The newest in the language of the address. One query."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, language: str, **kwargs):
        if language not in TAG_OF:
            raise Http404
        with translation.override(language):
            response = super().__call__(request, language)
        response["Content-Language"] = TAG_OF[language]
        return response

    def get_object(self, request, language: str) -> str:
        return TAG_OF[language]

    def title(self, tag) -> str:
        subject = _("changes in the register of agreements")
        return f"{PUBLISHER[tag]} – {subject}"

    def subtitle(self, tag) -> str:
        return _("Entries added and taken out, their status, and what else changed in them.")

    def link(self, tag) -> str:
        return reverse(LIST_PAGE)

    def items(self, tag) -> list[tuple[str, dict]]:
        return [(tag, change(row)) for row in changes()[:NEWEST]]

    def item_title(self, item) -> str:
        tag, told = item
        return told["title"][tag]

    def item_description(self, item) -> str:
        tag, told = item
        return told["text"][tag] or ""

    def item_link(self, item) -> str:
        tag, told = item
        return told["page"][tag]

    def item_guid(self, item) -> str:
        return item[1]["id"]

    def item_pubdate(self, item):
        return parse_datetime(item[1]["at"])

    item_updateddate = item_pubdate

    def item_categories(self, item) -> list[str]:
        return [item[1]["what"]]


change_feed = public_page(ChangeFeed())
