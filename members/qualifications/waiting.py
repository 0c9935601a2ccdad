"""How long a member usually waits for an answer."""

from datetime import date, datetime, timedelta
from math import ceil
from statistics import median

from django.utils import timezone

from .history import Move

DAY = timedelta(days=1)
LOOKED_BACK = timedelta(days=60)
FEWEST = 5
MOST = 500  # the newest; a page reads no more rows than this
WORKING_WEEK = 5


def usual_working_days(now: datetime) -> int | None:
    """The median over the last 60 days, at least 1; None when too few were answered to say."""
    answered = Move.objects.answers().filter(made_at__gt=now - LOOKED_BACK, made_at__lte=now)
    waits = [
        working_days(in_beijing(sent), in_beijing(made))
        for sent, made in answered.order_by("-made_at").values_list("sent_at", "made_at")[:MOST]
    ]
    return max(1, ceil(median(waits))) if len(waits) >= FEWEST else None


def working_days(first: date, last: date) -> int:
    """Mondays to Fridays after `first`, up to and with `last`. Holidays are not known here."""
    weeks, rest = divmod((last - first).days, 7)
    over = (first + DAY * step for step in range(1, rest + 1))
    return weeks * WORKING_WEEK + sum(day.weekday() < WORKING_WEEK for day in over)


def due_on(sent: date, target: int) -> date:
    """The last day on which an answer is in time: the `target`th working day after `sent`."""
    day = sent
    while target:
        day += DAY
        target -= day.weekday() < WORKING_WEEK
    return day


def latest_overdue(today: date, target: int) -> date:
    """What was sent on this day or before has waited for more than `target` working days."""
    day = today - DAY * (target + 1)
    while working_days(day, today) <= target:
        day -= DAY
    return day


def in_beijing(at: datetime) -> date:
    """Where the reviewers work."""
    return timezone.localdate(at, timezone.get_default_timezone())
