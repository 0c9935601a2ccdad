"""Absolute addresses of data and pages, the same in whatever language they are asked for."""

from functools import cache
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

LANGUAGES = {"en": "en", "zh-Hans": "zh-hans"}  # language tag: prefix of the pages
ANY_SLUG = "any-slug-at-all"


def absolute(address: str) -> str:
    """An address of another site stays as it is."""
    return urljoin(settings.SITE_ORIGIN, address)


def data_address(name: str, *arguments) -> str:
    return absolute(reverse(f"opendata:{name}", args=arguments))


@cache
def pattern(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(name, args=[ANY_SLUG])


def entry_address(slug: str) -> str:
    """The name of the entry for good: without an ending, which says in what form."""
    return absolute(pattern("opendata:agreement_detail", "en").replace(ANY_SLUG, slug))


def page_addresses(name: str, slug: str) -> dict[str, str]:
    """Of its page, in each language."""
    return {
        tag: absolute(pattern(name, language).replace(ANY_SLUG, slug))
        for tag, language in LANGUAGES.items()
    }


def file_address(name: str) -> str:
    return absolute(default_storage.url(name))


def own_pages(name: str) -> dict[str, str]:
    """Of a page without a slug, in each language."""
    found = {}
    for tag, language in LANGUAGES.items():
        with translation.override(language):
            found[tag] = absolute(reverse(name))
    return found


def next_address(request: HttpRequest, page: int) -> str:
    """Of the page after `page` in the same list."""
    query = request.GET.copy()
    query["page"] = str(page + 1)
    return absolute(f"{request.path}?{query.urlencode()}")
