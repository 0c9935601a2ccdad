"""How a feed of ours is written: Atom (RFC 4287), whole texts, ids that outlive an address."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

FEEDS_SINCE = "2026"  # since when the host speaks for the feeds, as a tag address has to say
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OWN_ADDRESS = re.compile(r'(\b(?:href|src)=")(/(?!/))')
OWN_SOURCES = re.compile(r'\bsrcset="[^"]*"')


def tag_address(name: str, since: str = FEEDS_SINCE) -> str:
    """RFC 4151: the same for ever, whatever the item is called and wherever it is found."""
    return f"tag:{urlsplit(settings.SITE_ORIGIN).hostname},{since}:{name}"


def absolute(path: str) -> str:
    return f"{settings.SITE_ORIGIN}{path}" if path.startswith("/") else path


def written(moment: datetime) -> str:
    """RFC 3339, to the second, in Beijing time."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


def with_absolute_links(html: str) -> str:
    """Of a cleaned text, whose attributes all stand in double quotation marks."""
    html = OWN_SOURCES.sub(
        lambda found: re.sub(r'(["\s])(/(?!/))', rf"\1{settings.SITE_ORIGIN}\2", found[0]), html
    )
    return OWN_ADDRESS.sub(rf"\1{settings.SITE_ORIGIN}\2", html)


class PortalAtom(Atom1Feed):
    """Takes from each item besides: `content` (HTML), `terms` (pairs of term and label)."""

    def add_root_elements(self, handler) -> None:
        feed = self.feed
        element(handler, "id", feed["id"])
        element(handler, "title", feed["title"])
        element(handler, "subtitle", feed["subtitle"])
        element(handler, "updated", written(self.latest_post_date()))
        link(handler, "self", feed["feed_url"], type="application/atom+xml")
        link(handler, "alternate", feed["link"], type="text/html", hreflang=feed["language"])
        author(handler, feed["author_name"], feed["author_link"])

    def latest_post_date(self) -> datetime:
        """Of an empty feed: when anything public last changed."""
        return super().latest_post_date() if self.items else self.feed["changed_at"]()

    def add_item_elements(self, handler, item: dict) -> None:
        element(handler, "id", item["unique_id"])
        element(handler, "title", item["title"])
        element(handler, "published", written(item["pubdate"]))
        element(handler, "updated", written(item["updateddate"]))
        link(handler, "alternate", item["link"], type="text/html", hreflang=get_language())
        for file in item["enclosures"]:
            link(handler, "enclosure", file.url, type=file.mime_type, length=str(file.length))
        for term, label in item["terms"]:
            handler.addQuickElement("category", "", {"term": term, "label": clear(label)})
        if item["description"]:
            element(handler, "summary", item["description"], type="text")
        if item["content"]:
            element(handler, "content", with_absolute_links(item["content"]), type="html")


def clear(text: str) -> str:
    """Without characters that XML cannot hold."""
    return NOT_IN_XML.sub("", str(text))


def element(handler, name: str, text: str, **attributes: str) -> None:
    handler.addQuickElement(name, clear(text), attributes)


def link(handler, rel: str, href: str, **attributes: str) -> None:
    handler.addQuickElement("link", "", {"rel": rel, "href": href, **attributes})


def author(handler, name: str, address: str) -> None:
    handler.startElement("author", {})
    element(handler, "name", name)
    element(handler, "uri", address)
    handler.endElement("author")
