"""What was read from a certificate, as pages show it and forms offer it. Nothing of it is saved."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import EvidenceFile
from .reading import Reading, read

MOST = 3  # values of each sort
LONGEST_KEY = 19  # digits
LABELS = {
    "titles": pgettext_lazy("on a certificate", "Title"),
    "hours": _("Hours"),
    "held_on": _("Date"),
    "days": _("Days"),
    "awarded_on": _("Awarded on"),
    "valid_until": _("Valid to"),
    "numbers": _("Number"),
    "issuers": _("Issued by"),
}
SHOWN = ("titles", "hours", "days", "numbers", "issuers")
FILLED = ("titles", "hours", "held_on", "awarded_on", "valid_until", "numbers", "issuers")


class Value(NamedTuple):
    written: str  # as a field of a form holds it
    shown: str


class Offer(NamedTuple):
    """Values of one sort, the likeliest first."""

    sort: str
    label: str
    values: list[Value]


def offers(file: EvidenceFile, sorts: Iterable[str]) -> list[Offer]:
    found = read(file.text)
    every = (Offer(sort, LABELS[sort], values_of(found, sort)) for sort in sorts)
    return [offer for offer in every if offer.values]


def values_of(found: Reading, sort: str) -> list[Value]:
    return [written(value) for value in getattr(found, sort)[:MOST]]


def written(value: str | Decimal | date) -> Value:
    if isinstance(value, date):
        return Value(value.isoformat(), date_format(value, "SHORT_DATE_FORMAT"))
    if isinstance(value, Decimal):
        value = f"{value.normalize():f}"
    return Value(value, value)


def chosen_keys(values: Iterable | None) -> list[int]:
    """Of what a form holds for the chosen files: only what may be a key."""
    typed = [str(value) for value in values or ()]
    return [int(value) for value in typed if value.isdecimal() and len(value) < LONGEST_KEY]


def file_to_begin_with(request: HttpRequest) -> EvidenceFile | None:
    """That which the address of a new form names (?file=). Any but the member's own is not there.

    A form that is sent says itself which files it has.
    """
    if request.method == "POST" or "file" not in request.GET:
        return None
    keys = chosen_keys([request.GET["file"]])
    file = EvidenceFile.objects.of(request.member).filter(pk__in=keys).first()
    if file is None:
        raise Http404
    return file
