"""Files that editors publish, served where no front server does it."""

import pytest

pytestmark = pytest.mark.django_db  # where nothing is, former addresses are looked up


def test_published_file_is_sent_as_what_it_is(client, media):
    (media / "a.txt").write_text("<script>alert(1)</script>")

    response = client.get("/media/a.txt")

    assert b"".join(response) == b"<script>alert(1)</script>"
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == (
        "text/plain",
        "nosniff",
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("", 404),
        ("nothing.pdf", 404),
        ("a" * 5000, 404),
        ("%00", 404),
        ("folder/", 404),
        ("../manage.py", 400),
        ("%2e%2e/%2e%2e/etc/passwd", 400),
    ],
)
def test_published_file_stays_in_its_folder(client, media, path, status):
    (media / "folder").mkdir()

    assert client.get(f"/media/{path}").status_code == status


def test_published_file_takes_no_post(client, media):
    assert client.post("/media/a.txt").status_code == 405
