"""The public pages with a hundred times as many articles, and far more agreements: as quick."""

import sys
from collections import defaultdict
from datetime import timedelta

from django.db.models import Model, QuerySet

from agreements.freshness.models import Moment
from agreements.progress import Progress
from agreements.register.models import Agreement, Party, StatusChange
from news.articles.models import Article

from .growth import Price, refresh_statistics
from .meter import Server, Target
from .reference import REFERENCE

COPY = "copy-"  # begins the short name of each
BATCH = 1000
SPAN = timedelta(days=20 * 365)  # in which the copies lie, however many there are
GOLDEN = 0.618033988749895  # its multiples lie apart evenly, however many are taken
MOMENTS = ["published_at_en", "published_at_zh", "status_on"]
PARTS = {
    Agreement: [Party, StatusChange, Agreement.grades.through],
    Article: [Article.tags.through],
}
PAGE, LAST_PAGE, FILTERED, WORDS = 1.2, 1.5, 2, 3  # times what it takes with the fewest


def targets() -> list[tuple[Target, float]]:
    """Of pages that show the same rows at every size, and the most that each may grow."""
    article = written(Article).published().filter(tags__isnull=False).newest_first().first()
    agreement = written(Agreement).filter(articles__isnull=False).first()
    tag = article.tags.first().slug
    paths = {
        "home": ("/en/", PAGE),
        "news list": ("/en/news/", PAGE),
        "news list, last page": ("/en/news/?page=100000", LAST_PAGE),
        "news list, of a kind and a topic": (
            f"/en/news/?kind=report&topic={article.category.slug}",
            FILTERED,
        ),
        "news list, of a tag": (f"/en/news/?tag={tag}", FILTERED),
        "news list, with words": ("/en/news/?q=engineers", WORDS),
        "article": (article.get_absolute_url(), PAGE),
        "news feed": ("/feeds/en/news.atom", PAGE),
        "register list": ("/en/agreements/", PAGE),
        "register list, last page": ("/en/agreements/?page=100000", LAST_PAGE),
        "register, in force": ("/en/agreements/?status=in_force", FILTERED),
        "register, with words": ("/en/agreements/?q=engineers", WORDS),
        "agreement": (agreement.get_absolute_url(), PAGE),
    }
    return [(Target(name, path, is_made_anew=True), most) for name, (path, most) in paths.items()]


def at_size(server: Server, articles: int, agreements: int, rounds: int) -> dict[str, Price]:
    """Brings both to that many; then what the pages take, made anew, beside the reference."""
    copy_all(Agreement, agreements)
    copy_all(Article, articles)
    Moment.objects.note()
    refresh_statistics()
    measured = targets()  # the same again
    costs = server.costs([REFERENCE, *(target for target, _most in measured)], rounds)
    return {
        target.name: Price(
            costs.took_beside(target, REFERENCE), f"{costs.took(target):.1f} ms", most
        )
        for target, most in measured
    }


# --- Copies of what the demonstration has -------------------------------------------------------


def written(model: type[Model]) -> QuerySet:
    return model.objects.exclude(slug__startswith=COPY)


def copy_all(model: type[Model], number: int) -> None:
    """Until there are that many, older and older. The search has a measure of its own."""
    originals, known = list(written(model).order_by("pk")), model.objects.count()
    progress = Progress(str(model._meta.verbose_name_plural), number - known, sys.stderr)
    for start in range(known, number, BATCH):
        numbers = range(start, min(start + BATCH, number))
        pairs = [
            (row, older(row, each))
            for each in numbers
            for row in [originals[each % len(originals)]]
        ]
        QuerySet(model).bulk_create(copy for _row, copy in pairs)
        for part in PARTS[model]:
            copy_parts(part, model, pairs)
        if model is Article:
            speak_of_agreements([copy for _row, copy in pairs])
        progress.add(len(pairs))


def older(row: Model, number: int) -> Model:
    before = number * GOLDEN % 1 * SPAN
    moments = {name: getattr(row, name, None) for name in MOMENTS}
    moved = {name: at - before for name, at in moments.items() if at}
    return copied(row, slug=f"{COPY}{number}", **moved)


def copy_parts(part: type[Model], model: type[Model], pairs: list[tuple[Model, Model]]) -> None:
    key = f"{model._meta.model_name}_id"
    parts = defaultdict(list)
    for row in part.objects.filter(**{f"{key}__in": {row.pk for row, _copy in pairs}}):
        parts[getattr(row, key)].append(row)
    QuerySet(part).bulk_create(
        copied(each, **{key: copy.pk}) for row, copy in pairs for each in parts[row.pk]
    )


def speak_of_agreements(articles: list[Article]) -> None:
    """Of all there are in turn, however many: more agreements are spoken of in more news."""
    keys, links = list(Agreement.objects.values_list("pk", flat=True)), Article.agreements.through
    QuerySet(links).bulk_create(
        links(article=article, agreement_id=keys[article.pk % len(keys)]) for article in articles
    )


def copied(row: Model, **changes) -> Model:
    fields = [field.attname for field in row._meta.concrete_fields if not field.primary_key]
    return type(row)(**{name: getattr(row, name) for name in fields} | changes)
