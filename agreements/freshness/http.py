"""Public pages are the same for every visitor: short shared caching, and a 304 by one query."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from .edition import edition_of

SHARED_SECONDS = 10

View = Callable[..., HttpResponse]


def validator(request: HttpRequest, *args, **kwargs) -> str:
    return f'"{edition_of(request).name}"'


def public_page(view: View) -> View:
    """For pages that read neither user nor session: ETag, 304, `Cache-Control: public`.

    Queries: one, for the validator, before the view runs. Another method is a 405: nothing is
    ever sent to them, so there is no form whose origin could be asked first.
    """
    cached = cache_control(public=True, max_age=SHARED_SECONDS)(condition(validator)(view))
    page = csrf_exempt(wraps(view)(require_safe(cached)))
    page.is_public = True
    return page
