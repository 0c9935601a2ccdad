"""The question of a rule, which activities are meant, as a condition on rows."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from agreements.requirements.terms import Selector

TOPICS_WRITTEN = "topics_written"  # the column of topics as text, which has to be among the rows


def taken(selector: Selector, providers: Iterable[str], verified: str) -> Q:
    """The same answer as `selector.takes`; `providers` are all that the rows name.

    They are compared here, since not every database knows the small letters of every script.
    """
    where = Q()
    if selector.kinds:
        where &= Q(kind__in=sorted(selector.kinds))
    if selector.aspects:
        where &= Q(aspect__in=sorted(selector.aspects))
    if selector.topics:
        where &= any_topic(selector.topics)
    if selector.providers:
        where &= Q(provider__in=[one for one in providers if one.casefold() in selector.providers])
    if selector.is_verifiable is not None:
        where &= Q(state=verified) if selector.is_verifiable else ~Q(state=verified)
    if selector.is_online is not None:
        where &= Q(is_online=selector.is_online)
    return where


def any_topic(topics: Collection[str]) -> Q:
    where = Q(pk__in=[])
    for topic in sorted(topics):
        where |= Q(**{f"{TOPICS_WRITTEN}__contains": f'"{topic}"'})
    return where
