"""One entry for each page, or part of one, that the search can find, in each of its languages."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .engines import TokensField
from .tokens import READING, kept_tokens
from .words import fold

# The key says the order: 34 bits of seconds, then language, kind and row, so that it is total.
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2400, 1, 1, tzinfo=UTC)
NUMBER_BITS, KIND_BITS = 25, 3
LONGEST_TEXT = 20_000  # characters, of what is shown around a hit


class SearchEntry(models.Model):
    """Its text without markup. Who may read it, and from when until when, is asked by the clock."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Agreements")
        ARTICLE = "article", _("News")
        NEWSLETTER = "newsletter", _("Newsletters")
        EVENT = "event", _("Events")
        PAGE = "page", _("Pages")

    key = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    row = models.BigIntegerField()  # of that kind; a story is part of its newsletter
    suffix = models.CharField(max_length=2)  # of the columns in the entry's language
    path = models.CharField(max_length=300)
    title = models.TextField()
    text = models.TextField()
    names = models.TextField()  # one a line: other names it is found by
    folded = models.TextField()  # all that is read, for phrases
    tokens = TokensField()
    reading = models.PositiveSmallIntegerField(null=True)  # by which it was read; once it had none
    shown_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    members_only = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["kind", "row"], name="search_entry_by_row")]

    def __str__(self):
        return self.title


def entry(
    *,
    kind: str,
    row: int,
    suffix: str,
    title: str,
    path: str,
    text: str,
    at: datetime | date | None = None,
    names: Sequence[str] = (),
    mentions: Sequence[str] = (),
    part: int = 0,
    **fields,
) -> SearchEntry:
    """`names` are found as titles are, `mentions` as text is; `part` is the id of a story."""
    fields.setdefault("shown_on", timezone.localdate(at) if isinstance(at, datetime) else at)
    names = list(dict.fromkeys(name for name in names if name))
    read = [title, *names, text, *mentions]
    return SearchEntry(
        key=key(at, suffix, kind, row, part),
        kind=kind,
        row=row,
        suffix=suffix,
        path=path,
        title=title,
        text=text[:LONGEST_TEXT],
        names="\n".join(names),
        folded="\n".join(fold(line) for one in read for line in one.splitlines()),
        tokens=kept_tokens(suffix, kind, [title, *names], [title, *names], read),
        reading=READING,
        **fields,
    )


def key(at: datetime | date | None, suffix: str, kind: str, row: int, part: int) -> int:
    """Greater is newer; what has no date comes last."""
    order = [*SearchEntry.Kind.values].index(kind) + (3 if part else 0)
    number = (part or row) % 2**NUMBER_BITS
    parts = [(suffix == "zh", 1), (order, KIND_BITS), (number, NUMBER_BITS)]
    made = seconds(at)
    for value, bits in parts:
        made = made << bits | value
    return made


def seconds(at: datetime | date | None) -> int:
    if at is None:
        return 0
    if not isinstance(at, datetime):
        at = datetime.combine(at, time(), UTC)
    return int((min(max(at, FIRST), LAST) - FIRST).total_seconds())
