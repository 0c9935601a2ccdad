"""`python -m bench`: in a database of its own, which is made beside the portal's and dropped."""

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

from . import exchange, growth, pages, reference, rules, search
from .lines import Line, show
from .meter import Server, serving

ACTIVITIES_OF_BUSY = 600
BUSY = 10  # members, so that one of them has a term that goes on


def main() -> None:
    asked = arguments()
    with database_of_its_own():
        prepare()
        with serving() as server:
            lines = [] if asked.search_alone else measure(server, asked.members, asked.rounds)
            lines += measure_search(server, asked.articles, asked.rounds)
    missed = [line for line in lines if not line.is_kept]
    print(f"\n{len(lines) - len(missed)} of {len(lines)} budgets are kept.")
    sys.exit(bool(missed))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure against the budgets.")
    parser.add_argument("--members", type=int, nargs=2, default=[1000, 10_000], metavar="N")
    parser.add_argument("--articles", type=int, nargs=2, default=[1000, 100_000], metavar="N")
    parser.add_argument("--search-alone", action="store_true", help="leave the rest out")
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


def measure(server: Server, members: tuple[int, int], rounds: int) -> list[Line]:
    least, most = members
    small = growth.at_size(server, least, rounds)
    lines = [
        line
        for heading, measure_pages in (pages.MEASURED | exchange.MEASURED).items()
        for line in show(heading, measure_pages(server, rounds))
    ]
    large = growth.at_size(server, most, rounds)
    heading = f"From {least:,} to {most:,} members"
    return [*lines, *show(heading, growth.compared(small, large))]


def measure_search(server: Server, articles: tuple[int, int], rounds: int) -> list[Line]:
    least, most = articles
    small = search.at_size(server, least, rounds)
    large = search.at_size(server, most, rounds)
    return [
        *show(f"Search, from {least:,} to {most:,} articles", growth.compared(small, large)),
        *show("Search", search.asking()),
    ]


if __name__ == "__main__":
    main()
