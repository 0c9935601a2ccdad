"""How data is answered: to any site, with validators, and with problems that programs can read."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.csrf import csrf_exempt

from agreements.freshness.edition import edition_of
from agreements.freshness.http import SHARED_SECONDS, validator

from .addresses import data_address
from .problems import Refused

ROOT = "/api/"
READING = ("GET", "HEAD")
METHODS = "GET, HEAD, OPTIONS"
# When what writes the data was last changed itself.
WRITTEN_AT = max(path.stat().st_mtime for path in Path(__file__).parent.glob("*.py"))
JSON, LINKED, CSV = "application/json", "application/ld+json", "text/csv"
FEED = "application/feed+json"
BOTH_LANGUAGES = "en, zh-Hans"
# A program that takes JSON takes these as well.
ALSO_JSON = {LINKED, FEED}

View = Callable[..., HttpResponseBase]


def open_data(view: View) -> View:
    """The view answers GET and HEAD, and raises `Refused`. One query before it runs."""

    @csrf_exempt  # nothing can be sent here, which is a 405 and not a missing token
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        try:
            return answered(request, lambda: view(request, *args, **kwargs))
        except Refused as refused:
            return refused.response()

    return answer


def answered(request: HttpRequest, respond: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": METHODS})
    if request.method not in READING:
        raise Refused(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"This is for reading: {METHODS}.",
            headers={"Allow": METHODS},
        )
    return validated(request, respond)


def validated(request: HttpRequest, respond: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """304 while nothing public has changed; the view runs otherwise, and may refuse."""
    tag, changed_at = validator(request), last_modified(edition_of(request).changed_at)
    response = get_conditional_response(request, etag=tag, last_modified=changed_at)
    response = respond() if response is None else response
    response.headers["ETag"] = tag
    if changed_at is not None:
        response.headers["Last-Modified"] = http_date(changed_at)
    response.headers["Cache-Control"] = f"public, max-age={SHARED_SECONDS}"
    return response


def last_modified(moment: datetime | None) -> int | None:
    """In seconds; None while that second lasts, in which a later change would look the same."""
    changed_at = int(max(moment.timestamp() if moment else 0, WRITTEN_AT))
    return changed_at if changed_at < int(timezone.now().timestamp()) else None


def must_accept(request: HttpRequest, kind: str) -> None:
    """The address says the form. An `Accept` without it is refused rather than overlooked."""
    if not (request.accepts(kind) or (kind in ALSO_JSON and request.accepts(JSON))):
        raise Refused(HTTPStatus.NOT_ACCEPTABLE, f"At this address there is {kind}.")


def as_json(request: HttpRequest, content: dict, kind: str = JSON, **relations) -> JsonResponse:
    must_accept(request, kind)
    return JsonResponse(
        content,
        content_type=kind,
        headers={"Content-Language": BOTH_LANGUAGES, "Link": links(**relations)},
        json_dumps_params={"ensure_ascii": False},
    )


def as_csv(request: HttpRequest, pieces: Iterable[str], name: str) -> StreamingHttpResponse:
    """To be kept as a file, whose name says of which day (Beijing) it is."""
    must_accept(request, CSV)
    return StreamingHttpResponse(
        pieces,
        content_type=f"{CSV}; charset=utf-8; header=present",
        headers={
            "Content-Disposition": content_disposition_header(
                True, f"{name}-{timezone.localdate()}.csv"
            ),
            "Content-Language": BOTH_LANGUAGES,
            "Link": links(),
        },
    )


def read_from_anywhere(get_response: Callable[[HttpRequest], HttpResponseBase]):
    """Middleware around the one that chooses a language: data has all languages at once."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if is_for_programs(request):
            open_to_all_sites(response, is_preflight=request.method == "OPTIONS")
            response.headers.pop("Vary", None)
            patch_vary_headers(response, ["Accept"])
        return response

    return answer


def is_for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith(ROOT)


def problem_for(request: HttpRequest, status: HTTPStatus, detail: str) -> HttpResponse | None:
    """What an error page says, where the request was for data; None where it was for a page.

    It may have failed before the middleware that opens data to all sites.
    """
    if not is_for_programs(request):
        return None
    response = Refused(status, detail).response()
    open_to_all_sites(response)
    return response


def open_to_all_sites(response: HttpResponseBase, is_preflight: bool = False) -> None:
    """Without credentials, which a "*" never allows."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link"
    if is_preflight:
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
        response.headers["Access-Control-Max-Age"] = "86400"


def links(**relations: str) -> str:
    """`Link`: the description of the interface, the licence, and what else is given."""
    everywhere = {
        "service-desc": data_address("openapi"),
        "license": settings.OPEN_DATA_LICENCE["url"],
    }
    return ", ".join(
        f'<{to}>; rel="{relation}"' for relation, to in (everywhere | relations).items()
    )
