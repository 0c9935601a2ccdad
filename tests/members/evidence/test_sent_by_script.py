"""A form that upload.js sends is told where to go, and goes nowhere by itself."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.members.evidence import made

BY_SCRIPT = {"X-Sent-By-Script": "1"}


@pytest.fixture
def place(vault) -> str:
    return reverse("members:evidence:file_list")


def photo() -> dict:
    return {"files": SimpleUploadedFile("photo.jpg", made.picture())}


def test_accepted_form_is_answered_with_the_next_address_and_keeps_its_message(as_member, place):
    answer = as_member.post(place, photo(), headers=BY_SCRIPT)
    page = as_member.get(answer.headers["X-Go-To"]).text

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-Go-To"] == place
    assert "Location" not in answer.headers
    assert "Added: photo.jpg" in page


def test_refused_form_is_answered_with_its_page(as_member, place):
    answer = as_member.post(place, {}, headers=BY_SCRIPT)

    assert answer.status_code == 200
    assert "Choose at least one file." in answer.text
    assert "X-Go-To" not in answer.headers


def test_visitor_whose_session_ended_is_told_to_log_in(client, place):
    answer = client.post(place, photo(), headers=BY_SCRIPT)

    assert answer.headers["X-Go-To"] == f"/en/accounts/login/?next={place}"


def test_other_forms_are_redirected_as_ever(as_member, place):
    answer = as_member.post(place, photo())

    assert (answer.status_code, answer.headers["Location"]) == (302, place)
