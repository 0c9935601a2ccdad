"""Who may have a file of the news: whoever may read an item that shows it."""

from django.db.models import Q
from django.http import HttpRequest

from news.articles.models import Article
from news.newsletters.models import Newsletter
from news.pictures.names import source_of
from news.preview.page import is_shown_to
from news.publication import Publication, PublicationQuerySet

# By the folder that files of a kind lie in: the items, and the ways from them to their files.
SHOWN_BY: dict[str, tuple[type[Publication], list[str]]] = {
    "picture": (Article, ["pictures__file"]),
    "attachment": (Article, ["attachments__file"]),
    "newsletter": (Newsletter, ["cover", "pdf_en", "pdf_zh"]),
}


def items_showing(name: str) -> PublicationQuerySet:
    """A file itself, or the picture that it is a small version of."""
    folder = name.partition("/")[0]
    if folder not in SHOWN_BY:
        return Article.objects.none()
    model, ways = SHOWN_BY[folder]
    shown = [Q(**{f"{way}__in": [name, source_of(name)]}) for way in ways]
    return model.objects.filter(Q(*shown, _connector=Q.OR))


def may_have(request: HttpRequest, items: PublicationQuerySet) -> bool:
    """The public in either language, by the clock; members; staff who see the news before it is
    public; who has the link of a preview. The session is read for what is not public alone."""
    if items.published_in_any_language().exists():
        return True
    if hasattr(request.user, "member") and for_members(items):
        return True
    is_staff = request.user.has_perm(f"news.view_{items.model._meta.model_name}")
    return any(is_staff or is_shown_to(request, item) for item in items)


def for_members(items: PublicationQuerySet) -> bool:
    return items.published_in_any_language(for_members=True).exists()
