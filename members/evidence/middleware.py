"""Forms with files that the browser's script sends (upload.js)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

SENT_BY_SCRIPT = "X-Sent-By-Script"
GO_TO = "X-Go-To"


def say_where_to_go(get_response: Callable[[HttpRequest], HttpResponse]):
    """Answers the script with an address in place of a redirect.

    It would follow a redirect unseen, and use up there what the next page has to say.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_redirect = isinstance(response, HttpResponseRedirect)
        if is_redirect and SENT_BY_SCRIPT in request.headers:
            response.status_code = 204
            response.headers[GO_TO] = response.url
            del response.headers["Location"]
        return response

    return answer
