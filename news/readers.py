"""Who reads: the public, or members, whose lists hold what is kept for members too."""

from typing import NamedTuple

from django.urls import ResolverMatch, reverse

PAGES = {"article": "articles", "newsletter": "newsletters", "event": "events", "page": "pages"}


class Readers(NamedTuple):
    """The same pages stand at two addresses: one for everybody, and one in the members' area."""

    are_members: bool

    @property
    def base(self) -> str:
        return "members/base.html" if self.are_members else "base.html"

    def address(self, page: str, *args) -> str:
        """Of the page of that name: "article_list", or "article_detail" with its slug."""
        concept = PAGES[page.partition("_")[0]]
        space = "members:reading" if self.are_members else f"news:{concept}"
        return reverse(f"{space}:{page}", args=args)


PUBLIC, MEMBERS = Readers(are_members=False), Readers(are_members=True)


def address_of(item, key: str | int) -> str:
    """Where an article, event … is read: in the members' area if it is for members only."""
    return Readers(item.members_only).address(f"{item._meta.model_name}_detail", key)


def members_address(match: ResolverMatch | None) -> str:
    """Of a public page of the news, the same page in the members' area; empty for other pages."""
    is_of_news = match is not None and match.namespaces[:1] == ["news"]
    if not is_of_news or match.url_name.partition("_")[0] not in PAGES:
        return ""
    return reverse(f"members:reading:{match.url_name}", kwargs=match.kwargs)
