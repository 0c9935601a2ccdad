"""News facts told anew, newsletters, events and pages, for a first look at the portal."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.core.files import File
from django.db import models
from django.utils import timezone

from agreements.demo.loader import created
from agreements.register.dates import PartialDate
from agreements.register.models import Agreement
from news.addresses import written
from news.addresses.models import OldAddress
from news.articles.models import Article, Category, Picture, Tag
from news.events.models import Event
from news.newsletters.models import Newsletter, Story
from news.pages.models import Page

FOLDER = Path(__file__).parent
EIGHT_O_CLOCK = time(8)
TEXTS = {
    "article": ("title", "lead", "body", "place", "source"),
    "newsletter": ("title", "summary"),
    "event": ("title", "summary", "body", "place"),
    "page": ("title", "lead", "body"),
}


def load() -> Iterator[models.Model]:
    """Yields each row that was not there before; leaves those that were."""
    yield from load_names(Category, "categories.toml")
    yield from load_names(Tag, "tags.toml")
    for path in sorted(FOLDER.glob("articles-*.toml")):
        for row in read(path.name)["article"]:
            yield from load_article(row)
    for row in read("pictures.toml")["picture"]:
        yield from load_picture(row)
    for row in read("newsletters.toml")["newsletter"]:
        yield from load_newsletter(row)
    for row in read("events.toml")["event"]:
        yield from load_event(row)
    for row in read("pages.toml")["page"]:
        fields = texts(row, "page") | in_both_languages(date(2025, 10, 20))
        yield from created(Page, slug=row["slug"], defaults=fields)
    for old, target in read("addresses.toml").items():
        address = written.read(old)._asdict()
        yield from created(OldAddress, **address, defaults={"target": target})


def read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text())


def texts(row: dict, kind: str) -> dict[str, str]:
    return {
        f"{name}_{suffix}": row[f"{name}_{suffix}"]
        for name in TEXTS[kind]
        for suffix in ("en", "zh")
    }


def in_both_languages(day: date) -> dict[str, datetime]:
    """Published at eight o'clock in Beijing on that day."""
    at = timezone.make_aware(datetime.combine(day, EIGHT_O_CLOCK))
    return {"published_at_en": at, "published_at_zh": at}


def load_names(model: type[models.Model], name: str) -> Iterator[models.Model]:
    for slug, (name_en, name_zh) in read(name).items():
        yield from created(model, slug=slug, defaults={"name_en": name_en, "name_zh": name_zh})


def load_article(row: dict) -> Iterator[models.Model]:
    fields = texts(row, "article") | in_both_languages(date.fromisoformat(row["published"]))
    fields |= {
        "kind": row.get("kind", Article.Kind.REPORT),
        "category": Category.objects.get(slug=row["category"]),
        "event_on": row["event_on"] or None,
        "event_until": row["event_until"] or None,
    }
    for article in created(Article, slug=row["slug"], defaults=fields):
        article.tags.set(Tag.objects.filter(slug__in=row["tags"]))
        article.agreements.set(Agreement.objects.filter(slug__in=row["agreements"]))
        yield article


def load_picture(row: dict) -> Iterator[models.Model]:
    article = Article.objects.get(slug=row.pop("article"))
    if article.pictures.exists():
        return
    name = row.pop("file")
    with (FOLDER / "pictures" / name).open("rb") as file:
        yield Picture.objects.create(article=article, file=File(file, name), **row)


def load_newsletter(row: dict) -> Iterator[models.Model]:
    published_on = date.fromisoformat(row["published"])
    issued = PartialDate.read(row.get("issued", row["published"]))
    fields = texts(row, "newsletter") | in_both_languages(published_on)
    fields |= {"issued_on": issued.first, "issued_precision": issued.precision}
    for newsletter in created(Newsletter, number=row["number"], defaults=fields):
        for position, story in enumerate(row["story"], start=1):
            Story.objects.create(newsletter=newsletter, position=position, **story)
        add_pdf(newsletter)
        yield newsletter


def add_pdf(newsletter: Newsletter) -> None:
    for suffix in ("en", "zh"):
        path = FOLDER / "files" / f"newsletter-{newsletter.number}-{suffix}.pdf"
        if path.exists():
            with path.open("rb") as file:
                setattr(newsletter, f"pdf_{suffix}", File(file, path.name))
                newsletter.save()


def load_event(row: dict) -> Iterator[models.Model]:
    starts_at, ends_at = times(row)
    yesterday = timezone.localdate() - timedelta(days=1)  # today's eight o'clock may be to come
    fields = texts(row, "event") | in_both_languages(min(starts_at.date(), yesterday))
    fields |= {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "is_all_day": row.get("all_day", False),
        "time_zone": row["time_zone"],
        "is_online": row["online"],
        "cpd_hours": row["cpd_hours"] or None,
        "cpd_kind": row["cpd_kind"],
        "cpd_aspect": row["cpd_aspect"],
        "is_demonstration": row["demonstration"],
    }
    for event in created(Event, slug=row["slug"], defaults=fields):
        event.agreements.set(Agreement.objects.filter(slug__in=row["agreements"]))
        yield event


def times(row: dict) -> tuple[datetime, datetime]:
    """As written; or, for an invented event, so many days after the day of loading."""
    if "starts" in row:
        return tuple(
            timezone.make_aware(datetime.fromisoformat(row[name])) for name in ("starts", "ends")
        )
    day = timezone.localdate() + timedelta(days=row["in_days"])
    start = timezone.make_aware(datetime.combine(day, time.fromisoformat(row["start_time"])))
    return start, start + timedelta(hours=row["length_hours"])
