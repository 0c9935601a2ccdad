"""What a browser gets where there is nothing to show."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def explain_buttons(get_response: Callable[[HttpRequest], HttpResponse]):
    """An address that only takes a button, opened by itself: in words, and not an empty page."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and request.method == "GET" and not response.content:
            page = render(request, "405.html", status=405)
            for header, value in response.headers.items():
                page.setdefault(header, value)
            return page
        return response

    return answer
