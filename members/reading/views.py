"""The public lists again, for members, with what is kept for them. Public pages know no reader."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from members.profile.access import member_page
from news.articles import views as articles
from news.events import views as events
from news.newsletters import views as newsletters
from news.pages import views as pages
from news.readers import MEMBERS


@member_page
@require_safe
def article_list(request: HttpRequest) -> HttpResponse:
    return articles.list_page(request, MEMBERS)


@member_page
@require_safe
def article_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return articles.detail_page(request, slug, MEMBERS)


@member_page
@require_safe
def newsletter_list(request: HttpRequest) -> HttpResponse:
    return newsletters.list_page(request, MEMBERS)


@member_page
@require_safe
def newsletter_detail(request: HttpRequest, number: int) -> HttpResponse:
    return newsletters.detail_page(request, number, MEMBERS)


@member_page
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    return events.list_page(request, MEMBERS)


@member_page
@require_safe
def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return events.detail_page(request, slug, MEMBERS)


@member_page
@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    return events.calendar_file(slug, MEMBERS)


@member_page
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    return pages.detail_page(request, slug, MEMBERS)
