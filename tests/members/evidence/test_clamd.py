"""The talk with the virus scanner, against a small one of our own on a socket."""

import socket
from contextlib import suppress
from threading import Thread

import pytest
from django.core.files.base import ContentFile

from agreements.refusals import Refusal, Refused
from members.evidence import clamd
from members.evidence.checks import checked
from members.evidence.clamd import virus_in
from tests.members.evidence import made

FOUND = b"stream: Eicar-Test-Signature FOUND\0"


class Scanner(Thread):
    """Takes one file over INSTREAM and gives `answer`; None is a scanner that says nothing."""

    def __init__(self, family: int, place, answer: bytes | None):
        super().__init__(daemon=True)
        self.socket = socket.socket(family)
        self.socket.bind(place)
        self.socket.listen()
        self.answer = answer
        self.received = b""
        self.start()

    def run(self) -> None:
        with suppress(OSError):  # the one who asked may be gone
            talk, _address = self.socket.accept()
            with talk, talk.makefile("rb") as sent:
                assert sent.read(10) == b"zINSTREAM\0"
                while size := int.from_bytes(sent.read(4), "big"):
                    self.received += sent.read(size)
                if self.answer is None:
                    sent.read(1)
                else:
                    talk.sendall(self.answer)


@pytest.fixture
def scanner():
    """`scanner(answer)` is a running scanner on a port of this machine."""
    started = []

    def start(answer: bytes | None, family: int = socket.AF_INET, place=("127.0.0.1", 0)):
        started.append(Scanner(family, place, answer))
        return started[-1]

    yield start
    for one in started:
        one.socket.close()


def address(scanner: Scanner) -> str:
    return f"127.0.0.1:{scanner.socket.getsockname()[1]}"


def test_scanner_gets_the_whole_file_and_finds_nothing(scanner):
    content = bytes(range(256)) * 1000
    clean = scanner(b"stream: OK\0")

    virus = virus_in(content, address(clean))

    clean.join()
    assert (virus, clean.received) == ("", content)


def test_virus_is_named(scanner):
    assert virus_in(b"x", address(scanner(FOUND))) == "Eicar-Test-Signature"


def test_scanner_is_asked_on_a_local_socket(scanner, tmp_path):
    path = str(tmp_path / "clamd.ctl")
    scanner(FOUND, socket.AF_UNIX, path)

    assert virus_in(b"x", path) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "answer", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"UNKNOWN COMMAND\0", b"\xff\0"]
)
def test_another_answer_is_no_answer(scanner, answer):
    with pytest.raises(OSError, match="clamd answered"):
        virus_in(b"x", address(scanner(answer)))


def test_scanner_that_says_nothing_is_not_waited_for(scanner, monkeypatch):
    monkeypatch.setattr(clamd, "SECONDS", 0.05)

    with pytest.raises(TimeoutError):
        virus_in(b"x", address(scanner(None)))


@pytest.mark.parametrize("place", ["127.0.0.1:1", "/nowhere/clamd.ctl", "[::1]:1"])
def test_scanner_that_is_not_there_is_an_error(place):
    with pytest.raises(OSError, match=r"refused|No such|unreachable|assign"):
        virus_in(b"x", place)


# --- What an upload makes of it ------------------------------------------------------------------


def look_at(settings, place: str, *, is_required: bool = False):
    settings.CLAMD_ADDRESS = place
    settings.EVIDENCE_SCAN_REQUIRED = is_required
    return checked(ContentFile(made.picture(), name="photo.jpg"))


def why_refused(*args, **kwargs) -> Refusal:
    with pytest.raises(Refused) as refused:
        look_at(*args, **kwargs)
    return refused.value.why


def test_scanner_sees_the_file_as_it_came(scanner, settings):
    clean = scanner(b"stream: OK\0")

    found = look_at(settings, address(clean))

    clean.join()
    assert found.is_scanned
    assert clean.received == made.picture()


def test_file_with_a_virus_is_refused(scanner, settings):
    assert why_refused(settings, address(scanner(FOUND))) == Refusal.VIRUS


def test_file_without_a_scanner_is_taken_unscanned(settings):
    assert not look_at(settings, "").is_scanned


def test_file_is_taken_unscanned_while_the_scanner_is_away(settings):
    assert not look_at(settings, "127.0.0.1:1").is_scanned


def test_file_is_refused_while_a_required_scanner_is_away(settings):
    assert why_refused(settings, "127.0.0.1:1", is_required=True) == Refusal.SCANNER_AWAY


def test_file_is_refused_while_a_required_scanner_answers_nonsense(scanner, settings):
    place = address(scanner(b"ERROR\0"))

    assert why_refused(settings, place, is_required=True) == Refusal.SCANNER_AWAY
