"""Turns an item, saved or being saved, into the values that the checks look at."""

from collections.abc import Iterable
from datetime import datetime
from html import unescape

from django.db.models import Q
from django.utils import timezone
from django.utils.html import strip_tags

from agreements.bilingual import suffix
from agreements.register.models import Agreement, Party
from news.approval import LANGUAGES
from news.publication import Publication

from . import checks
from .checks import Finding, Item, Known, Text
from .links import Pointers, leads


def all_findings(item: Publication, starts: dict[str, datetime] | None = None) -> list[Finding]:
    """Of a saved item. `starts` are the moments that are just being chosen, by language."""
    return checks.findings(facts_of(item, starts or {}), timezone.now())


def stopping(item: Publication, language: str) -> list[Finding]:
    """What keeps this language from being published. Reads no links and no agreements."""
    values = {"texts": tuple(text_of(item, one, reads_links=False) for one in LANGUAGES)}
    return checks.stops(Item(**values, **kind_of(item)), language, timezone.now())


def facts_of(item: Publication, starts: dict[str, datetime]) -> Item:
    texts = tuple(text_of(item, language, starts.get(language)) for language in LANGUAGES)
    known = tuple(unlinked(item)) if item.pk and hasattr(item, "agreements") else ()
    return Item(texts=texts, known=known, **kind_of(item))


def kind_of(item: Publication) -> dict:
    kind = {"lead_field": item.LEAD, "body_field": item.BODY, "needs_body": item.NEEDS_BODY}
    return kind | item.particulars()


def text_of(
    item: Publication, language: str, starts: datetime | None = None, *, reads_links: bool = True
) -> Text:
    html = html_of(item, language)
    found = Pointers(html)
    links = dict.fromkeys(found.links) if reads_links else ()
    return Text(
        language=language,
        title=getattr(item, f"title_{language}"),
        lead=getattr(item, f"{item.LEAD}_{language}"),
        body=unescape(strip_tags(html)).strip(),
        links=tuple((address, leads(address, language)) for address in links),
        unseen=tuple(found.unseen),
        called=tuple(dict.fromkeys(found.called)),
        has_bare_table=found.has_bare_table,
        starts=starts,
    )


def html_of(item: Publication, language: str) -> str:
    """The text itself; of a newsletter those of its stories."""
    if item.BODY:
        return getattr(item, f"{item.BODY}_{language}") or ""
    place = list(LANGUAGES).index(language)
    return "".join(story[place] for story in item.particulars()["stories"])


def unlinked(item: Publication) -> Iterable[Known]:
    """Agreements that the item does not link, and partners none of whose agreements it links."""
    linked = set(item.agreements.values_list("pk", flat=True))
    for pk, *names in Agreement.objects.values_list(
        "pk", "label_en", "label_zh", "name_en", "name_zh"
    ):
        if pk not in linked:
            yield Known(names[suffix() == "zh"], tuple(names))
    ours = Party.objects.filter(side=Party.Side.OURS).values("body")
    about = Party.objects.filter(agreement__in=linked).values("body")
    partners = Party.objects.exclude(Q(body__in=ours) | Q(body__in=about)).values_list(
        "body__name_en", "body__name_zh", "body__abbreviation"
    )
    for names in partners.order_by("body__name_en").distinct():
        yield Known(names[suffix() == "zh"], tuple(filter(None, names)))
