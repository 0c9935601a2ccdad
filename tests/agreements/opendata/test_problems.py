"""Whatever goes wrong under the address of the data is told in a form that programs read."""

import re

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import path

from agreements.opendata.http import open_data
from cse_portal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from cse_portal.urls import urlpatterns as portal_patterns

pytestmark = pytest.mark.django_db


@open_data
def break_down(request):
    raise DatabaseError("secret detail")


urlpatterns = [path("api/broken", break_down), path("broken", break_down), *portal_patterns]


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


def is_problem(response, status: int, title: str) -> bool:
    """RFC 9457, for every site, kept by nobody."""
    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.cookies == {}
    found = response.json()
    return (found["type"], found["title"], found["status"]) == ("about:blank", title, status)


@pytest.mark.urls(__name__)
def test_answer_that_fails_is_a_problem_with_the_reference_that_stands_in_the_log(client, caplog):
    response = client.get("/api/broken", headers={"Origin": "https://elsewhere.example"})

    assert is_problem(response, 500, "Internal Server Error")
    reference = re.search(r"Its reference: ([0-9a-f]{8})", response.json()["detail"])[1]
    assert reference in caplog.text
    assert "secret detail" not in response.text


@pytest.mark.urls(__name__)
def test_page_that_fails_stays_a_page(client):
    response = client.get("/broken")

    assert (response.status_code, response.headers["Content-Type"]) == (
        500,
        "text/html; charset=utf-8",
    )


@pytest.mark.parametrize(
    "address",
    ["/api/none", "/api/v1/agreements/a%0Ab", "/api/%0A", "/api/v1/agreements/none.csv"],
)
def test_address_that_is_none_is_a_problem_whatever_stands_in_it(client, address):
    assert is_problem(client.get(address), 404, "Not Found")


@pytest.mark.parametrize("address", ["/api/v1/agreements", "/api/", "/api/none"])
def test_what_changes_data_is_refused_as_a_problem_everywhere(client, address):
    assert is_problem(client.post(address), 405, "Method Not Allowed")


def test_host_that_is_not_ours_is_told_as_a_problem(client):
    response = client.get("/api/v1/agreements", headers={"Host": "elsewhere.example"})

    assert is_problem(response, 400, "Bad Request")


def test_query_with_too_many_parts_is_told_as_a_problem(client):
    response = client.get("/api/v1/agreements?" + "&".join(["status=ended"] * 2001))

    assert is_problem(response, 400, "Bad Request")


def test_form_that_is_not_accepted_is_told_as_a_problem(client):
    response = client.get("/api/v1/codes.json", headers={"Accept": "text/html"})

    assert is_problem(response, 406, "Not Acceptable")
