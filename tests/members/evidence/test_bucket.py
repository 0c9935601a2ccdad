"""The vault in a bucket, against a small store of our own."""

import pytest
from django.core.files.base import ContentFile

from members.evidence.bucket import PrivateBucket
from tests.bucket import serving


@pytest.fixture
def bucket(monkeypatch):
    """`bucket(port)` is a vault in the bucket of the store at this port."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    return lambda port: PrivateBucket(
        bucket_name="evidence",
        endpoint_url=f"http://127.0.0.1:{port}",
        default_acl="private",
        addressing_style="path",
    )


@pytest.fixture
def store():
    with serving() as server:
        yield server


def test_bucket_keeps_gives_back_and_deletes(bucket, store):
    vault = bucket(store.server_port)

    vault.save("key", ContentFile(b"%PDF-"))
    kept = dict(store.kept)
    with vault.open("key") as stored:
        content = stored.read()
    vault.delete("key")

    assert kept == {"/evidence/key": b"%PDF-"}
    assert store.acl == "private"
    assert content == b"%PDF-"
    assert store.kept == {}


def test_bucket_gives_no_address(bucket, store):
    with pytest.raises(NotImplementedError):
        bucket(store.server_port).url("key")


def test_bucket_without_the_file_fails_as_a_folder_does(bucket, store):
    with pytest.raises(FileNotFoundError):
        bucket(store.server_port).open("key")


def test_bucket_that_is_away_fails_as_a_folder_does(bucket):
    vault = bucket(1)

    with pytest.raises(OSError, match="connect"):
        vault.save("key", ContentFile(b"%PDF-"))
    with pytest.raises(OSError, match="connect"):
        vault.open("key")
    with pytest.raises(OSError, match="connect"):
        vault.delete("key")
