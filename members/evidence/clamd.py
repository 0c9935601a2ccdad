"""Asks a virus scanner about some bytes: clamd's protocol INSTREAM."""

import socket
from collections.abc import Iterator

SECONDS = 5
CHUNK = 64 * 1024


def virus_in(content: bytes, address: str) -> str:
    """The name of the virus found, or "". `address` is a socket's path or `host:port`.

    Raises OSError when a step of the talk takes longer than SECONDS, or the answer is another one.
    """
    with connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for chunk in chunks(content):
            scanner.sendall(len(chunk).to_bytes(4, "big") + chunk)
        answer = answer_of(scanner)
    verdict = answer.removeprefix("stream: ")
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise ConnectionError(f"clamd answered {answer!r}")


def answer_of(scanner: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (more := scanner.recv(CHUNK)):
        answer += more
    return answer.decode(errors="replace").strip("\0 \n")


def chunks(content: bytes) -> Iterator[bytes]:
    """An empty one says that this was all."""
    yield from (content[start : start + CHUNK] for start in range(0, len(content), CHUNK))
    yield b""


def connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)
    scanner = socket.socket(socket.AF_UNIX)
    scanner.settimeout(SECONDS)
    try:
        scanner.connect(address)
    except OSError:
        scanner.close()
        raise
    return scanner
