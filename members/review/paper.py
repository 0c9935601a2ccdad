"""Evidence as the desk draws it: pictures of its pages, and its text with what differs marked."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from members.evidence.models import EvidenceFile
from members.evidence.reading import days, holds

from .comparison import Agreement, Compared

MOST_PAGES = 10  # drawn on the desk; the file itself has them all


class Line(NamedTuple):
    text: str
    differs: bool


class Paper(NamedTuple):
    file: EvidenceFile
    pages: list[str]  # addresses of pictures
    lines: list[Line]


def papers(files: Iterable[EvidenceFile], compared: Iterable[Compared]) -> list[Paper]:
    elsewhere = {
        found for one in compared if one.agreement is Agreement.DIFFERS for found in one.found
    }
    return [Paper(file, pages(file), lines(file.text, elsewhere)) for file in files]


def pages(file: EvidenceFile) -> list[str]:
    if file.kind != EvidenceFile.Kind.PDF:
        return [reverse("members:evidence:file_content", args=[file.pk])]
    numbers = range(1, min(file.pages, MOST_PAGES) + 1)
    return [reverse("members:evidence:file_page", args=[file.pk, number]) for number in numbers]


def lines(text: str, elsewhere: set) -> list[Line]:
    written = [line for line in text.splitlines() if line.strip()]
    return [Line(line, differs(line, elsewhere)) for line in written]


def differs(line: str, elsewhere: set) -> bool:
    words = {found for found in elsewhere if isinstance(found, str)}
    return bool(elsewhere & set(days(line))) or any(holds(line, word) for word in words)
