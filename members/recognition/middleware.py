"""After somebody has changed something, what is kept of the members' standing is made right."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from .keeping import keep_changed
from .tasks import assess_if_due

AT_MOST = 20  # members after one request; the rest comes with the next, or with the daily run
SAFE = {"GET", "HEAD", "OPTIONS"}
log = logging.getLogger(__name__)


def keep_standing(get_response: Callable[[HttpRequest], HttpResponse]):
    """The answer is ready and what it saved is there: no error here is an error of the request.

    Whoever was not assessed stays to be assessed, and the daily run says what went wrong.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method not in SAFE and request.user.is_authenticated:
            try:
                keep_changed(timezone.localdate(), AT_MOST)
                if request.user.is_staff:
                    assess_if_due()
            except Exception:
                log.exception("The standing of members was not kept.")
        return response

    return answer
