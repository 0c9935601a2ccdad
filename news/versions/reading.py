"""Formatted text as lines that a person can read and compare: headings, items, links in words."""

from html.parser import HTMLParser

from django.utils.translation import gettext as _

BREAKS = {
    *("p", "br", "hr", "div", "tr", "table", "caption"),
    *("ul", "ol", "figure", "figcaption", "pre"),
}
EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def readable(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.lines


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.beginning = ""  # of the line: which heading, which item
        self.text = ""
        self.numbers: list[int | None] = []  # of the lists that are open; None has no numbers
        self.links: list[str] = []

    def end_line(self) -> None:
        if text := " ".join(self.text.split()):
            self.lines.append(self.beginning + text)
            self.beginning = ""
        self.text = ""

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        if tag in BREAKS or tag in BEGINNINGS:
            self.end_line()
        if tag in {"ul", "ol"}:
            self.numbers.append(1 if tag == "ol" else None)
        elif tag in BEGINNINGS:
            self.beginning = BEGINNINGS[tag](self)
        elif tag == "a":
            self.links.append(values.get("href", ""))
        elif tag == "img":
            self.text += " [{} {}] ".format(_("Picture:"), values.get("alt") or values.get("src"))
        self.text += EMPHASIS.get(tag, "")

    def handle_endtag(self, tag):
        self.text += EMPHASIS.get(tag, "")
        if tag == "a" and self.links:
            self.text += f" ({self.links.pop()})"
        elif tag in {"td", "th"}:
            self.text += " | "
        elif tag in {"ul", "ol"} and self.numbers:
            self.end_line()
            self.numbers.pop()
        elif tag in BREAKS or tag in BEGINNINGS:
            self.end_line()
            self.beginning = ""

    def handle_data(self, data):
        self.text += data

    def next_item(self) -> str:
        """Its number, or a dot where the list has none."""
        number = self.numbers[-1] if self.numbers else None
        if number is None:
            return "• "
        self.numbers[-1] = number + 1
        return f"{number}. "


BEGINNINGS = {
    "h2": lambda reader: _("Heading: "),
    "h3": lambda reader: _("Smaller heading: "),
    "h4": lambda reader: _("Smaller heading: "),
    "blockquote": lambda reader: _("Quotation: "),
    "li": Reader.next_item,
}
