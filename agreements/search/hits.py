"""Asks the index what has all the words, in the language of the page, the best and newest first."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from agreements.bilingual import suffix

from .engines import HOLDS, MATCHES, PLACES, WHOLE, all_of
from .models import SearchEntry
from .query import Query
from .tokens import kind_token

MOST = 500  # are listed; of more it is said that there are more
BEGUN = "(entry.published_at IS NULL OR entry.published_at <= %s)"
GOING_ON = "(entry.withdrawn_at IS NULL OR entry.withdrawn_at > %s)"
FOR_EVERYBODY = "NOT entry.members_only"
CANDIDATES = 1000
COUNT = 99  # stands where the number of a tier does
LIMIT = f" LIMIT {MOST + 1}"
SELECT = "SELECT entry.key, entry.folded FROM {source} WHERE {conditions}"
SELECT_ROWS = "SELECT entry.row FROM {source} WHERE {conditions}"
SELECT_TIER = "SELECT {at}, '', key FROM tier{at}"
SELECT_COUNT = "SELECT {count}, '{kind}', count(*) FROM ({part}) AS {kind}s"
UNLESS_ENOUGH = " AND (SELECT count(*) FROM tier{at}) <= {most}"


@dataclass(frozen=True, slots=True)
class Hits:
    """The keys of the best and newest, and how many each kind has, up to one more than `MOST`."""

    keys: list[int] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())


class Part(NamedTuple):
    """A piece of a statement with its values. No word of a reader is ever in the statement."""

    sql: str
    values: list


def hits(query: Query, kind: str = "", *, for_members: bool = False) -> Hits:
    """Of one kind, or of all. One query, which stops at `MOST` whatever there is."""
    if not query:
        return Hits()
    tiers = best_first(query, kind, for_members)
    counts = counted(query, for_members)
    selects = [SELECT_TIER.format(at=at) for at in range(len(tiers))]
    selects += [part.sql for part in counts]
    named = ", ".join(f"tier{at} AS ({part.sql})" for at, part in enumerate(tiers))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {named} {' UNION ALL '.join(selects)} ORDER BY 1, 3 DESC",
            [value for part in (*tiers, *counts) for value in part.values],
        )
        rows = cursor.fetchall()
    keys = dict.fromkeys(key for tier, _kind, key in rows if tier != COUNT)
    return Hits(list(keys)[:MOST], {kind: found for tier, kind, found in rows if tier == COUNT})


def best_first(query: Query, kind: str, for_members: bool) -> list[Part]:
    """Each tier holds the one before it, and is asked only while those have too few."""
    narrow = [kind_token(suffix(), kind)] if kind else []
    parts = []
    for tier in query.tiers(suffix()):
        phrases = [] if tier.is_name else query.phrases
        part = matching([*narrow, *tier.tokens], for_members)
        # Names and words of titles are rare enough: see the last of the places.
        for place in PLACES[connection.vendor][0 if tier.is_text else -1 :]:
            parts.append(newest(part, place, phrases, unless_enough(len(parts))))
    return parts


def counted(query: Query, for_members: bool) -> list[Part]:
    """How many of each kind there are, by the widest tier."""
    widest, place = query.tiers(suffix())[-1].tokens, PLACES[connection.vendor][-1]
    parts = []
    for kind in SearchEntry.Kind.values:
        part = matching([kind_token(suffix(), kind), *widest], for_members)
        found = newest(part, place, query.phrases) if query.phrases else first(part, place)
        parts.append(
            Part(SELECT_COUNT.format(count=COUNT, kind=kind, part=found.sql), found.values)
        )
    return parts


def unless_enough(before: int) -> str:
    return "".join(UNLESS_ENOUGH.format(at=at, most=MOST) for at in range(before))


def matching(tokens: list[str], for_members: bool) -> Part:
    """The condition that an entry has all the tokens, and may be read."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    for_some = [] if for_members else [FOR_EVERYBODY]
    conditions = [MATCHES[connection.vendor], BEGUN, GOING_ON, *for_some]
    return Part(" AND ".join(conditions), [all_of(connection.vendor, tokens), now, now])


def first(part: Part, place: tuple[str, str]) -> Part:
    """Any, up to one more than are listed: for a count alone."""
    return Part(SELECT.format(source=place[0], conditions=part.sql) + LIMIT, part.values)


def newest(part: Part, place: tuple[str, str], phrases: list[str], unless: str = "") -> Part:
    """Up to one more than are listed; a phrase is looked for in the newest that have its words."""
    source, order = place[0].format(suffix=suffix()), place[1]
    selected = SELECT.format(source=source, conditions=part.sql + unless)
    if not phrases:
        return Part(f"{selected} ORDER BY {order}{LIMIT}", part.values)
    holds = " AND ".join([HOLDS[connection.vendor]] * len(phrases))
    candidates = f"({selected} ORDER BY {order} LIMIT {CANDIDATES}) AS entry"
    confirmed = SELECT.format(source=candidates, conditions=holds)
    return Part(f"{confirmed} ORDER BY entry.key DESC{LIMIT}", [*part.values, *phrases])


def rows_having(words: str, kind: str) -> RawSQL | list:
    """`articles.filter(pk__in=rows_having(words, kind))`, readable or not; in any of its parts."""
    query, vendor = Query(words), connection.vendor
    if not query:
        return []
    part = matching(
        [kind_token(suffix(), kind), *query.tiers(suffix())[-1].tokens], for_members=True
    )
    conditions = " AND ".join([part.sql, *[HOLDS[vendor]] * len(query.phrases)])
    sql = SELECT_ROWS.format(source=WHOLE[vendor], conditions=conditions)
    return RawSQL(sql, [*part.values, *query.phrases])  # noqa: S611
