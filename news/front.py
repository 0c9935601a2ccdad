"""What the home page shows of the news. One query each, written once."""

from django.db.models import DateTimeField, QuerySet
from django.utils import timezone

from agreements.bilingual import column
from agreements.prepared import Given, Prepared

from .articles.models import Article, top_of_list
from .events.models import Event
from .newsletters.models import Newsletter

NOW = Given("now", DateTimeField())


def newest_and_pinned(number: int) -> QuerySet:
    return Article.objects.published(NOW).newest_and_pinned(number, NOW)


def newest_issues(number: int) -> QuerySet:
    shown = ["number", "issued_on", "issued_precision", "members_only"]
    issues = Newsletter.objects.published(NOW).order_by("-number")
    return issues.only(*shown, column("title"))[:number]


def soonest(number: int) -> QuerySet:
    shown = ["slug", "starts_at", "ends_at", "time_zone", "is_online", "cpd_hours", "members_only"]
    events = Event.objects.published(NOW).upcoming(NOW)
    return events.only(*shown, column("title"), column("place"))[:number]


articles, issues, events = map(Prepared, (newest_and_pinned, newest_issues, soonest))


def of_today() -> dict[str, object]:
    """Four articles, what is pinned first; the newest issue, if there is one; three events."""
    now = timezone.now()
    return {
        "news": top_of_list(articles.rows(4, now=now), 4, now),
        "newsletter": issues.first(1, now=now),
        "events": events.rows(3, now=now),
    }
