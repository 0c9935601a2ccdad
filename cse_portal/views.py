"""Pages that put the apps together: home, search, health, and the error pages."""

import logging
import uuid
from http import HTTPStatus
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django.views.static import serve

from agreements.freshness.http import public_page
from agreements.opendata.http import problem_for
from agreements.pathways.at_a_glance import register_at_a_glance
from agreements.pathways.views import place_choices, title_choices
from agreements.search.results import search_page
from agreements.titles.names import names_for
from members.profile.access import sent_too_late
from news.file_readers import for_members, items_showing, may_have
from news.front import of_today
from news.structured import home_data
from news.withheld.storage import apart

from .admin import pressed_too_late

log = logging.getLogger(__name__)


@require_safe
@vary_on_headers("Accept-Language")
def front_door(request: HttpRequest) -> HttpResponse:
    """To the home page in the reader's language."""
    with translation.override(translation.get_language_from_request(request)):
        return HttpResponseRedirect(reverse("home"))


@public_page
def home(request: HttpRequest) -> HttpResponse:
    glance = register_at_a_glance(timezone.localdate())
    return render(
        request,
        "cse_portal/home.html",
        {
            "structured": home_data(),
            **of_today(),
            "register": glance,
            "titles": title_choices(glance.pathways, ""),
            "places": place_choices(glance.pathways, ""),
        },
    )


@public_page
def search(request: HttpRequest) -> HttpResponse:
    return render(request, "cse_portal/search.html", search_page(request, names_for(request)))


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of anybody else."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """503 until database, cache and migrations are all in order."""
    states = {"database": database_answers(), "cache": cache_answers()}
    states["migrations"] = states["database"] and migrations_are_applied()
    answer = {name: "ok" if state else "failing" for name, state in states.items()}
    return JsonResponse(answer, status=200 if all(states.values()) else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("readyz: the database does not answer")
        return False
    return True


def cache_answers() -> bool:
    try:
        cache.get("readyz")
    except Exception:  # each cache backend has errors of its own
        log.exception("readyz: the cache does not answer")
        return False
    return True


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    private = [
        f"/{code}/{part}/" for code, _ in settings.LANGUAGES for part in ("members", "accounts")
    ]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ["/admin/", *private]),
        f"Sitemap: {settings.SITE_ORIGIN}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For what names no icon of its own: feeds, data, files. Pages name theirs."""
    return HttpResponseRedirect(static("portal/favicon.svg"))


@require_safe
def published_file(request: HttpRequest, path: str) -> HttpResponse:
    """For everybody where it lies in the open; where it lies apart, for readers of its item.

    A name that a file cannot have is only one more that is not there.
    """
    try:
        if apart().exists(path):
            return file_apart(request, path)
        if settings.S3_BUCKET:
            return sent(path)
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except (OSError, ValueError) as error:
        raise Http404(path) from error


@never_cache
def file_apart(request: HttpRequest, path: str) -> HttpResponse:
    items = items_showing(path)
    if may_have(request, items):
        return sent(path)
    if for_members(items) and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404(path)


def sent(path: str) -> FileResponse:
    return FileResponse(default_storage.open(path), filename=PurePosixPath(path).name)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = "The request is not well-formed, or not for this host."
    return problem_for(request, HTTPStatus.BAD_REQUEST, said) or render(
        request, "400.html", status=400
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed is kept where it is certain whose it is; a button is asked for once more."""
    answer = sent_too_late(request) or pressed_too_late(request)
    return answer or render(request, "403_csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    said = "Nothing is at this address."
    return problem_for(request, HTTPStatus.NOT_FOUND, said) or render(
        request, "404.html", status=404
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Carries a reference that stands in the log; needs no database."""
    reference = uuid.uuid4().hex[:8]
    log.error("Error page shown, reference %s, %s %s", reference, request.method, request.path)
    said = f"The portal failed, not the request. Its reference: {reference}."
    return problem_for(request, HTTPStatus.INTERNAL_SERVER_ERROR, said) or render(
        None, "500.html", {"reference": reference}, status=500
    )
