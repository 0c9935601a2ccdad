"""A PDF that somebody brings: read in a process of its own, and what is said of one not taken."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .refusals import MOST_PAGES, Refusal, Refused

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[1]
READER = "agreements.pdf"
READER_SECONDS = 10
READER_NEEDS = ("PATH", "LD_LIBRARY_PATH")  # and none of the secrets in the environment

SENTENCES = {
    Refusal.DAMAGED: _(
        "“%(name)s” is damaged or was cut short. Save it again, or print it to a new PDF."
    ),
    Refusal.TWO_FILES_IN_ONE: _(
        "“%(name)s” has another file inside it, or goes on after its end. "
        "Save it again, or print it to a new PDF."
    ),
    Refusal.ENCRYPTED: _("“%(name)s” is protected by a password. Save it without protection."),
    Refusal.SCRIPT: _("“%(name)s” carries a program. Print it to a new PDF, which has none."),
    Refusal.LAUNCH: _(
        "“%(name)s” starts another program when it is opened. "
        "Print it to a new PDF, which does not."
    ),
    Refusal.EMBEDDED: _(
        "“%(name)s” has other files attached inside. Add those by themselves, "
        "and print this one to a new PDF."
    ),
    Refusal.MEDIA: _(
        "“%(name)s” carries sound, film or a moving model. Print it to a new PDF, which has none."
    ),
}


def read_apart(content: bytes, most_pages: int = MOST_PAGES) -> tuple[int, str]:
    """Number of pages, and text of the first ones, from a process of its own (pdf.py)."""
    answers = whole_lines(run_apart(READER, content, str(most_pages)))
    if not answers:
        raise Refused(Refusal.TOO_COSTLY)
    facts = json.loads(answers[0])
    if "refused" in facts:
        raise Refused(Refusal(facts["refused"]))
    return facts["pages"], json.loads(answers[1]) if len(answers) > 1 else ""


def run_apart(program: str, content: bytes, *words: str) -> bytes:
    """What a program of ours says to the content, as far as it got in its time."""
    environment = {name: os.environ[name] for name in READER_NEEDS if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", program, *words],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env=environment,
            timeout=READER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        return late.stdout or b""
    if done.returncode:
        error, *_rest = (done.stderr.splitlines() or [b""])[-1].split(b":")
        log.warning("%s ended with %s %s", program, done.returncode, error.decode())
    return done.stdout


def whole_lines(said: bytes) -> list[bytes]:
    """Those that were said before the end, or before the time was over."""
    return said[: said.rfind(b"\n") + 1].splitlines()
