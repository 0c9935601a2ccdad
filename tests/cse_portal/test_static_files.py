"""Static files as production serves them: named by content, kept for a year, packed in advance."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command(
        "collectstatic",
        interactive=False,
        verbosity=0,
        ignore_patterns=["admin", "django_prose_editor"],
    )
    return tmp_path


def read(response):
    """To its end, so that the file behind it is closed."""
    response.getvalue()
    response.close()
    return response


@pytest.mark.parametrize("name", ["portal/portal.css", "portal/icons.svg", "portal/share.js"])
def test_static_file_is_hashed_immutable_and_packed(collected, name):
    address = staticfiles_storage.url(name)
    client = Client()

    plain = read(client.get(address))
    packed = {
        encoding: read(client.get(address, headers={"Accept-Encoding": encoding})).headers
        for encoding in ("gzip", "br")
    }

    assert plain.status_code == 200
    assert address != f"/static/{name}"
    assert plain.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert {encoding: headers["Content-Encoding"] for encoding, headers in packed.items()} == {
        "gzip": "gzip",
        "br": "br",
    }


def test_scripts_and_styles_keep_their_budget(collected):
    def packed(name: str) -> int:
        return (collected / "portal" / f"{name}.br").stat().st_size

    assert packed("portal.css") <= 15_000
    # All that a public page may ask for.
    assert packed("share.js") + packed("band.js") <= 5_000
    assert sum(packed(path.name) for path in (collected / "portal").glob("*[a-z].js")) <= 20_000


def test_icon_is_found_where_browsers_look_by_themselves(client, count_queries):
    response, count = count_queries(client, "/favicon.ico")

    assert (response.status_code, count.sql) == (302, [])
    assert response["Location"] == staticfiles_storage.url("portal/favicon.svg")
    assert (response.cookies, response["Cache-Control"]) == ({}, "public, max-age=86400")
