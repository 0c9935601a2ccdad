"""What search engines are told of a page: schema.org, as plain dicts (JSON-LD)."""

from collections.abc import Iterable
from datetime import date, datetime
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

CARD_WIDTH = 600  # in px: a narrower picture is not taken for a card


def absolute(address: str) -> str:
    return urljoin(settings.SITE_ORIGIN, address)


def language() -> str:
    return "zh-Hans" if get_language() == "zh-hans" else "en"


def organization() -> dict:
    home = absolute(reverse("home"))
    return {
        "@type": "Organization",
        "@id": f"{settings.SITE_ORIGIN}/#society",
        "name": _("Chinese Society of Engineers"),
        "alternateName": ["CSE", "中国工程师联合体", "Chinese Society of Engineers"],
        "url": home,
        "logo": absolute(static("portal/card.png")),
    }


def website() -> dict:
    target = f"{absolute(reverse('search'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{settings.SITE_ORIGIN}/#site",
        "name": _("Chinese Society of Engineers"),
        "url": absolute(reverse("home")),
        "inLanguage": language(),
        "publisher": {"@id": f"{settings.SITE_ORIGIN}/#society"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": target},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(*steps: tuple[str, str]) -> dict:
    """From the home page on; each step is a name and an address."""
    path = [(_("Home"), reverse("home")), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": absolute(address)}
            for at, (name, address) in enumerate(path, start=1)
        ],
    }


def graph(*things: dict) -> dict:
    return {"@context": "https://schema.org", "@graph": [kept(thing) for thing in things]}


def kept(thing: dict) -> dict:
    """Without what is not known."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def home_data() -> dict:
    return graph(organization(), website())


def article_data(article) -> dict:
    """Of an article with its surroundings (articles.views.with_surroundings)."""
    address = article.get_absolute_url()
    topics = reverse("news:articles:article_list")
    topic = f"{topics}?topic={article.topic_slug}"
    return graph(
        {
            "@type": "NewsArticle",
            "headline": article.title,
            "description": article.lead,
            "url": absolute(address),
            "mainEntityOfPage": absolute(address),
            "datePublished": moment(timezone.localtime(article.published_at)),
            "dateModified": moment(timezone.localtime(changed(article))),
            "inLanguage": language(),
            "articleSection": article.topic_name,
            "keywords": [tag["name"] for tag in article.tag_rows],
            "image": pictures(article.picture_rows) or [absolute(static("portal/card.png"))],
            "author": organization(),
            "publisher": organization(),
        },
        breadcrumbs((_("News"), topics), (article.topic_name, topic), (article.title, address)),
    )


def newsletter_data(newsletter) -> dict:
    address = newsletter.get_absolute_url()
    archive = reverse("news:newsletters:newsletter_list")
    return graph(
        {
            "@type": "PublicationIssue",
            "name": newsletter.title,
            "issueNumber": str(newsletter.number),
            "datePublished": newsletter.issued.machine(),
            "description": newsletter.summary,
            "url": absolute(address),
            "inLanguage": language(),
            "image": newsletter.cover and absolute(newsletter.cover.url),
            "isPartOf": {"@type": "Periodical", "name": _("Newsletter"), "url": absolute(archive)},
            "publisher": organization(),
            "hasPart": [
                {"@type": "Article", "headline": story["title"]} for story in newsletter.story_rows
            ],
        },
        breadcrumbs((_("Newsletters"), archive), (str(newsletter), address)),
    )


def event_data(event) -> dict:
    address = event.get_absolute_url()
    return graph(
        {
            "@type": "Event",
            "name": event.title,
            "description": event.summary,
            "url": absolute(address),
            "startDate": event_moment(event, event.starts_at, event.first_day),
            "endDate": event_moment(event, event.ends_at, event.last_day),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": attendance(event),
            "location": places(event),
            "inLanguage": language(),
            "image": [absolute(static("portal/card.png"))],
            "organizer": organization(),
        },
        breadcrumbs((_("Events"), reverse("news:events:event_list")), (event.title, address)),
    )


def attendance(event) -> str:
    mode = "Online" if event.is_online else "Offline"
    if event.is_online and event.place:
        mode = "Mixed"
    return f"https://schema.org/{mode}EventAttendanceMode"


def places(event) -> list[dict]:
    found = []
    if event.is_online:
        page = event.link or absolute(event.get_absolute_url())
        found.append({"@type": "VirtualLocation", "url": page})
    if event.place or not event.is_online:
        place = event.place or _("To be announced")
        found.append({"@type": "Place", "name": place, "address": place})
    return found


def event_moment(event, at: datetime, day: date) -> str:
    """With the offset of the place; an event of whole days has dates."""
    return day.isoformat() if event.is_all_day else moment(at.astimezone(event.zone))


def moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def changed(item) -> datetime:
    """No change can be older than the publication, though the text was saved before it."""
    return max(item.updated_at, item.published_at)


def pictures(rows: Iterable[dict]) -> list[str]:
    """Addresses of those that are large enough for a card."""
    return [
        absolute(default_storage.url(row["file"])) for row in rows if row["width"] >= CARD_WIDTH
    ]
