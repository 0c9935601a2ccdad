"""What every answer of the account pages has in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

ACCOUNT_PAGES = ("account_", "mfa_")


def leave_no_copy(get_response: Callable[[HttpRequest], HttpResponse]):
    """No cache keeps addresses, codes and forms: none on the way, nor the browser’s own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        page = request.resolver_match
        if page and page.url_name and page.url_name.startswith(ACCOUNT_PAGES):
            add_never_cache_headers(response)
        return response

    return answer
