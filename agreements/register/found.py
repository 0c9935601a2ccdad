"""What the search finds an agreement by: its own names, and every name of those who signed it."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override
from django_countries import countries

from agreements.bilingual import suffix
from agreements.search.models import SearchEntry, entry

from .dates import Precision


def search_entry(agreement) -> SearchEntry:
    """Partners are found as titles are, by country too; our own side as text is."""
    parties = list(agreement.parties.select_related("body"))
    partners = [one.body for one in parties if one.side == one.Side.PARTNER]
    ours = [one.body for one in parties if one.side == one.Side.OURS]
    return entry(
        kind=agreement.search_kind,
        row=agreement.pk,
        suffix=suffix(),
        title=titled(agreement),
        path=agreement.get_absolute_url(),
        text=text(agreement),
        at=agreement.status_on,
        shown_on=agreement.status_on if agreement.status_precision == Precision.DAY else None,
        names=[*names(agreement), *(name for body in partners for name in names_of(body))],
        mentions=[name for body in ours for name in body.all_names],
    )


def titled(agreement) -> str:
    """With its status where it is not in force: a hit alone must not look like one that applies."""
    if agreement.status == agreement.Status.IN_FORCE:
        return agreement.label
    said = {"label": agreement.label, "status": agreement.get_status_display()}
    return gettext("%(label)s: %(status)s") % said


def text(agreement) -> str:
    read = [
        agreement.summary,
        agreement.for_whom,
        agreement.gives,
        agreement.gives_not,
        agreement.caution,
        agreement.place,
    ]
    return "\n".join(filter(None, read))


def names(agreement) -> list[str]:
    return [agreement.label_en, agreement.label_zh, agreement.name_en, agreement.name_zh]


def names_of(body) -> list[str]:
    return [*body.all_names, *country_names(body.country.code)]


@cache
def country_names(code: str) -> list[str]:
    """Of a country or region in each language; none for an international body."""
    return [named(code, language) for language, _ in settings.LANGUAGES] if code else []


def named(code: str, language: str) -> str:
    with override(language):
        return str(countries.name(code))
