"""Two entries field by field, with a word where they differ."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from .dates import PartialDate
from .models import Agreement, Party


@dataclass(frozen=True, slots=True)
class Line:
    """What one field says on either side, as lines of text."""

    label: str
    first: list[str]
    second: list[str]

    @property
    def differs(self) -> bool:
        return self.first != self.second


def day(value) -> str:
    return PartialDate(value).written() if value else ""


def partial(value: PartialDate) -> str:
    return value.written() if value.first else ""


def parties(side: str) -> Callable[[Agreement], list[str]]:
    return lambda entry: [
        _("%(body)s (%(role)s)") % {"body": row["name"], "role": Party.Role(row["role"]).label}
        for row in entry.party_rows
        if row["side"] == side
    ]


def regions(entry: Agreement) -> list[str]:
    codes = [row["country"] for row in entry.party_rows if row["side"] == Party.Side.PARTNER]
    return sorted({str(countries.name(code)) for code in codes if code})


def opens(entry: Agreement) -> str:
    return _("No longer") if entry.opens_no_longer else entry.get_opens_display()


# What is compared, in the order of the entry's own page. A text with several lines is a list.
FIELDS: list[tuple[str, Callable[[Agreement], str | list[str]]]] = [
    (gettext_lazy("Kind"), Agreement.get_kind_display),
    (gettext_lazy("Status"), Agreement.get_status_display),
    (gettext_lazy("Status since"), lambda entry: partial(entry.status_since)),
    (gettext_lazy("Step of membership"), Agreement.get_membership_display),
    (gettext_lazy("Signed"), lambda entry: partial(entry.signed)),
    (gettext_lazy("Place"), lambda entry: entry.place),
    (gettext_lazy("In effect from"), lambda entry: day(entry.effective_on)),
    (gettext_lazy("Applies to"), lambda entry: day(entry.expires_on)),
    (gettext_lazy("Signed on our side"), parties(Party.Side.OURS)),
    (gettext_lazy("Partner"), parties(Party.Side.PARTNER)),
    (gettext_lazy("Country or region"), regions),
    (gettext_lazy("For individuals"), opens),
    (
        gettext_lazy("Titles it concerns"),
        lambda entry: [f"{row['name']} – {row['body']}" for row in entry.grade_rows],
    ),
    (gettext_lazy("Who it is for"), lambda entry: entry.for_whom),
    (gettext_lazy("What it gives"), lambda entry: entry.gives),
    (gettext_lazy("What it does not give"), lambda entry: entry.gives_not),
    (gettext_lazy("Texts"), lambda entry: [row["title"] for row in entry.document_rows]),
    (gettext_lazy("Caution"), lambda entry: entry.caution),
    (gettext_lazy("Confidence"), Agreement.get_confidence_display),
    (gettext_lazy("Last checked"), lambda entry: day(entry.last_checked_on)),
    (gettext_lazy("To be checked by"), lambda entry: day(entry.next_check_on)),
]


def compared(first: Agreement, second: Agreement) -> Iterator[Line]:
    """The fields that at least one of them has."""
    for label, read in FIELDS:
        one, other = as_lines(read(first)), as_lines(read(second))
        if one or other:
            yield Line(label, one, other)


def as_lines(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else value.splitlines()
