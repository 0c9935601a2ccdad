"""What more than one app draws: icons, states, dates, the other language's address."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.files.storage import default_storage
from django.template.defaultfilters import floatformat
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from agreements.register.dates import PartialDate
from agreements.rows import iso_day, iso_instant
from cse_portal.states import WORDS

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A drawing that only repeats a word beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("portal/icons.svg"),
        name,
    )


@register.simple_tag
def status(state, word: str = "") -> SafeString:
    """Word, icon, colour: the badge of any state in cse_portal/states.py."""
    look = WORDS[str(state)]
    return format_html(
        '<span class="status {}">{}{}</span>', look.css, icon(look.icon), word or look.word
    )


@register.simple_tag
def status_icon(state) -> SafeString:
    return icon(WORDS[str(state)].icon)


@register.simple_tag
def status_word(state) -> str:
    return WORDS[str(state)].word


@register.simple_tag
def status_css(state) -> str:
    return WORDS[str(state)].css


@register.filter
def country_name(code: str) -> str:
    """In the wording of COUNTRIES_OVERRIDE, in the language of the page."""
    return countries.name(code)


@register.simple_tag
def regions(partners: list[dict]) -> str:
    """Countries and regions of the partners, each once; a body of no country is international."""
    names = dict.fromkeys(countries.name(row["country"]) for row in partners if row["country"])
    return _(", ").join(names) if names else _("International")


def read_moment(value: date | datetime | str) -> date | datetime:
    """A date or an instant, also from the ISO text of a `Rows` column (instants are in UTC)."""
    if isinstance(value, str):
        value = iso_day(value) if len(value) == 10 else iso_instant(value)
    return timezone.localtime(value) if isinstance(value, datetime) else value


def time_element(moment: date | datetime, style: str) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), date_format(moment, style)
    )


@lru_cache(maxsize=2000)
def day_element(on: date, style: str, language: str) -> SafeString:
    """A list has many days, and few that no page had before."""
    return time_element(on, style)


@register.filter
def day(value) -> SafeString:
    """11 June 2025 · 2025年6月11日, for prose and title blocks."""
    return day_element(as_date(value), "DATE_FORMAT", get_language()) if value else ""


@register.filter
def short_day(value) -> SafeString:
    """11 Jun 2025 · 2025年6月11日, for tables and lists."""
    return day_element(as_date(value), "SHORT_DATE_FORMAT", get_language()) if value else ""


@register.filter
def moment(value) -> SafeString:
    """3 Sep 2025, 21:14, in the reader's zone."""
    return time_element(read_moment(value), "SHORT_DATETIME_FORMAT") if value else ""


def as_date(value) -> date:
    value = read_moment(value)
    return value.date() if isinstance(value, datetime) else value


@register.filter
def partial_day(value: PartialDate, style: str = "") -> SafeString | str:
    """A date as far as it is known; `|partial_day:"short"` for tables."""
    written = value.written(short=style == "short")
    machine = value.machine()
    return format_html('<time datetime="{}">{}</time>', machine, written) if machine else written


@register.simple_tag
def day_range(first, last, form: str = "short") -> SafeString:
    """12–17 Oct 2025 · 2025年10月12日至17日; one date when both are the same.

    "long" is for prose and title blocks: 12–17 October 2025.
    """
    first, last = as_date(first), as_date(last or first)
    written = written_range(first, last, is_long=form == "long")
    return format_html('<time datetime="{}">{}</time>', first.isoformat(), written)


def written_range(first: date, last: date, *, is_long: bool = False) -> str:
    whole, month = ("DATE_FORMAT", "F") if is_long else ("SHORT_DATE_FORMAT", "M")
    if first == last:
        return date_format(first, whole)
    is_chinese = (get_language() or "").startswith("zh")
    if (first.year, first.month) == (last.year, last.month):
        start = date_format(first, "Y年n月j日" if is_chinese else "j")
        end = date_format(last, "j日" if is_chinese else f"j {month} Y")
    elif first.year == last.year:
        start = date_format(first, "Y年n月j日" if is_chinese else f"j {month}")
        end = date_format(last, "n月j日" if is_chinese else f"j {month} Y")
    else:
        start, end = (date_format(day, whole) for day in (first, last))
    if is_chinese:
        return f"{start}至{end}"
    return f"{start}–{end}" if start.isdigit() else f"{start} – {end}"


@register.filter
def hours(value: Decimal | None) -> str:
    """27.5 h · 27.5学时. Quarters keep their two decimals."""
    return _("%(hours)s h") % {"hours": plain_hours(value)}


@register.filter
def plain_hours(value: Decimal | None) -> str:
    """Without the unit, for columns and sums: 27.5, 0.25, 1,000.0."""
    value = Decimal(value or 0)
    return floatformat(value, 1 if value * 10 == int(value * 10) else 2)


@register.filter
def file_size(size: int) -> str:
    """0.6 MB, 14 kB: decimal units, a space before the unit."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{floatformat(size / 1_000_000, 1)} MB"


@register.filter
def lines(text: str) -> list[str]:
    """Of a text with one item a line."""
    return [line for line in text.splitlines() if line.strip()]


@register.filter
def join_words(words: list[str]) -> str:
    """With the comma of the language."""
    return _(", ").join(words)


@register.simple_tag(takes_context=True)
def in_other_language(context) -> dict[str, str]:
    """The same page in the other language: its address, path, language tag and name."""
    code, name = next((code, name) for code, name in settings.LANGUAGES if code != get_language())
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    prefix = f"/{get_language()}/"
    address = f"/{code}/{path.removeprefix(prefix)}" if path.startswith(prefix) else f"/{code}/"
    return {
        "address": address,
        "path": address.partition("?")[0],
        "tag": language_tag(code),
        "name": name,
    }


@register.simple_tag
def page_language() -> str:
    """For `<html lang>`: en, zh-Hans."""
    return language_tag(get_language())


def language_tag(code: str) -> str:
    return "zh-Hans" if code == "zh-hans" else code


@register.simple_tag(takes_context=True)
def here(context) -> str:
    """Name of the page's view, such as `news:articles:article_list`; of a page, its own name."""
    request = context.get("request")
    match = request and request.resolver_match
    if not match:
        return ""
    return (
        f"news:pages:{match.kwargs['slug']}"
        if match.app_names[-1:] == ["pages"]
        else match.view_name
    )


@register.simple_tag(takes_context=True)
def with_query(context, **changes) -> str:
    """The query of this page with some values changed; None takes a value out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def without(context, chosen) -> str:
    """The query of this page without that choice (a `Chosen`), from its first page."""
    left = [
        (name, value)
        for name, values in context["request"].GET.lists()
        for value in values
        if value and name != "page"
        if name != chosen.name or chosen.value not in {"", value}
    ]
    return f"?{urlencode(left)}"


@register.simple_tag
def site_origin() -> str:
    return settings.SITE_ORIGIN


@register.filter
def media_url(name: str) -> str:
    """The address of a published file, from its name in a `Rows` column."""
    return default_storage.url(name)


@register.filter
def file_kind(name: str) -> str:
    """PDF, DOCX …, from the ending of the name."""
    return name.rpartition(".")[2].upper()


@register.filter
def language_of_file(code: str) -> str:
    """Of an attachment or a document: "en", "zh" or "both" in words."""
    return {"en": _("English"), "zh": _("Chinese"), "both": _("English and Chinese")}.get(
        code, _("another language")
    )


def utc_offset(at: datetime) -> str:
    """UTC+8, UTC−3:30."""
    minutes = int(at.utcoffset().total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


@register.simple_tag
def event_hours(event) -> str:
    """09:00–11:00 Beijing time (UTC+8); elsewhere the zone's own name and offset."""
    start, end = (at.astimezone(event.zone) for at in (event.starts_at, event.ends_at))
    values = {
        "start": start.strftime("%H:%M"),
        "end": end.strftime("%H:%M"),
        "zone": event.time_zone.replace("_", " "),
        "offset": utc_offset(start),
    }
    if event.time_zone == "Asia/Shanghai":
        return _("%(start)s–%(end)s Beijing time (UTC+8)") % values
    return _("%(start)s–%(end)s local time in %(zone)s (%(offset)s)") % values


@register.simple_tag
def event_hours_here(event) -> str:
    """The same hours in the reader's zone (Beijing on public pages); empty where it is no other."""
    there = [at.astimezone(event.zone) for at in (event.starts_at, event.ends_at)]
    here = [timezone.localtime(at) for at in there]
    if [at.utcoffset() for at in there] == [at.utcoffset() for at in here]:
        return ""
    start, end = (date_format(at, "SHORT_DATETIME_FORMAT") for at in here)
    if here[0].date() == here[1].date():
        end = here[1].strftime("%H:%M")
    name = timezone.get_current_timezone_name()
    zone = _("Beijing time") if name == "Asia/Shanghai" else name.replace("_", " ")
    values = {"start": start, "end": end, "zone": zone, "offset": utc_offset(here[0])}
    return _("%(start)s–%(end)s %(zone)s (%(offset)s)") % values


@register.simple_tag
def event_day(first: date, last: date) -> SafeString:
    """The day large, month and year small: for the short list on the home page."""
    written = written_range(first, last)
    if (get_language() or "").startswith("zh"):
        year, days = written.split("年", 1)
        large, small = days, f"{year}年"
    else:
        large, _space, small = written.partition(" ")
    return format_html('<time datetime="{}"><b>{}</b> {}</time>', first.isoformat(), large, small)
