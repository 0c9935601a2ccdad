"""Public pages are the same for every visitor: short shared caching, and a 304 by one query."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from .models import Moment

SHARED_SECONDS = 10

View = Callable[..., HttpResponse]


def validator(request: HttpRequest, *args, **kwargs) -> str:
    """Moves with every public change, every scheduled minute that passes, and every release."""
    moment = Moment.objects.latest_passed()
    return f'"{settings.RELEASE}-{moment.timestamp() if moment else 0}"'


def public_page(view: View) -> View:
    """For pages that read neither user nor session: ETag, 304, `Cache-Control: public`.

    Queries: one, for the validator, before the view runs.
    """
    cached = cache_control(public=True, max_age=SHARED_SECONDS)(condition(validator)(view))
    page = wraps(view)(require_safe(cached))
    page.is_public = True
    return page
