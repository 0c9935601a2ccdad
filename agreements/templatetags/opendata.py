"""The register's data on pages that only lead to it."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agreements.opendata.addresses import data_address

register = template.Library()

HARMLESS = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.simple_tag
def linked_data(content: dict) -> SafeString:
    """JSON-LD for search engines: no script, and no text of it can end the element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).translate(HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag
def data_of(slug: str = "", ending: str = "json") -> str:
    """Address of the whole register, or of one entry, in one form."""
    if slug:
        return data_address("agreement_detail", slug, ending)
    return data_address("agreement_list", ending)
