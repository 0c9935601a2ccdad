"""Markup as a tree of parts, read from what nh3 has written, and written again."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

INLINE = {"strong", "em", "sub", "sup", "a", "br"}
RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h5": "h4", "h6": "h4"}
DEEPEST = 60  # elements within each other; what is deeper loses its tags alone
UNSEEN_LETTERS = re.compile("[\u200b\u2060\ufeff]")
# Words that their writer does not show: hidden, and the remarks of those who read a draft in Word.
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment", re.I)
WEIGHT = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:(bold|[6-9]00)|normal|[1-5]00)", re.I)
ITALIC = re.compile(r"(?:^|;)\s*font-style\s*:\s*italic", re.I)


@dataclass(slots=True)
class Part:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def is_inline(self) -> bool:
        return self.tag in INLINE and all(is_inline(child) for child in self.children)


Run = list[Part | str]


class Tree(HTMLParser):
    """Of what nh3 has written: every element in it is closed."""

    def __init__(self):
        super().__init__()
        self.open = [Part("")]
        self.deeper = self.hidden = 0

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        style = said.pop("style", "")
        if tag in {"br", "hr"}:
            if not self.hidden:
                self.open[-1].children.append(Part(tag))
        elif self.hidden or HIDDEN.search(style):
            self.hidden += 1
        elif self.deeper or len(self.open) > DEEPEST:
            self.deeper += 1
        else:
            self.open.append(self.part(meant(tag, style), said))

    def part(self, tag: str, said: dict[str, str]) -> Part:
        """The open one goes on, where there is no other, or one inside its like says nothing."""
        if not tag or (tag in INLINE and any(part.tag == tag for part in self.open)):
            return self.open[-1]
        part = Part(tag, said)
        self.open[-1].children.append(part)
        return part

    def handle_endtag(self, tag):
        if self.hidden:
            self.hidden -= 1
        elif self.deeper:
            self.deeper -= 1
        else:
            self.open.pop()

    def handle_data(self, data):
        if not self.hidden:
            self.open[-1].children.append(UNSEEN_LETTERS.sub("", data))


def meant(tag: str, style: str) -> str:
    """The tag by its usual name; "" of one that only looks. Google wraps a text in a plain <b>."""
    weight = WEIGHT.search(style)
    if tag in {"b", "strong", "span"} and weight:
        return "strong" if weight[1] else ""
    if tag == "span":
        return "em" if ITALIC.search(style) else ""
    return RENAMED.get(tag, tag)


def tree(html: str) -> Run:
    reader = Tree()
    reader.feed(html)
    reader.close()
    return reader.open[0].children


def written(part: Part | str) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    attributes = "".join(f' {name}="{escape(said)}"' for name, said in part.attributes.items())
    if part.tag == "br":
        return "<br>"
    inner = "".join(map(written, part.children))
    return f"<{part.tag}{attributes}>{inner}</{part.tag}>"


def text_of(parts: Iterable[Part | str]) -> str:
    return "".join(one if isinstance(one, str) else text_of(one.children) for one in parts)


def is_inline(part: Part | str) -> bool:
    return isinstance(part, str) or part.is_inline


def is_break(part: Part | str) -> bool:
    return isinstance(part, Part) and part.tag == "br"


def says(part: Part | str) -> bool:
    if isinstance(part, str):
        return bool(part.strip())
    return part.tag == "figure" or any(map(says, part.children))


def is_tag(part: Part | str, *tags: str) -> bool:
    return isinstance(part, Part) and part.tag in tags


def filled(part: Part) -> list[Part]:
    return [part] if part.children else []


def holds(part: Part, tag: str) -> bool:
    return any(
        is_tag(child, tag) or holds(child, tag)
        for child in part.children
        if isinstance(child, Part)
    )
