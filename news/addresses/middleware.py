"""Where nothing is found: on to where it is now. Pages that are found never come here."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_cache_control
from django.utils.http import escape_leading_slashes

from agreements.freshness.http import SHARED_SECONDS

from .models import OldAddress
from .places import NOT_PUBLIC, place_of_match, present
from .written import as_written_here, asked

DATA = "/api/"  # for programs, which are told what is wrong


def follow_moves(get_response: Callable[[HttpRequest], HttpResponse]):
    """A 301 in place of a 404.

    Two queries; four where the address is of a former site, or is one of ours written otherwise.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            address = renamed(request) or of_former_site(request) or mistyped(request)
            return moved(address) if address else response
        return response

    return answer


def moved(address: str) -> HttpResponse:
    """Kept for as short as a page: an item may get its former address back."""
    response = HttpResponsePermanentRedirect(address)
    patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
    return response


def renamed(request: HttpRequest) -> str:
    """The present address of an item that was called so, in the language of the page."""
    if not is_public(request) or not request.resolver_match:
        return ""
    place = place_of_match(request.resolver_match)
    if not place.model or not (name := place.name_later()) or name == place.name:
        return ""
    query = request.META.get("QUERY_STRING", "")
    return place.address(name) + (f"?{query}" if query else "")


def of_former_site(request: HttpRequest) -> str:
    """In whole, so that readers leave the former host."""
    if not is_public(request):
        return ""
    names = asked(request.path, request.META.get("QUERY_STRING", ""))
    found = OldAddress.objects.asked_as(request.get_host(), names)
    target = found and present(found.target)
    return f"{settings.SITE_ORIGIN}{escape_leading_slashes(target)}" if target else ""


def mistyped(request: HttpRequest) -> str:
    """The page that was meant: capitals, slashes too many, another name of its language.

    A page that was reached and has no rows of its own, such as that of a reference, knew better.
    """
    match = request.resolver_match
    is_reached = match and not place_of_match(match).model
    if is_reached or not is_public(request) or request.path.startswith(DATA):
        return ""
    query = request.META.get("QUERY_STRING", "")
    for path in as_written_here(request.path):
        if path != request.path and (found := present(path)):
            return escape_leading_slashes(found) + (f"?{query}" if query else "")
    return ""


def is_public(request: HttpRequest) -> bool:
    match = request.resolver_match
    return not match or match.namespaces[:1] not in ([name] for name in NOT_PUBLIC)
