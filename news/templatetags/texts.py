"""How a formatted text is put on a page: its tables, and the pictures that it calls for."""

import re
from html import unescape
from itertools import count

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from news.articles.models import Article
from news.pictures.names import addresses, plain_address

register = template.Library()

# As news/cleaning.py writes it.
PLACE = re.compile(r'<figure data-picture="(\d+)"></figure>')
TABLE = re.compile(r"<table>(?:<caption>(.*?)</caption>)?|</table>", re.DOTALL)


@register.filter
def formatted(text: str) -> SafeString:
    """A text that was cleaned when it came in. A table wider than the page scrolls by itself."""
    numbers = count(1)

    def wrapped(tag: re.Match) -> str:
        if tag[0] == "</table>":
            return "</table></div>"
        name = _("Table %(number)s") % {"number": next(numbers)}
        region = format_html(
            '<div class="table-scroll" role="region" tabindex="0" aria-label="{}">',
            unescape(tag[1]) if tag[1] else name,
        )
        return region + tag[0]

    return mark_safe(TABLE.sub(wrapped, text))  # noqa: S308 - clean


@register.simple_tag
def illustrated(article: Article) -> SafeString:
    """The text with its pictures; those that it does not call for stand above it.

    `with_surroundings`. Of several with one number the first stands in the text.
    """
    called = {int(number) for number in PLACE.findall(article.body)}
    in_text, above = {}, []
    for picture in article.picture_rows:
        if picture["position"] in called - in_text.keys():
            in_text[picture["position"]] = picture
        else:
            above.append(picture)
    drawn = "".join(figure(picture, is_first=picture is above[0]) for picture in above)
    firsts = count(1 if above else 0)

    def put(place: re.Match) -> str:
        picture = in_text.get(int(place[1]))
        return figure(picture, is_first=not next(firsts)) if picture else ""

    return mark_safe(drawn + PLACE.sub(put, formatted(article.body)))  # noqa: S308 - clean


def figure(picture: dict, is_first: bool) -> str:
    return render_to_string(
        "components/_picture.html", {"picture": picture, "is_first": is_first}
    ).strip()


@register.filter
def srcset(picture: dict, kind: str) -> str:
    return addresses(picture, kind)


@register.filter
def src(picture: dict) -> str:
    return plain_address(picture)
