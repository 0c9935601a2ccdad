"""What a cell says of an entry: by the rules of the form where a member types, and as understood.

A cell that can mean two things is refused with both; none is guessed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.cpd.forms import RecordForm

from .columns import in_both
from .rules import plain_head, possible_days
from .tables import as_text
from .workbooks import Cell, day_counted

FIELDS = RecordForm.base_fields
BETWEEN = re.compile(r"[;；,，、|\n]")
YES = {"yes", "y", "true", "1", "x", "online", "是", "有", "在线", "线上"}
NO = {"", "no", "n", "false", "0", "offline", "onsite", "inperson", "否", "无", "线下"}
SHOWN = 60  # characters of what was typed

TWO_DAYS = _("This can be %(first)s or %(second)s. Write the one you mean.")
NO_DAY = _("Write a day that exists, as year-month-day, such as 2025-06-30.")
COUNTED = _(
    "A number of days can be two different days. In the spreadsheet, show the column as dates and "
    "save the file again, or write days such as 2025-06-30."
)
FORMULA = _("This is a formula, and formulas are not worked out. Paste it as a value.")
NOT_A_WORD = _("This is none of the words for it. Write one of: %(words)s.")
NOT_YES = _("Write yes or no.")

Read = Callable[[Cell, datetime | None], object]


def shown(cell: Cell) -> str:
    """In an error: no more than a line of it."""
    text = re.sub(r"\s+", " ", as_text(cell))
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def line(field: str, cell: Cell, epoch: datetime | None) -> str:
    """A break inside a cell is a space in a line."""
    return FIELDS[field].clean(re.sub(r"[\t\r\n]+", " ", as_text(cell)))


def text(field: str, cell: Cell, epoch: datetime | None) -> str:
    return FIELDS[field].clean(as_text(cell))


def hours(cell: Cell, epoch: datetime | None) -> Decimal:
    written = as_text(cell)
    refuse_formula(written)
    return FIELDS["hours"].clean(written)


def day(cell: Cell, epoch: datetime | None) -> date:
    if isinstance(cell, Decimal) and epoch and (counted := day_counted(cell, epoch)):
        cell = counted
    if not isinstance(cell, date):
        cell = written_day(as_text(cell))
    return FIELDS["done_on"].clean(cell)


def written_day(written: str) -> date | None:
    if not written:
        return None
    refuse_formula(written)
    found = possible_days(written)
    if len(found) == 2:
        first, second = (one.isoformat() for one in found)
        raise ValidationError(TWO_DAYS, params={"first": first, "second": second})
    if not found:
        raise ValidationError(COUNTED if re.fullmatch(r"\d{5}", written) else NO_DAY)
    return found[0]


def refuse_formula(written: str) -> None:
    if written.startswith("="):
        raise ValidationError(FORMULA)


def choice(choices: type[TextChoices], cell: Cell, epoch: datetime | None) -> str:
    """The code of a word; empty for an empty cell."""
    written = as_text(cell)
    return one_of(choices, written) if written else ""


def one_of(choices: type[TextChoices], written: str) -> str:
    found = words_for(choices).get(plain_head(written))
    if found is None:
        words = words_of(choices, get_language())
        raise ValidationError(NOT_A_WORD, params={"words": words})
    return found


@cache
def words_for(choices: type[TextChoices]) -> Mapping[str, str]:
    """Code, label and short name in both languages, each as `plain_head` reads it."""
    return {
        plain_head(word): one.value
        for one in choices
        for said in (lambda one=one: one.label, lambda one=one: getattr(one, "short", one.value))
        for word in (one.value, *in_both(said))
    }


@cache
def words_of(choices: type[TextChoices], language: str) -> str:
    """For a sentence in the language of the page."""
    return " · ".join(str(label) for label in choices.labels)


def topics(cell: Cell, epoch: datetime | None) -> list[str]:
    written = [part.strip() for part in BETWEEN.split(as_text(cell))]
    return list(dict.fromkeys(one_of(Topic, part) for part in written if part))


def yes(cell: Cell, epoch: datetime | None) -> bool:
    written = plain_head(as_text(cell))
    if written not in YES | NO:
        raise ValidationError(NOT_YES)
    return written in YES


READERS: dict[str, Read] = {
    "done_on": day,
    "title": partial(line, "title"),
    "hours": hours,
    "kind": partial(choice, ActivityKind),
    "aspect": partial(choice, Aspect),
    "topics": topics,
    "practice_area": partial(line, "practice_area"),
    "is_online": yes,
    "provider": partial(line, "provider"),
    "link": partial(line, "link"),
    "reflection": partial(text, "reflection"),
}
