"""What the head of a public page tells other machines: its address, its card, structured data."""

import json
from urllib.parse import urlencode, urljoin

from django import template
from django.conf import settings
from django.template.base import NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from news.pictures.names import card

register = template.Library()

LOCALES = {"en": "en_GB", "zh-hans": "zh_CN"}
# A data block ends at "</script>" and turns over at "<!--": no "<" stands in it.
HARMLESS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


class Again(template.Node):
    """The text of a block a second time, as the page at hand fills it, for an attribute."""

    def __init__(self, name: str):
        self.block = BlockNode(name, NodeList())

    def render(self, context) -> str:
        text = " ".join(self.block.render(context).split())
        return mark_safe(text.replace('"', "&quot;"))  # noqa: S308 - it was escaped as HTML


@register.tag
def again(parser: Parser, token: Token) -> Again:
    """`{% again title %}`"""
    _tag, name = token.split_contents()
    return Again(name)


@register.simple_tag(takes_context=True)
def is_public_page(context) -> bool:
    """One that is the same for everybody (freshness.http.public_page)."""
    match = getattr(context.get("request"), "resolver_match", None)
    return getattr(match and match.func, "is_public", False)


@register.simple_tag(takes_context=True)
def own_query(context) -> str:
    """What of the query makes this a page of its own: a tag or topic alone, and the page number."""
    subject, page = context.get("subject"), context.get("page")
    asked = {subject.filter: subject.slug} if subject and subject.filter else {}
    if getattr(page, "number", 1) > 1:
        asked["page"] = page.number
    return f"?{urlencode(asked)}" if asked else ""


@register.simple_tag
def locale(tag: str) -> str:
    """Of a language tag, as cards write it: en_GB, zh_CN."""
    return LOCALES[tag.lower()]


@register.simple_tag
def card_picture(pictures: list[dict] = ()) -> SafeString:
    """The first that is wide enough, or the Society's own."""
    if found := next(filter(None, map(card, pictures)), None):
        return metas(**found)
    said = _("Chinese Society of Engineers, with a drawing of the Anji Bridge")
    return metas(static("portal/card.png"), 1200, 630, said)


def metas(address: str, width: int, height: int, alt: str) -> SafeString:
    found = {"": urljoin(settings.SITE_ORIGIN, address), ":width": str(width)}
    found |= {":height": str(height), ":alt": alt}
    return format_html_join("\n", '<meta property="og:image{}" content="{}">', found.items())


@register.simple_tag
def json_ld(data: dict) -> SafeString:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
