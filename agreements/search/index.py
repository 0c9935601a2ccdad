"""Keeps the entries true to the rows that they speak of: plain calls from every public write."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import override

from agreements.bilingual import suffix

from .models import SearchEntry
from .tokens import READING

A_BATCH = 200


class Searched(models.Model):
    """The base of public rows, of which some are found by the search.

    A row that is found says its `search_kind` and writes its `search_entries`. A row whose words
    are found as part of others names the relation to them: `search_through = "newsletter"`.
    """

    search_kind = ""
    search_through = ""

    class Meta:
        abstract = True

    def search_entries(self) -> Iterator[SearchEntry]:
        """In the language that is in force; none when the row has nothing to read in it."""
        return iter(())

    @classmethod
    def searchable(cls) -> models.QuerySet:
        """Those that have an entry in the language in force."""
        return cls._default_manager.all()


class Concerned(NamedTuple):
    """Rows whose entries a write may make wrong."""

    model: type[Searched]
    rows: frozenset[int]


def is_searched(model: type[Searched]) -> bool:
    return bool(model.search_kind or model.search_through)


def concerned_by(model: type[Searched], written: Iterable[int | None]) -> Concerned:
    """By writing these rows. No query for a model that is found by itself, or not at all."""
    written = frozenset(written) - {None}
    if not model.search_through:
        return Concerned(model, written if model.search_kind else frozenset())
    return Concerned(
        model._meta.get_field(model.search_through).related_model,
        frozenset(whole_of(model, written)) - {None},
    )


def whole_of(model: type[Searched], parts: frozenset[int]) -> Iterable[int | None]:
    rows = model._default_manager.filter(pk__in=parts).order_by()
    return rows.values_list(f"{model.search_through}__pk", flat=True) if parts else []


def renew(*concerned: Concerned) -> None:
    """Write anew the entries of rows before and after a change; what is gone loses its own."""
    for model in {one.model for one in concerned}:
        rows = sorted({pk for one in concerned if one.model is model for pk in one.rows})
        for start in range(0, len(rows), A_BATCH):
            renew_batch(model, rows[start : start + A_BATCH])


def renew_batch(model: type[Searched], rows: list[int]) -> None:
    """The rows are locked, so that of two who write parts of one the second sees both."""
    with transaction.atomic():
        found = model._default_manager.filter(pk__in=rows).order_by("pk").select_for_update()
        entries = [entry for row in list(found) for entry in entries_of(row)]
        SearchEntry.objects.filter(kind=model.search_kind, row__in=rows).delete()
        SearchEntry.objects.bulk_create(entries)


def entries_of(row: Searched) -> Iterator[SearchEntry]:
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield from row.search_entries()


def missing(model: type[Searched]) -> int:
    """How many rows lack an entry of the reading in use, or have one that they should not."""
    total = 0
    for code, _name in settings.LANGUAGES:
        with override(code):
            entries = SearchEntry.objects.filter(kind=model.search_kind, suffix=suffix())
            known = entries.filter(reading=READING).values("row")
            total += model.searchable().exclude(pk__in=known).count()
            total += entries.exclude(row__in=model.searchable().values("pk")).count()
    return total


def take_away_lost(model: type[Searched]) -> None:
    """Entries of rows that are no longer there."""
    rows = model._default_manager.values("pk")
    SearchEntry.objects.filter(kind=model.search_kind).exclude(row__in=rows).delete()
