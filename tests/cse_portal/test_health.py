"""What machines ask: alive, ready, and what robots may read."""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok")


@pytest.mark.django_db
def test_readyz_is_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"database": "ok", "cache": "ok", "migrations": "ok"}


@pytest.mark.django_db
def test_readyz_is_not_ready_before_every_migration_ran(client):
    [newest] = MigrationLoader(connection).graph.leaf_nodes("news")
    MigrationRecorder(connection).record_unapplied(*newest)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "failing"


@pytest.mark.django_db
def test_readyz_is_not_ready_without_the_cache(client, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["cache"] == "failing"


def test_robots_keeps_out_of_members_pages_and_names_the_sitemap(client):
    lines = client.get("/robots.txt").text.splitlines()

    assert lines == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /en/members/",
        "Disallow: /en/accounts/",
        "Disallow: /zh-hans/members/",
        "Disallow: /zh-hans/accounts/",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]
