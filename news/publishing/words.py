"""How an item stands in each language, in words for those who publish it. Hours are of Beijing."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news.approval import LANGUAGES
from news.publication import Publication, State

WAITING = "waiting"  # for approval, a word of its own beside the states
RETURNED = "returned"


class Told(NamedTuple):
    """A row of cse_portal/states.py, the words beside its icon, and the instant they speak of."""

    state: str
    words: str
    at: datetime | None = None


def told(item: Publication, language: str, now: datetime) -> Told:
    """For a list: "Scheduled for 09:00 Beijing, in 3 days"."""
    state = item.state_in(language, now)
    start = getattr(item, f"published_at_{language}")
    if state is State.WITHDRAWN:
        words = _("Withdrawn %(day)s") % {"day": day_of(item.withdrawn_at)}
        return Told(state, words, item.withdrawn_at)
    if state is State.DRAFT:
        return told_of_draft(item, language)
    if state is State.SCHEDULED:
        words = _("Scheduled for %(time)s Beijing, %(when)s") % {
            "time": time_of(start),
            "when": when(start, now),
        }
        return Told(state, words, start)
    words = _("Published %(day)s") % {"day": day_of(start)}
    if item.withdrawn_at:
        words = _("%(published)s, until %(day)s") % {
            "published": words,
            "day": day_of(item.withdrawn_at),
        }
    return Told(state, words, start)


def told_of_draft(item: Publication, language: str) -> Told:
    if language in item.wishes and item.is_waiting:
        words = _("Waiting for approval since %(day)s") % {"day": day_of(item.asked_at)}
        return Told(WAITING, words, item.asked_at)
    if language in item.wishes and item.returned_at:
        words = _("Returned %(day)s") % {"day": day_of(item.returned_at)}
        return Told(RETURNED, words, item.returned_at)
    return Told(State.DRAFT, str(State.DRAFT.label))


def wished(item: Publication) -> list[tuple[str, datetime | None]]:
    """Of a request that waits: each language, and from when; None is as soon as it is approved."""
    return [
        (LANGUAGES[language], at if at > item.asked_at else None)
        for language, at in item.wishes.items()
    ]


def what_happens(item: Publication, now: datetime) -> str:
    """Both languages in a sentence: "Published in English in 3 days …; Chinese is a draft."."""
    if item.state_in("en", now) is State.WITHDRAWN:
        return _("Withdrawn since %(moment)s: nobody sees it.") % {
            "moment": moment_of(item.withdrawn_at)
        }
    said = _("; ").join(in_a_sentence(item, language, now) for language in LANGUAGES)
    if item.withdrawn_at:
        until = _("withdrawn %(when)s, on %(moment)s") % {
            "when": when(item.withdrawn_at, now),
            "moment": moment_of(item.withdrawn_at),
        }
        said = _("; ").join([said, until])
    return _("%(sentence)s.") % {"sentence": capfirst(said)}


def in_a_sentence(item: Publication, language: str, now: datetime) -> str:
    state, start = item.state_in(language, now), getattr(item, f"published_at_{language}")
    words = {"language": LANGUAGES[language]}
    if state is State.DRAFT:
        return _("%(language)s is a draft") % words
    if state is State.SCHEDULED:
        words |= {"when": when(start, now), "moment": moment_of(start)}
        return _("published in %(language)s %(when)s, on %(moment)s") % words
    return _("published in %(language)s since %(moment)s") % (words | {"moment": moment_of(start)})


def when(at: datetime, now: datetime) -> str:
    """By days of Beijing; within the day by hours, and then minutes."""
    days = (beijing(at).date() - beijing(now).date()).days
    if days > 1:
        return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}
    if days == 1:
        return _("tomorrow")
    minutes = max(1, round((at - now) / timedelta(minutes=1)))
    if minutes >= 60:
        hours = round(minutes / 60)
        return ngettext("in %(number)s hour", "in %(number)s hours", hours) % {"number": hours}
    return ngettext("in %(number)s minute", "in %(number)s minutes", minutes) % {"number": minutes}


def beijing(at: datetime) -> datetime:
    return timezone.localtime(at, timezone.get_default_timezone())


def day_of(at: datetime) -> str:
    return date_format(beijing(at), "SHORT_DATE_FORMAT")


def time_of(at: datetime) -> str:
    return date_format(beijing(at), "TIME_FORMAT")


def moment_of(at: datetime) -> str:
    """1 December 2026, 09:00 Beijing time."""
    return _("%(moment)s Beijing time") % {"moment": date_format(beijing(at), "DATETIME_FORMAT")}
