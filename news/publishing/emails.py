"""What is told to the author of a request, in the language in which it was made."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone, translation

from agreements.mail import mail
from news.publication import Publication

from .words import what_happens

FOLDER = "news/publishing/emails"


class Author(NamedTuple):
    """Who asked, read before the answer takes it off the item; nobody when the account is gone."""

    user: object
    language: str


def author_of(item: Publication) -> Author:
    return Author(item.asked_by, item.asked_in)


def approved(item: Publication, author: Author, *, by) -> None:
    tell(item, "approved", author, by)


def returned(item: Publication, author: Author, *, by) -> None:
    tell(item, "returned", author, by)


def tell(item: Publication, answer: str, author: Author, by) -> None:
    if author.user is None or author.user == by:
        return
    opts = item._meta
    with translation.override(author.language):
        said = what_happens(item, timezone.now())
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[item.pk])
    context = {"item": item, "said": said, "page": page}
    mail(author.user.email, author.language, f"{FOLDER}/{answer}", **context)
