"""The vault in a bucket, against a small store of our own that speaks as S3 does."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.core.files.base import ContentFile

from members.evidence.bucket import PrivateBucket


class Store(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_PUT(self):
        self.server.acl = self.headers["x-amz-acl"]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "aws-chunked":
            size, _, rest = body.partition(b"\r\n")
            body = rest[: int(size, 16)]
        self.server.kept[self.path] = body
        self.answer(200)

    def do_GET(self):
        kept = self.server.kept.get(self.path)
        self.answer(404 if kept is None else 200, kept or b"")

    do_HEAD = do_GET

    def do_DELETE(self):
        self.server.kept.pop(self.path, None)
        self.answer(204)

    def answer(self, status: int, body: bytes = b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


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
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    server.kept = {}
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


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
