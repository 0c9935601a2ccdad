"""A public page that has not changed since it was made is answered again, and not made again."""

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

from .edition import edition_of

MOST_PAGES = 500
MOST_BYTES = 100_000  # of one page


class Page(NamedTuple):
    edition: str
    content: bytes
    headers: dict[str, str]

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 for whoever has it."""
        response = HttpResponse(self.content, headers=self.headers)
        changed_at = parse_http_date_safe(self.headers.get("Last-Modified", ""))
        return get_conditional_response(request, self.headers["ETag"], changed_at, response)


def answer_again(get_response: Callable[[HttpRequest], HttpResponse]):
    """Each process keeps pages in its memory. One query for those, and none is added elsewhere."""
    pages: dict[tuple[str, ...], Page] = {}

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method != "GET":
            return get_response(request)
        address = request.scheme, request.get_host(), request.get_full_path()
        page = pages.get(address)
        if page and page.edition == edition_of(request).name:
            return page.answer(request)
        response = get_response(request)
        if is_the_same_for_all(request, response):
            if len(pages) >= MOST_PAGES:
                pages.clear()
            pages[address] = Page(request.edition.name, response.content, dict(response.headers))
        return response

    return answer


def is_the_same_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """A `public_page` that was made, of no great size, with nothing about who asked."""
    return (
        hasattr(request, "edition")
        and response.status_code == 200
        and "public" in response.get("Cache-Control", "")
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and len(response.content) <= MOST_BYTES
    )
