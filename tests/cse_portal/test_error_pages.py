"""Error pages: what happened, whether anything was lost, where to go."""

import re

import pytest
from django.test import Client
from django.urls import path

from cse_portal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from cse_portal.urls import urlpatterns as portal_patterns

pytestmark = pytest.mark.django_db


def break_down(request):
    raise RuntimeError("secret detail")


urlpatterns = [path("broken", break_down), *portal_patterns]


@pytest.mark.parametrize("address", ["/en/none/", "/none", "/en/news/none/", "/zh-hans/none/"])
def test_unknown_address_is_answered_in_the_portals_look_without_a_cookie(client, address):
    response = client.get(address, follow=True)

    assert response.status_code == 404
    assert '<main id="content"' in response.text
    assert response.cookies == {}


def test_form_without_its_token_is_refused_in_the_portals_look():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/en/accounts/login/", {"login": "a@example.org", "password": "x"})

    assert response.status_code == 403
    assert "This form could not be accepted" in response.text
    assert "Nothing was saved." in response.text


@pytest.mark.urls(__name__)
def test_broken_page_gives_a_reference_that_stands_in_the_log(caplog):
    client = Client(raise_request_exception=False)

    response = client.get("/broken")

    reference = re.search(r"quote the reference ([0-9a-f]{8})", response.text)[1]
    assert response.status_code == 500
    assert reference in caplog.text
    assert "secret detail" not in response.text


@pytest.mark.parametrize(("language", "said"), [("en", "belongs to a button"), ("zh-hans", "按钮")])
def test_address_of_a_button_says_so_when_it_is_opened(as_member, language, said):
    response = as_member.get(f"/{language}/members/cpd/bulk/")

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert said in response.text
