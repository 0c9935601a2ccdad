"""What is told of a request: to those who may approve it, and then to its author."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone, translation

from agreements.mail import mail
from news.publication import Publication

from .words import what_happens, wished

FOLDER = "news/publishing/emails"


class Author(NamedTuple):
    """Who asked, read before the answer takes it off the item; nobody when the account is gone.

    The answer is in the language in which they asked.
    """

    user: object
    language: str


def author_of(item: Publication) -> Author:
    return Author(item.asked_by, item.asked_in)


def asked(item: Publication, approvers: Iterable) -> None:
    """To each in their own language: what, who asks, from when, and where it is answered."""
    context = {
        "item": item,
        "kind": item._meta.verbose_name,
        "wishes": wished(item),
        "page": page_of(item),
        "list": f"{page_of(item, 'changelist')}?approval=waiting",
    }
    for user in approvers:
        mail(user.email, user.language, f"{FOLDER}/asked", **context)


def approved(item: Publication, author: Author, *, by) -> None:
    tell(item, "approved", author, by)


def returned(item: Publication, author: Author, *, by) -> None:
    tell(item, "returned", author, by)


def tell(item: Publication, answer: str, author: Author, by) -> None:
    if author.user is None or author.user == by:
        return
    with translation.override(author.language):
        said = what_happens(item, timezone.now())
    context = {"item": item, "said": said, "page": page_of(item)}
    mail(author.user.email, author.language, f"{FOLDER}/{answer}", **context)


def page_of(item: Publication, page: str = "change") -> str:
    opts = item._meta
    keys = [item.pk] if page == "change" else []
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=keys)
