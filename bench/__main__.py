"""`python -m bench`: in a database of its own, which is made beside the portal's and dropped.

`python -m bench --parts public` measures one part alone.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from . import exchange, growth, pages, public, reference, rules, search
from .lines import Line, show
from .meter import Server, serving

ACTIVITIES_OF_BUSY = 600
BUSY = 10  # members, so that one of them has a term that goes on


def main() -> None:
    asked = arguments()
    with database_of_its_own():
        prepare()
        with serving() as server:
            lines = [line for part in asked.parts for line in PARTS[part](server, asked)]
    missed = [line for line in lines if not line.is_kept]
    print(f"\n{len(lines) - len(missed)} of {len(lines)} budgets are kept.")
    sys.exit(bool(missed))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure against the budgets.")
    parser.add_argument("--members", type=int, nargs=2, default=[1000, 10_000], metavar="N")
    parser.add_argument("--articles", type=int, nargs=2, default=[1000, 100_000], metavar="N")
    parser.add_argument("--agreements", type=int, nargs=2, default=[25, 5000], metavar="N")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART")
    parser.add_argument("--rounds", type=int, default=5, help="more are steadier")
    return parser.parse_args()


@contextmanager
def database_of_its_own() -> Iterator[None]:
    """SQLite in var/, or on the server of DATABASE_URL; with a folder for files."""
    usual = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite"
    connection.settings_dict["TEST"]["NAME"] = (
        str(settings.VAR_DIR / "bench.sqlite3") if is_file else f"{usual}_bench"
    )
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with TemporaryDirectory() as media, override_settings(MEDIA_ROOT=media):
            yield
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


def prepare() -> None:
    call_command("load_demo", "--password", token_hex(), stdout=sys.stderr)
    rules.concern_everybody()
    call_command("make_members", BUSY, activities=ACTIVITIES_OF_BUSY, stdout=sys.stderr)
    reference.make_rows()


def measure_members(server: Server, asked: argparse.Namespace) -> list[Line]:
    least, most = asked.members
    small = growth.at_size(server, least, asked.rounds)
    lines = [
        line
        for heading, measure_pages in (pages.MEASURED | exchange.MEASURED).items()
        for line in show(heading, measure_pages(server, asked.rounds))
    ]
    large = growth.at_size(server, most, asked.rounds)
    heading = f"From {least:,} to {most:,} members"
    return [*lines, *show(heading, growth.compared(small, large))]


def measure_public(server: Server, asked: argparse.Namespace) -> list[Line]:
    small, large = (
        public.at_size(server, articles, agreements, asked.rounds)
        for articles, agreements in zip(asked.articles, asked.agreements, strict=True)
    )
    heading = "From {:,} to {:,} articles, {:,} to {:,} agreements"
    return show(heading.format(*asked.articles, *asked.agreements), growth.compared(small, large))


def measure_search(server: Server, asked: argparse.Namespace) -> list[Line]:
    least, most = asked.articles
    small = search.at_size(server, least, asked.rounds)
    large = search.at_size(server, most, asked.rounds)
    return [
        *show(f"Search, from {least:,} to {most:,} articles", growth.compared(small, large)),
        *show("Search", search.asking()),
    ]


PARTS = {"members": measure_members, "public": measure_public, "search": measure_search}

if __name__ == "__main__":
    main()
