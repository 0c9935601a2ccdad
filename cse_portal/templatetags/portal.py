"""What more than one app draws: icons, states, dates, the other language's address."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.template.defaultfilters import floatformat
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext as _

from agreements.register.dates import PartialDate
from cse_portal.states import WORDS

register = template.Library()


@register.simple_tag
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


def read_moment(value: date | datetime | str) -> date | datetime:
    """A date or an instant, also from the ISO text of a `Rows` column (instants are in UTC)."""
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if len(value) == 10:
            return moment.date()
        value = moment if moment.tzinfo else moment.replace(tzinfo=timezone.UTC)
    return timezone.localtime(value) if isinstance(value, datetime) else value


def time_element(value, style: str) -> SafeString:
    if not value:
        return ""
    moment = read_moment(value)
    return format_html(
        '<time datetime="{}">{}</time>', moment.isoformat(), date_format(moment, style)
    )


@register.filter
def day(value) -> SafeString:
    """11 June 2025 · 2025年6月11日, for prose and title blocks."""
    return time_element(value and as_date(value), "DATE_FORMAT")


@register.filter
def short_day(value) -> SafeString:
    """11 Jun 2025 · 2025年6月11日, for tables and lists."""
    return time_element(value and as_date(value), "SHORT_DATE_FORMAT")


@register.filter
def moment(value) -> SafeString:
    """3 Sep 2025, 21:14, in the reader's zone."""
    return time_element(value, "SHORT_DATETIME_FORMAT")


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
def day_range(first, last) -> SafeString:
    """12–17 Oct 2025 · 2025年10月12日至17日; one date when both are the same."""
    first, last = as_date(first), as_date(last or first)
    return format_html(
        '<time datetime="{}">{}</time>', first.isoformat(), written_range(first, last)
    )


def written_range(first: date, last: date) -> str:
    if first == last:
        return date_format(first, "SHORT_DATE_FORMAT")
    is_chinese = (get_language() or "").startswith("zh")
    if (first.year, first.month) == (last.year, last.month):
        start = date_format(first, "Y年n月j日" if is_chinese else "j")
        end = date_format(last, "j日" if is_chinese else "j M Y")
    elif first.year == last.year:
        start = date_format(first, "Y年n月j日" if is_chinese else "j M")
        end = date_format(last, "n月j日" if is_chinese else "j M Y")
    else:
        start, end = (date_format(day, "SHORT_DATE_FORMAT") for day in (first, last))
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


@register.simple_tag(takes_context=True)
def in_other_language(context) -> dict[str, str]:
    """The same page in the other language: its address, language tag and name."""
    code, name = next((code, name) for code, name in settings.LANGUAGES if code != get_language())
    request = context.get("request")
    path = request.get_full_path() if request else "/"
    prefix = f"/{get_language()}/"
    address = f"/{code}/{path.removeprefix(prefix)}" if path.startswith(prefix) else f"/{code}/"
    return {"address": address, "tag": language_tag(code), "name": name}


@register.simple_tag
def page_language() -> str:
    """For `<html lang>`: en, zh-Hans."""
    return language_tag(get_language())


def language_tag(code: str) -> str:
    return "zh-Hans" if code == "zh-hans" else code


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


@register.simple_tag
def site_origin() -> str:
    return settings.SITE_ORIGIN
