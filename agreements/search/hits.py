"""Asks the index what has all the words, in the language of the page, the best and newest first."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL
from django.utils import timezone

from agreements.bilingual import suffix

from .engines import BEGIN, HOLDS, MATCHES, PLACES, WHOLE, Place, all_of
from .models import SearchEntry
from .names import Names
from .query import Query, Tier
from .tokens import kind_token

MOST = 200  # are listed; of more it is said that there are more
RECENT = 600  # are counted before any more are
CANDIDATES = 20_000  # that have the words of a phrase, the newest of them, are read for it
BEGUN = "(entry.published_at IS NULL OR entry.published_at <= %s)"
GOING_ON = "(entry.withdrawn_at IS NULL OR entry.withdrawn_at > %s)"
FOR_EVERYBODY = "NOT entry.members_only"
KEYS = "entry.key, entry.kind"
ORDERED = " ORDER BY {order} LIMIT {limit}"
UNION = " UNION ALL "
SELECT_TIER = "SELECT {at}, kind, key FROM tier{at}"
SELECT_RECENT = "SELECT kind, count(*) FROM recent GROUP BY kind"
SELECT_COUNT = "SELECT '{kind}', count(*) FROM ({part}) AS {kind}s"
ENOUGH_IN_TIER = "(SELECT count(*) FROM tier{at}) > {most}"
ENOUGH_RECENT = "(SELECT count(*) FROM recent WHERE kind = '{kind}') > {most}"


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
    """Of one kind, or of all. One query; two where not all that there is was listed by it."""
    if not query:
        return Hits()
    found = best_first(query, kind, for_members)
    is_all = not kind and len(found) <= MOST
    counts = Counter(found.values()) if is_all else counted(query, for_members)
    return Hits(list(found)[:MOST], counts)


def rows_having(words: str, kind: str, names: Names) -> RawSQL | list:
    """`filter(pk__in=rows_having(words, kind, names))`, readable or not; in any of its parts."""
    query = Query(words, names)
    if not query:
        return []
    looked_for = LookedFor(query.tiers(suffix())[-1], kind, for_members=True)
    match, holds = looked_for.match(), looked_for.holds()
    condition = " AND ".join(filter(None, [match.sql, holds.sql]))
    sql = select("entry.row", WHOLE[connection.vendor], condition)
    return RawSQL(sql, [*match.values, *holds.values])  # noqa: S611


# --- The statements ------------------------------------------------------------------------------


def best_first(query: Query, kind: str, for_members: bool) -> dict[int, str]:
    """Keys with their kinds, up to some more than `MOST`; a tier is asked while there are fewer."""
    parts: list[Part] = []
    enough: list[str] = []
    for tier in query.tiers(suffix()):
        looked_for = LookedFor(tier, kind, for_members)
        for place in places_of(tier):
            parts.append(looked_for.newest(place, room([*enough, place.needless])))
            enough.append(ENOUGH_IN_TIER.format(at=len(enough), most=MOST))
    named = ", ".join(f"tier{at} AS ({part.sql})" for at, part in enumerate(parts))
    selects = [SELECT_TIER.format(at=at) for at in range(len(parts))]
    rows = rows_of(query, for_members, f"{named} {UNION.join(selects)} ORDER BY 1, 3 DESC", parts)
    return {key: kind for _tier, kind, key in rows}


def counted(query: Query, for_members: bool) -> dict[str, int]:
    """How many each kind has, up to one more than `MOST`. The recent say it of most words."""
    tier, places = query.tiers(suffix())[-1], PLACES[connection.vendor]
    recent = LookedFor(tier, "", for_members).newest(places[0], str(RECENT))
    parts, selects = [recent], [SELECT_RECENT]
    for kind in SearchEntry.Kind.values:
        enough = ENOUGH_RECENT.format(kind=kind, most=MOST)
        rest = room([enough, places[-1].needless])
        part = LookedFor(tier, kind, for_members).newest(places[-1], rest)
        parts.append(part)
        selects.append(SELECT_COUNT.format(kind=kind, part=part.sql))
    sql = f"recent AS ({recent.sql}) {UNION.join(selects)}"
    counts: Counter[str] = Counter()
    for kind, count in rows_of(query, for_members, sql, parts):
        counts[kind] = max(counts[kind], min(count, MOST + 1))
    return counts


def places_of(tier: Tier) -> list[Place]:
    """A whole name need not have the words, and then it is not near."""
    places = PLACES[connection.vendor]
    return [places[-1]._replace(needless="")] if tier.is_name else places


def room(reasons: list[str]) -> str:
    """None for one of the reasons. A limit stops either database before it looks."""
    stop = " OR ".join(filter(None, reasons))
    return f"CASE WHEN {stop} THEN 0 ELSE {MOST + 1} END" if stop else f"{MOST + 1}"


def rows_of(query: Query, for_members: bool, sql: str, parts: list[Part]) -> list[tuple]:
    """All that is asked stands in the widest tier, so that is looked for near first."""
    near = LookedFor(query.tiers(suffix())[-1], "", for_members).match()
    begin = BEGIN[connection.vendor].format(suffix=suffix(), conditions=near.sql)
    values = [value for part in parts for value in part.values]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {begin}{sql}", [*near.values, *values] if begin else values)
        return cursor.fetchall()


class LookedFor(NamedTuple):
    """The entries of a tier that may be read; of one kind, or of all."""

    tier: Tier
    kind: str
    for_members: bool

    def newest(self, place: Place, limit: str) -> Part:
        """Of those that have the words of a phrase, the newest are read until enough hold it.

        Either database leaves rows that come in an order in it, when it puts a condition on them.
        """
        match, holds = self.match(), self.holds()
        if not holds.sql:
            ordered = ORDERED.format(order=place.order, limit=limit)
            return Part(select(KEYS, place.source, match.sql) + ordered, match.values)
        ordered = ORDERED.format(order=place.order, limit=CANDIDATES)
        candidates = select(f"{KEYS}, entry.folded", place.source, match.sql) + ordered
        confirmed = select(KEYS, f"({candidates}) AS entry", holds.sql)
        return Part(f"{confirmed} LIMIT {limit}", [*match.values, *holds.values])

    def match(self) -> Part:
        """The condition that an entry has the tokens, and may be read."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        for_some = [] if self.for_members else [FOR_EVERYBODY]
        narrow = [[{kind_token(suffix(), self.kind)}]] if self.kind else []
        tokens = all_of(connection.vendor, [*narrow, *self.tier.tokens])
        conditions = [MATCHES[connection.vendor], BEGUN, GOING_ON, *for_some]
        return Part(" AND ".join(conditions), [tokens, now, now])

    def holds(self) -> Part:
        """The condition that it holds the phrases, of each list one; "" when there are none."""
        one = HOLDS[connection.vendor]
        conditions = (f"({' OR '.join([one] * len(one_of))})" for one_of in self.tier.phrases)
        return Part(" AND ".join(conditions), [text for each in self.tier.phrases for text in each])


def select(columns: str, source: str, condition: str) -> str:
    return f"SELECT {columns} FROM {source} WHERE {condition}"  # noqa: S608
