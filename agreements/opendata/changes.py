"""What became different in the register, read from its rows: there is no second list to keep.

An entry is added once, its status moves whenever a step of its history is written, and of other
changes the latest is told. Of an entry that was taken out, that it was.
"""

from datetime import datetime, timedelta

from django.db.models import CharField, DateField, F, Q, QuerySet, TextChoices, Value
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.register.models import Agreement, StatusChange
from agreements.register.removal import Removal

from .addresses import LANGUAGES, data_address
from .entries import STEPS, newest, with_changes
from .fields import ENTRY_PAGE, own_address, pages_of
from .shapes import (
    NAME,
    PAGES,
    TAGS,
    Code,
    Field,
    Instant,
    Made,
    PartOfDay,
    PrecisionOf,
    Words,
    read_fields,
    written_instant,
)

# What is written in one go, an entry with its history, is one change.
ONE_GO = timedelta(minutes=1)
COLUMNS = (
    *("what", "at", "step", "key", "slug", "label_en", "label_zh"),
    *("status", "status_on", "status_precision", "text_en", "text_zh"),
)


NOTHING = {
    "step": Value(0),
    "status": Value(None, CharField()),
    "status_on": Value(None, DateField()),
    **{name: Value("", CharField()) for name in ("status_precision", "text_en", "text_zh")},
}


class What(TextChoices):
    ADDED = "added", gettext_lazy("an entry was added")
    STATUS = "status", gettext_lazy("its status moved")
    CHANGED = "changed", gettext_lazy("something else in it changed")
    REMOVED = "removed", gettext_lazy("an entry was taken out")


def changes(since: datetime | None = None) -> QuerySet:
    """Newest first, as tuples of COLUMNS. One query."""
    kinds = [added(), moved(), changed(), removed()]
    if since:
        kinds = [one.filter(at__gte=since) for one in kinds]
    first, *others = [one.order_by() for one in kinds]
    return first.union(*others, all=True).order_by("-at", "slug", "what", "step")


def added() -> QuerySet:
    return of_entries(Agreement.objects.annotate(at=F("created_at")), What.ADDED)


def moved() -> QuerySet:
    """Steps that were written later than the entry."""
    steps = StatusChange.objects.annotate(at=F("created_at"), what=word(What.STATUS))
    return steps.filter(at__gt=F("agreement__created_at") + ONE_GO).values_list(
        *("what", "at", "pk", "agreement"),
        *("agreement__slug", "agreement__label_en", "agreement__label_zh"),
        *("status", "changed_on", "precision", "note_en", "note_zh"),
    )


def changed() -> QuerySet:
    """Entries whose latest change neither added them nor moved their status."""
    entries = with_changes(Agreement.objects.annotate(moved_at=newest(STEPS, "created_at")))
    own = entries.annotate(at=F("changed_at")).filter(
        Q(moved_at__isnull=True) | Q(at__gt=F("moved_at") + ONE_GO), at__gt=F("created_at") + ONE_GO
    )
    return of_entries(own, What.CHANGED)


def removed() -> QuerySet:
    """It has no status any more, and nothing is said of it but its name."""
    told = Removal.objects.annotate(at=F("removed_at"), what=word(What.REMOVED), **NOTHING)
    return told.values_list(
        *("what", "at", "step", "entry", "slug", "label_en", "label_zh"),
        *("status", "status_on", "status_precision", "text_en", "text_zh"),
    )


def of_entries(entries: QuerySet, what: What) -> QuerySet:
    return entries.annotate(what=word(what), step=Value(0)).values_list(
        *("what", "at", "step", "pk", "slug", "label_en", "label_zh"),
        *("status", "status_on", "status_precision", "summary_en", "summary_zh"),
    )


def word(what: What) -> Value:
    return Value(what.value, CharField())


# --- As it is told -------------------------------------------------------------------------------


def change(columns: tuple) -> dict:
    row = dict(zip(COLUMNS, columns, strict=True))
    return {"id": identity(row), **read_fields(CHANGE, row)}


def identity(row: dict) -> str:
    """The same for as long as the change is told, whatever name the entry gets."""
    marks = {What.STATUS: row["step"], What.CHANGED: written_instant(row["at"])}
    mark = marks.get(row["what"])
    named = f"{data_address('change_list')}#{row['key']}-{row['what']}"
    return f"{named}-{mark}" if mark else named


def titles(row: dict) -> dict[str, str]:
    found = {}
    for suffix, (tag, language) in zip(TAGS, LANGUAGES.items(), strict=True):
        with translation.override(language):
            found[tag] = title(row["what"], row[f"label_{suffix}"], row["status"])
    return found


def title(what: str, label: str, status: str | None) -> str:
    words = {"label": label}
    if what == What.STATUS:
        words["status"] = Agreement.Status(status).label
        return _("%(label)s: now “%(status)s”") % words
    if what == What.ADDED:
        return _("New in the register: %(label)s") % words
    if what == What.REMOVED:
        return _("Taken out of the register: %(label)s") % words
    return _("Changed in the register: %(label)s") % words


CHANGE = [
    Field("what", Code(What.values), gettext_lazy("what happened")),
    Field(
        "entry",
        Made(own_address, ["slug"]),
        gettext_lazy("address of the entry as data; 410 once it is taken out"),
    ),
    Field("slug", NAME, gettext_lazy("short name of the entry")),
    Field("label", Words(), gettext_lazy("short title of the entry")),
    Field(
        "status",
        Code(Agreement.Status.values, is_optional=True),
        gettext_lazy("its status since then; null once it is taken out"),
    ),
    Field("status_on", PartOfDay("status_precision"), gettext_lazy("since when it has it")),
    Field("status_precision", PrecisionOf("status_on"), gettext_lazy("how much of it is known")),
    Field("text", Words(), gettext_lazy("what happened, or what the entry is about")),
    Field("title", Made(titles, like=Words()), gettext_lazy("all in one line")),
    Field("page", Made(pages_of(ENTRY_PAGE), ["slug"], PAGES), gettext_lazy("page of the entry")),
    Field("at", Instant("at"), gettext_lazy("when it came into the register")),
]
