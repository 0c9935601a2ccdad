"""A small store of our own that speaks as S3 does."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit


class Store(BaseHTTPRequestHandler):
    """Addresses with the name of the bucket in front; `kept` of the server has what was put."""

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
        asked = urlsplit(self.path)
        if prefix := parse_qs(asked.query).get("prefix"):
            self.answer(200, self.listing(f"{asked.path}/", prefix[0]))
            return
        kept = self.server.kept.get(self.path)
        self.answer(404 if kept is None else 200, kept or b"")

    do_HEAD = do_GET

    def do_DELETE(self):
        self.server.kept.pop(self.path, None)
        self.answer(204)

    def listing(self, bucket: str, prefix: str) -> bytes:
        keys = [
            path.removeprefix(bucket)
            for path in self.server.kept
            if path.startswith(bucket + prefix)
        ]
        found = "".join(f"<Contents><Key>{key}</Key></Contents>" for key in keys)
        return f"<ListBucketResult>{found}</ListBucketResult>".encode()

    def answer(self, status: int, body: bytes = b""):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def serving() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    server.kept = {}
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
