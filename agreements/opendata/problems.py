"""What is wrong with a request, for programs (RFC 9457). In English, as all of the interface."""

from http import HTTPStatus

from django.http import JsonResponse

PROBLEM = "application/problem+json"


class Refused(Exception):
    def __init__(self, status: HTTPStatus, detail: str, errors=(), headers=None):
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, list(errors)
        self.headers = headers or {}

    @property
    def problem(self) -> dict:
        told = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": int(self.status),
            "detail": self.detail,
        }
        return told | ({"errors": self.errors} if self.errors else {})

    def response(self) -> JsonResponse:
        headers = {"Cache-Control": "no-store", "Content-Language": "en"} | self.headers
        return JsonResponse(self.problem, status=self.status, content_type=PROBLEM, headers=headers)


def not_found(detail: str) -> Refused:
    return Refused(HTTPStatus.NOT_FOUND, detail)


def gone(detail: str) -> Refused:
    return Refused(HTTPStatus.GONE, detail)
