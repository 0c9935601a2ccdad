"""A page of a PDF as a picture, through the door of the file."""

from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from members.demo.certificates import as_pdf
from members.evidence.models import FileView
from members.evidence.workflow import keep
from tests import factories
from tests.conftest import logged_in


@pytest.fixture
def file(member, vault):
    upload = factories.ContentFile(as_pdf(["Certificate of Li Wei"]), "certificate.pdf")
    return keep(member, upload).file


@pytest.fixture
def reviewer(db):
    user = factories.make_user(is_staff=True)
    user.groups.add(factories.staff_group("reviewer"))
    return user


def address(file, number: int) -> str:
    return reverse("members:evidence:file_page", args=[file.pk, number])


def test_page_is_drawn_upright_and_dark_on_light(reviewer, file):
    response = logged_in(reviewer).get(address(file, 1))

    picture = Image.open(BytesIO(response.content))
    assert response.headers["Content-Type"] == "image/webp"
    assert picture.height > picture.width
    assert picture.convert("L").getextrema() == (
        pytest.approx(0, abs=40),
        pytest.approx(255, abs=5),
    )


@pytest.mark.parametrize("number", [0, 2, 10**12])
def test_page_that_the_file_does_not_have_is_not_there(reviewer, file, number):
    assert logged_in(reviewer).get(address(file, number)).status_code == 404


def test_picture_has_no_pages(reviewer, member):
    photo = factories.make_evidence(
        member, "photo.jpg", kind="jpeg", pages=None, width=10, height=10
    )

    assert logged_in(reviewer).get(address(photo, 1)).status_code == 404


def test_stranger_gets_nothing_and_nothing_is_written(as_stranger, file):
    assert as_stranger.get(address(file, 1)).status_code == 404
    assert not FileView.objects.exists()


def test_pages_looked_at_together_are_one_opening(reviewer, file):
    client = logged_in(reviewer)

    for _turn in range(3):
        client.get(address(file, 1))

    assert [view.viewer for view in FileView.objects.all()] == [reviewer]


def test_picture_runs_nothing_and_is_kept_nowhere(reviewer, file):
    headers = logged_in(reviewer).get(address(file, 1)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_file_that_cannot_be_drawn_is_told_as_away(reviewer, member, vault):
    broken = factories.make_evidence(member, pages=3)

    assert logged_in(reviewer).get(address(broken, 3)).status_code == 503
