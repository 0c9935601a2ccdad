"""The search with a hundred times as many articles, in both languages: quick within a factor."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random

from django.db import connection
from django.utils import timezone
from django.utils.http import urlencode

from agreements.progress import Progress
from agreements.search.engines import SET_UP, WORDS
from agreements.search.models import KIND_BITS, NUMBER_BITS, SearchEntry, entry

from .growth import Price, refresh_statistics
from .lines import Line
from .meter import Server, Target, queries

ORIGINALS, MINUTES_APART = 1000, 7
SECONDS_FROM = NUMBER_BITS + KIND_BITS + 1  # bit of the key
WORDS_OF_TEXT, SENTENCES_OF_TEXT = 120, 12
MOST_GROWTH, MOST_QUERIES = 3, 4
COMMON = "the engineers of society recognition agreement council mutual training in".split()  # noqa: SIM905
PHRASES = "工程师 国际互认 协会 会员 中国 标准 继续教育 谅解备忘录 资格 年度会议 合作".split()  # noqa: SIM905
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]
ASKED = {
    "en": [
        "engineers",
        "recognise agreements",
        "“mutual recognition”",
        "“of engineers of society”",
        "CSE",
        "council kind-1",
        "the of in",
        "word77",
        "zebra",
    ],
    "zh-hans": [
        "国",
        "工程师",
        "国际互认 中国",
        "会",
        "中国工程师联合体",
        "犀牛",
        "與中國工程師聯合體合作",  # a name of several, within a stretch in the other script
    ],
}


def targets() -> list[Target]:
    return [
        Target(
            f"{language}: {words}",
            f"/{language}/search/?{urlencode({'q': words})}",
            is_made_anew=True,
        )
        for language, asked in ASKED.items()
        for words in asked
    ]


def at_size(server: Server, articles: int, rounds: int) -> dict[str, Price]:
    """Brings the index to that many articles; then what a page of results takes."""
    make_entries(articles)
    refresh_statistics()
    costs = server.costs(targets(), rounds)
    return {
        target.name: Price(costs.took(target), f"{costs.took(target):.1f} ms", MOST_GROWTH)
        for target in targets()
    }


def asking() -> Iterator[Line]:
    for target in targets()[::4]:
        yield Line(f"{target.name}: queries", queries(target), most=MOST_QUERIES)


# --- Invented entries ----------------------------------------------------------------------------


def make_entries(articles: int) -> None:
    """The first `ORIGINALS` are written; copies of them, older and older, make up the rest."""
    known = SearchEntry.objects.filter(row__lt=0, suffix="en").count()
    if not known:
        made = (each for number in range(ORIGINALS) for each in invented(number))
        SearchEntry.objects.bulk_create(made, batch_size=ORIGINALS)
        known = ORIGINALS
    if known < articles:
        progress = Progress("articles copied into the index", articles - known, sys.stderr)
        with index_set_aside():
            for start in range(known, articles, ORIGINALS):
                copy_entries(start)
                progress.add(ORIGINALS)


@contextmanager
def index_set_aside() -> Iterator[None]:
    """PostgreSQL fills a new index much faster than one that is there."""
    statements = [f"DROP INDEX {WORDS}", SET_UP["postgresql"][-1]]
    before, after = statements if connection.vendor == "postgresql" else ("SELECT 1", "SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute(before)
        yield
        cursor.execute(after)


def copy_entries(number: int) -> None:
    """In the database, which is quicker than to write them."""
    names = [field.column for field in SearchEntry._meta.fields]
    older = number * MINUTES_APART * 60 << SECONDS_FROM
    columns = ", ".join(names).replace("key", f"key - {older}").replace("row,", f"row - {number},")
    table = SearchEntry._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) "  # noqa: S608
            f"SELECT {columns} FROM {table} WHERE row BETWEEN {-ORIGINALS} AND -1"
        )


def invented(number: int) -> Iterator[SearchEntry]:
    by_chance, at = Random(number), timezone.now() - timedelta(minutes=MINUTES_APART * number + 1)  # noqa: S311
    english, chinese = english_text(by_chance), chinese_text(by_chance)
    kind, row = SearchEntry.Kind.ARTICLE, -1 - number
    for suffix, text, path in (("en", english, "/en/news/"), ("zh", chinese, "/zh-hans/news/")):
        yield entry(
            kind=kind,
            row=row,
            suffix=suffix,
            title=text[:60],
            path=path,
            text=text,
            at=at,
            published_at=at,
        )


def english_text(by_chance: Random) -> str:
    """Half of it common words; of the others few stand in many texts."""
    rare = (f"word{int(by_chance.paretovariate(0.6))}" for _ in range(WORDS_OF_TEXT // 2))
    words = [*rare, *by_chance.choices(COMMON, k=WORDS_OF_TEXT // 2)]
    by_chance.shuffle(words)
    return " ".join(words)


def chinese_text(by_chance: Random) -> str:
    return "，".join(
        "".join(by_chance.choices(HAN, k=8)) + by_chance.choice(PHRASES)
        for _ in range(SENTENCES_OF_TEXT)
    )
