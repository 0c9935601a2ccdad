"""Pasted markup becomes plain headings, paragraphs, lists and tables, with all the words it showed.

nh3 lets through what is safe, both before the parts are put in order and after: that order is a
matter of beauty, and nothing here has to be right for a page to be safe.
"""

import re
from collections.abc import Iterator, Set
from functools import lru_cache

import nh3

from .lines import SCHEMES, inline, paragraphs
from .markup import (
    INLINE,
    RENAMED,
    Part,
    Run,
    filled,
    holds,
    is_inline,
    is_tag,
    says,
    text_of,
    tree,
    written,
)

TEXT_BLOCKS = {"p", "h2", "h3", "h4"}
LISTS = {"ul", "ol"}
CELLS = {"td", "th"}
TABLES = ("table", "caption", "thead", "tbody", "tr")
ALLOWED = {tag: set() for tag in (*INLINE, *TEXT_BLOCKS, *LISTS, "li", "blockquote", *TABLES)} | {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "figure": {"data-picture"},
}
# Tags that end a paragraph; what stands in them stays, and they go.
AROUND = {
    *("address", "article", "aside", "center", "details", "dd", "div", "dl", "dt"),
    *("fieldset", "figcaption", "footer", "form", "header", "hr", "legend", "main", "nav"),
    *("pre", "section", "summary", "tfoot"),
}
# These go with what stands in them, such as words that an author struck out in Word.
UNSEEN = {"script", "style", "title", "template", "svg", "del"}
MOST_SPANNED = 100
PICTURE = re.compile(r"[\[【［]\s*(?:picture|图片|图)\s*([1-9]\d?)\s*[\]】］]", re.IGNORECASE)
ITEMS_OF = {f"item of {kind}": kind for kind in LISTS}


@lru_cache(maxsize=64)
def clean(html: str, has_pictures: bool = False) -> str:
    """Only the tags a text may have; "" when it says nothing. Cleaning twice changes nothing.

    Kept for a while: a text is cleaned by the form, by the field, and on its way to the database.
    """
    refused = set() if has_pictures else {"figure"}
    parts = blocks(tree(safe(html, {*ALLOWED, *RENAMED, *AROUND, "span"} - refused, {"style"})))
    if has_pictures:
        parts = [called_for(part) for part in parts]
    return safe("".join(map(written, parts)), ALLOWED.keys() - refused)


def safe(html: str, tags: Set[str], everywhere: Set[str] = frozenset()) -> str:
    """Only these tags, with their attributes and those that are let through everywhere."""
    return nh3.clean(
        html,
        tags=set(tags),
        clean_content_tags=UNSEEN,
        attributes={tag: {*ALLOWED.get(tag, ()), *everywhere} for tag in tags},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )


# --- Blocks ---------------------------------------------------------------------------------------


def blocks(parts: Run) -> list[Part]:
    """Items that stand one after the other are one list."""
    found: list[Part] = []
    for part in loose_blocks(parts):
        if part.tag not in ITEMS_OF:
            found.append(part)
            continue
        kind, item = ITEMS_OF[part.tag], Part("li", {}, part.children)
        if found and found[-1].tag == kind:
            found[-1].children.append(item)
        else:
            found.append(Part(kind, {}, [item]))
    return found


def loose_blocks(parts: Run) -> list[Part]:
    """Text that stands between blocks becomes paragraphs."""
    found: list[Part] = []
    run: Run = []
    for part in parts:
        if is_inline(part):
            run.append(part)
        else:
            found += [*paragraphs(run), *as_blocks(part)]
            run = []
    return found + paragraphs(run)


def as_blocks(part: Part) -> list[Part]:
    match part.tag:
        case "ul" | "ol":
            return filled(Part(part.tag, {}, items(part.children)))
        case "table":
            return table(part)
        case "blockquote":
            return filled(Part(part.tag, {}, blocks(part.children)))
        case "figure":
            return [*picture(part.attributes.get("data-picture", "")), *loose_blocks(part.children)]
    if part.tag in TEXT_BLOCKS and all(map(is_inline, part.children)):
        return paragraphs(part.children, part.tag)
    return pushed_in(part) if part.tag in INLINE else loose_blocks(part.children)


def pushed_in(part: Part) -> list[Part]:
    """An inline element around blocks goes around the text of each of them; no link in another."""
    found = loose_blocks(part.children)
    for one in found:
        if one.tag in TEXT_BLOCKS and not holds(one, part.tag):
            one.children = inline([Part(part.tag, part.attributes, one.children)])
    return found


def flow(parts: Run) -> Run:
    """What may hold a line of text as well as blocks."""
    return inline(parts) if all(map(is_inline, parts)) else blocks(parts)


def items(parts: Run) -> list[Part]:
    """Of a list. A list beside its items belongs to the one before it."""
    found: list[Part] = []
    for part in parts:
        is_list = isinstance(part, Part) and part.tag in LISTS
        if is_list and found:
            found[-1].children = blocks([*found[-1].children, part])
            continue
        is_item = isinstance(part, Part) and part.tag == "li"
        found += filled(Part("li", {}, flow(part.children if is_item else [part])))
    return found


def picture(number: str) -> list[Part]:
    is_known = re.fullmatch(r"[1-9][0-9]?", number)
    return [Part("figure", {"data-picture": number})] if is_known else []


def called_for(part: Part) -> Part:
    """A line that says [picture 2] and nothing else is the place of that picture."""
    if part.tag == "p" and (called := PICTURE.fullmatch(text_of(part.children))):
        return Part("figure", {"data-picture": str(int(called[1]))})
    return part


# --- Tables ---------------------------------------------------------------------------------------


def table(part: Part) -> list[Part]:
    """One cell alone is a frame around a text, and goes; a caption then stands before the text."""
    rows = [row for row in rows_of(part, is_head=False) if row.children]
    captions = [child for child in part.children if is_tag(child, "caption")]
    before = [block for one in captions for block in loose_blocks(one.children)]
    if len(rows) == 1 and len(rows[0].children) == 1:
        return [*before, *loose_blocks(rows[0].children[0].children)]
    if not any(map(says, rows)):
        return before
    return [Part("table", {}, [*caption(before), *headed(rows)])]


def caption(blocks: list[Part]) -> list[Part]:
    """A line of text, as the editor keeps it."""
    said = " ".join(" ".join(text_of([block]) for block in blocks).split())
    return filled(Part("caption", {}, [said] if said else []))


def headed(rows: list[Part]) -> list[Part]:
    """The rows of headings that it begins with are its head, and name the columns."""
    number = next((place for place, row in enumerate(rows) if not is_heading(row)), 0)
    for row in rows:
        scope = "col" if is_heading(row) else "row"
        for cell in row.children:
            cell.attributes |= {"scope": scope} if cell.tag == "th" else {}
    return [*filled(Part("thead", {}, rows[:number])), Part("tbody", {}, rows[number:])]


def is_heading(row: Part) -> bool:
    return all(cell.tag == "th" for cell in row.children)


def rows_of(part: Part, is_head: bool) -> Iterator[Part]:
    for child in part.children:
        if is_tag(child, "tr"):
            cells = [cell for cell in child.children if is_tag(cell, *CELLS)]
            yield Part("tr", {}, [as_cell(cell, is_head) for cell in cells])
        elif is_tag(child, "thead", "tbody", "tfoot"):
            yield from rows_of(child, child.tag == "thead")


def as_cell(cell: Part, is_head: bool) -> Part:
    spans = {
        name: said
        for name, said in cell.attributes.items()
        if said.isdecimal() and said.isascii() and 1 < int(said[:4]) <= MOST_SPANNED
    }
    return Part("th" if is_head else cell.tag, spans, flow(cell.children))
