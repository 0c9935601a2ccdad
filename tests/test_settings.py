"""Settings answer a wrong environment with the name of the variable, and a right one strictly."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "cse_portal/settings.py"
VARIABLES = re.findall(r'read\(\s*env\.\w+,\s*"(\w+)"', SOURCE.read_text())
PRODUCTION = {
    "SITE_ORIGIN": "https://portal.example",
    "ALLOWED_HOSTS": "portal.example",
    "SECRET_KEY": "".join(chr(33 + number) for number in range(64)),
    "EMAIL_URL": "submission://portal:secret@mail.example",
    "MAIL_FROM": "CSE portal <portal@portal.example>",
    "DATABASE_URL": "postgres://portal:secret@db.example/portal",
}


@pytest.fixture
def start(monkeypatch):
    """`start(**variables)` is what settings.py says to exactly these variables, outside tests."""

    def started(**variables: str) -> dict:
        for name in VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delitem(sys.modules, "pytest")
        try:
            return runpy.run_path(str(SOURCE))
        finally:
            monkeypatch.setitem(sys.modules, "pytest", pytest)

    return started


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in PRODUCTION.items() if key != name}


@pytest.mark.parametrize(
    "name", ["SITE_ORIGIN", "ALLOWED_HOSTS", "SECRET_KEY", "EMAIL_URL", "MAIL_FROM"]
)
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_production_refuses_to_start_without(start, name, value):
    variables = without(name) | ({} if value is None else {name: value})

    with pytest.raises(ImproperlyConfigured, match=rf"^{name}: "):
        start(**variables)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "k" * 49),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "portal.example,*"),
        ("ALLOWED_HOSTS", "portal.example,"),
        ("SITE_ORIGIN", "http://portal.example"),
        ("SITE_ORIGIN", "http://8.8.8.8"),
        ("SITE_ORIGIN", "portal.example"),
        ("SITE_ORIGIN", "ftp://portal.example"),
        ("SITE_ORIGIN", "https://"),
        ("SITE_ORIGIN", "https://portal.example/app"),
        ("SITE_ORIGIN", "https://portal.example?x=1"),
        ("SITE_ORIGIN", "https://somebody@portal.example"),
        ("SITE_ORIGIN", "https://portal.example:port"),
        ("SITE_ORIGIN", "https://[portal.example"),
        ("DATABASE_URL", "portal.sqlite3"),
        ("DATABASE_URL", "oracle9://portal"),
        ("DATABASE_URL", "postgres://portal@db.example:port/portal"),
        ("DATABASE_URL", "sqlite:////dev/null/portal.sqlite3"),
        ("DATABASE_URL", "sqlite:////proc/self/portal.sqlite3"),
        ("REDIS_URL", "127.0.0.1:6379"),
        ("EMAIL_URL", "mail.example"),
        ("EMAIL_URL", "smtp://mail.example:port"),
        ("EMAIL_URL", "smtp+tls://mail.example"),
        ("DEBUG", "perhaps"),
        ("HSTS_SECONDS", "a year"),
        ("HSTS_SECONDS", "-1"),
        ("TRUSTED_PROXY_COUNT", "one"),
        ("TRUSTED_PROXY_COUNT", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("EVIDENCE_ROOT", str(ROOT / "var/media")),
        ("EVIDENCE_ROOT", str(ROOT / "var/media/private")),
        ("EVIDENCE_ROOT", str(ROOT / "var/static/../static/private")),
        ("EVIDENCE_FILE_MB", "ten"),
        ("EVIDENCE_FILE_MB", "0"),
        ("EVIDENCE_QUOTA_MB", "-1"),
        ("EVIDENCE_SCAN_REQUIRED", "1"),
        ("CLAMD_ADDRESS", "scanner"),
        ("CLAMD_ADDRESS", "scanner:port"),
    ],
)
def test_wrong_value_stops_the_start_and_names_the_variable(start, name, value):
    with pytest.raises(ImproperlyConfigured, match=rf"^{name}: "):
        start(**PRODUCTION | {name: value})


def test_wrong_value_reaches_the_person_who_starts_it():
    environment = without("SECRET_KEY") | {"PATH": os.environ["PATH"]}

    answer = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 1
    assert "ImproperlyConfigured: SECRET_KEY: " in answer.stderr


def test_production_is_strict(start):
    settings = start(**PRODUCTION)

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["portal.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://portal.example"]
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_SECURE"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SECURE_PROXY_SSL_HEADER"] is None
    assert settings["EMAIL_HOST"] == "mail.example"
    assert settings["EMAIL_USE_TLS"] is True
    assert settings["TASKS"]["default"]["BACKEND"] == "django_tasks_db.DatabaseBackend"
    assert settings["STORAGES"]["staticfiles"]["BACKEND"] == (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
    )


def test_debugging_needs_no_variable(start):
    settings = start(DEBUG="1")

    assert settings["SITE_ORIGIN"] == "http://127.0.0.1:8000"
    assert settings["DATABASES"]["default"]["ENGINE"] == "django.db.backends.sqlite3"
    assert settings["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_this_machine_may_be_served_without_https(start):
    settings = start(SITE_ORIGIN="http://127.0.0.1:8123", SECRET_KEY="k" * 50)

    assert settings["DEBUG"] is False
    assert settings["SECURE_SSL_REDIRECT"] is False
    assert settings["SECURE_HSTS_SECONDS"] == 0


def test_hosts_may_have_spaces_between_them(start):
    settings = start(**PRODUCTION | {"ALLOWED_HOSTS": "portal.example, www.portal.example"})

    assert settings["ALLOWED_HOSTS"] == ["portal.example", "www.portal.example"]


def test_sqlite_makes_the_folder_of_its_file(start, tmp_path):
    folder = tmp_path / "not" / "there"

    settings = start(**PRODUCTION | {"DATABASE_URL": f"sqlite:///{folder}/portal.sqlite3"})

    assert folder.is_dir()
    assert settings["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["DATABASES"]["default"]["CONN_MAX_AGE"] == 600


def test_postgresql_keeps_its_connections(start):
    database = start(**PRODUCTION)["DATABASES"]["default"]

    assert database["ENGINE"] == "cse_portal.postgresql"
    assert database["HOST"] == "db.example"
    assert database["CONN_MAX_AGE"] == 600
    assert database["CONN_HEALTH_CHECKS"] is True


def test_redis_takes_the_cache_and_quickens_the_sessions(start):
    alone = start(**PRODUCTION)
    shared = start(**PRODUCTION | {"REDIS_URL": "redis://cache.example:6379/0"})

    assert alone["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert alone["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"
    assert shared["CACHES"]["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert shared["SESSION_ENGINE"] == "django.contrib.sessions.backends.cached_db"


def test_bucket_takes_the_files(start):
    storage = start(**PRODUCTION | {"S3_BUCKET": "cse", "S3_ENDPOINT": "https://s3.example"})[
        "STORAGES"
    ]["public"]

    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"]["bucket_name"] == "cse"
    assert storage["OPTIONS"]["endpoint_url"] == "https://s3.example"


def test_evidence_lies_apart_from_what_is_published(start, tmp_path):
    alone = start(**PRODUCTION)
    elsewhere = start(**PRODUCTION | {"EVIDENCE_ROOT": str(tmp_path)})
    published = {"S3_BUCKET": "cse", "S3_ENDPOINT": "https://s3.example"}
    in_bucket = start(**PRODUCTION | published | {"EVIDENCE_BUCKET": "cse-evidence"})

    assert alone["STORAGES"]["evidence"]["OPTIONS"] == {"location": ROOT / "var/evidence"}
    assert elsewhere["STORAGES"]["evidence"]["OPTIONS"] == {"location": tmp_path}
    assert in_bucket["STORAGES"]["evidence"] == {
        "BACKEND": "members.evidence.bucket.PrivateBucket",
        "OPTIONS": {
            "bucket_name": "cse-evidence",
            "endpoint_url": "https://s3.example",
            "default_acl": "private",
            "location": "",
        },
    }


def test_files_for_members_lie_in_the_private_place(start, tmp_path):
    alone = start(**PRODUCTION | {"EVIDENCE_ROOT": str(tmp_path)})
    in_bucket = start(**PRODUCTION | {"EVIDENCE_BUCKET": "cse-evidence"})

    assert alone["STORAGES"]["apart"]["OPTIONS"] == {"location": tmp_path / "apart"}
    assert in_bucket["STORAGES"]["apart"]["OPTIONS"]["bucket_name"] == "cse-evidence"
    assert in_bucket["STORAGES"]["apart"]["OPTIONS"]["location"] == "apart"


def test_evidence_is_refused_a_place_in_the_public_bucket(start):
    with pytest.raises(ImproperlyConfigured, match=r"^EVIDENCE_BUCKET: "):
        start(**PRODUCTION | {"S3_BUCKET": "cse", "EVIDENCE_BUCKET": "cse"})


def test_evidence_has_its_limits(start):
    usual = start(**PRODUCTION)
    larger = start(**PRODUCTION | {"EVIDENCE_FILE_MB": "20", "EVIDENCE_QUOTA_MB": "1000"})

    assert (usual["EVIDENCE_FILE_BYTES"], usual["EVIDENCE_QUOTA_BYTES"]) == (10**7, 5 * 10**8)
    assert (larger["EVIDENCE_FILE_BYTES"], larger["EVIDENCE_QUOTA_BYTES"]) == (2 * 10**7, 10**9)


@pytest.mark.parametrize("place", ["/run/clamav/clamd.ctl", "scanner.example:3310", "[::1]:3310"])
def test_scanner_is_found_at_its_address(start, place):
    settings = start(**PRODUCTION | {"CLAMD_ADDRESS": place, "EVIDENCE_SCAN_REQUIRED": "1"})

    assert settings["CLAMD_ADDRESS"] == place
    assert settings["EVIDENCE_SCAN_REQUIRED"] is True


def test_proxy_is_believed_only_when_it_is_declared(start):
    settings = start(**PRODUCTION | {"TRUSTED_PROXY_COUNT": "1"})

    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
