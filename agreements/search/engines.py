"""How each database keeps the tokens of entries, and is asked for all of several of them.

SQLite: an FTS5 index beside the table, which triggers keep. It keeps the order of the key, so the
first rows of a common word come without reading the rest. A migration that makes the table anew has
to set `SET_UP["sqlite"]` up again, because its triggers go with the old table.

PostgreSQL: a `tsvector` column with a GIN index, which knows no order. So what was published lately
is looked through first, once for all that is asked: what is `near`. Of a very common word it has
enough, and of a small site it is all. Long columns are kept aside, so that many rows share a page.
Without statistics the planner takes every word for a rare one, and uses the index.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models

TABLE = "agreements_searchentry"
WORDS = "agreements_searchwords"

# No value is in these statements but those of the row itself.
FTS_ADD = f"INSERT INTO {WORDS}(rowid, tokens) VALUES (new.key, new.tokens)"  # noqa: S608
FTS_REMOVE = (
    f"INSERT INTO {WORDS}({WORDS}, rowid, tokens) "  # noqa: S608
    "VALUES ('delete', old.key, old.tokens)"
)
SET_UP = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE {WORDS} USING fts5(tokens, content='{TABLE}', content_rowid='key',"
        " tokenize='ascii', detail=none, columnsize=0)",
        f"CREATE TRIGGER {WORDS}_added AFTER INSERT ON {TABLE} BEGIN {FTS_ADD}; END",
        f"CREATE TRIGGER {WORDS}_removed AFTER DELETE ON {TABLE} BEGIN {FTS_REMOVE}; END",
    ],
    "postgresql": [
        f"ALTER TABLE {TABLE} ALTER COLUMN tokens SET STORAGE EXTERNAL",
        f"ALTER TABLE {TABLE} ALTER COLUMN folded SET STORAGE EXTERNAL",
        f"ALTER TABLE {TABLE} ALTER COLUMN tokens SET STATISTICS 0",
        f"ALTER TABLE {TABLE} SET (toast_tuple_target = 128)",
        f"CREATE INDEX {WORDS} ON {TABLE} USING gin (tokens) WITH (fastupdate = off)",
    ],
}


class Place(NamedTuple):
    """Where to look for words, in which order, and a reason not to."""

    source: str
    order: str
    needless: str = ""


WHOLE = {
    "sqlite": f"{WORDS} AS words JOIN {TABLE} AS entry ON entry.key = words.rowid",
    "postgresql": f"{TABLE} AS entry",
}
LATELY, NEAR = 1500, 600
BEGIN = {
    "sqlite": "",
    "postgresql": (
        f"lately AS MATERIALIZED (SELECT * FROM {TABLE} WHERE suffix = '{{suffix}}' "  # noqa: S608
        f"ORDER BY key DESC LIMIT {LATELY}), near AS MATERIALIZED "
        f"(SELECT * FROM lately AS entry WHERE {{conditions}} LIMIT {NEAR}), "
    ),
}
ALL_ARE_NEAR = (
    f"((SELECT count(*) FROM lately) < {LATELY} AND "  # noqa: S608
    f"(SELECT count(*) FROM near) < {NEAR})"
)
# One after the other, until there is enough.
PLACES = {
    "sqlite": [Place(WHOLE["sqlite"], "words.rowid DESC")],
    "postgresql": [
        Place("near AS entry", "entry.key DESC"),
        # A sum, so that nobody walks along the key in search of a word that is not there.
        Place(WHOLE["postgresql"], "entry.key + 0 DESC", needless=ALL_ARE_NEAR),
    ],
}
MATCHES = {"sqlite": f"words.{WORDS} MATCH %s", "postgresql": "entry.tokens @@ %s::tsquery"}
HOLDS = {"sqlite": "instr(entry.folded, %s) > 0", "postgresql": "strpos(entry.folded, %s) > 0"}


def all_of(vendor: str, tokens: Iterable[Iterable[Iterable[str]]]) -> str:
    """Of each list one of its sets, the whole of it; tokens have no quote in them."""
    quote, both, either = ("'", " & ", " | ") if vendor == "postgresql" else ('"', " AND ", " OR ")
    sets = (
        (both.join(f"{quote}{token}{quote}" for token in sorted(one)) for one in one_of)
        for one_of in tokens
    )
    return both.join(f"({either.join(f'({one})' for one in one_of)})" for one_of in sets)


class TokensField(models.Field):
    """A list of tokens on its way in; nobody reads it but the index."""

    def db_type(self, connection) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value, compiler, connection) -> str:
        return "array_to_tsvector(%s)" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value, connection, prepared=False):
        return list(value) if connection.vendor == "postgresql" else " ".join(value)
