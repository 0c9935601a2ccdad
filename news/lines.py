"""Lines of text: without empty elements, odd spaces, or what Word writes before an item."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from .markup import Part, Run, filled, is_break, says

SCHEMES = {"http", "https", "mailto", "tel"}
SPACES = re.compile(r"\s{2,}|[\t\r\n\f\v]")
# What Word writes before an item of a list: its mark, and a run of spaces that do not break.
GAP = r"(?=\s*\xa0)\s{2,}"
MARKS = {
    "item of ul": re.compile(rf"\s*[·•▪●○◦■□§Øüvo–-]{GAP}"),
    "item of ol": re.compile(rf"\s*(?:\d{{1,2}}|[a-z])[.)、．]{GAP}"),
}


def paragraphs(run: Run, tag: str = "p") -> list[Part]:
    """An empty line parts them. Those that say nothing fall out."""
    return [part for line in parted(run) for part in filled(paragraph(joined(line), tag))]


def parted(run: Run) -> Iterator[Run]:
    line: Run = []
    breaks = 0
    for part in run:
        if is_break(part):
            breaks += 1
        elif says(part):
            if breaks > 1:
                yield line
                line = []
            breaks = 0
        line.append(part)
    yield line


def paragraph(line: Run, tag: str) -> Part:
    start = line[0] if line and isinstance(line[0], str) else ""
    for item, mark in MARKS.items():
        if tag == "p" and (found := mark.match(start)):
            return Part(item, {}, trimmed(spaced([start[found.end() :], *line[1:]])))
    return Part(tag, {}, trimmed(spaced(line)))


def inline(run: Run) -> Run:
    return trimmed(spaced(joined(run)))


def joined(run: Run) -> Run:
    """Without elements that say or do nothing, and with the text around them in one piece."""
    found: Run = []
    for part in unwrapped(run):
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return found


def unwrapped(run: Run) -> Iterator[Part | str]:
    for part in run:
        if isinstance(part, str) or part.tag == "br":
            yield part
        elif not says(part) or (part.tag == "a" and not address(part)):
            yield from unwrapped(part.children)
        else:
            known = {"href": address(part)} if part.tag == "a" else {}
            yield Part(part.tag, known, joined(part.children))


def address(link: Part) -> str:
    """Empty where it leads nowhere: to a place within the text it was copied from, or nonsense."""
    href = link.attributes.get("href", "").strip()
    if href.lower().startswith("www."):
        href = f"https://{href}"
    try:
        scheme = urlsplit(href).scheme
    except ValueError:  # such as //[x, which the next reader could not take apart either
        return ""
    is_known = not scheme or scheme in SCHEMES
    return href if is_known and not href.startswith("#") else ""


def spaced(run: Run) -> Run:
    return [
        SPACES.sub(" ", part)
        if isinstance(part, str)
        else Part(part.tag, part.attributes, spaced(part.children))
        for part in run
    ]


def trimmed(run: Run) -> Run:
    return shorn(shorn(run, 0, str.lstrip), -1, str.rstrip)


def shorn(run: Run, end: int, strip: Callable[[str], str]) -> Run:
    """Without spaces and line breaks at one of its ends."""
    while run:
        edge = run[end]
        if isinstance(edge, str):
            run[end] = strip(edge)
            if run[end]:
                break
        elif edge.tag != "br" and shorn(edge.children, end, strip):
            break
        run.pop(end)
    return run
