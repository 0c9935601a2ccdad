"""A page of a list: made-up values lead to a page that exists, which says what was left out."""

from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _

PAGE_SIZE = 25


def paged(paginator: Paginator, request: HttpRequest, left_out: Iterable[str] = ()) -> dict:
    """For the context of a list. `left_out` names the filters that had no meaning."""
    return with_page(paginator.get_page(request.GET.get("page")), request, left_out)


def with_page(page: Page, request: HttpRequest, left_out: Iterable[str] = ()) -> dict:
    """The same, where the page is known."""
    asked = request.GET.get("page") or "1"
    return {
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "left_out": [*left_out, *([] if asked == str(page.number) else [_("Page")])],
    }
