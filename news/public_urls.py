"""Addresses outside the language prefix: feeds and the sitemap."""

from django.urls import path

from . import feeds, sitemaps
from .events.views import calendar_feed

urlpatterns = [
    path("feeds/<slug:language>/news.atom", feeds.feed_all, name="feed_all"),
    path("feeds/<slug:language>/topics/<slug:slug>.atom", feeds.feed_topic, name="feed_topic"),
    path("feeds/<slug:language>/tags/<slug:slug>.atom", feeds.feed_tag, name="feed_tag"),
    path("feeds/<slug:language>/newsletters.atom", feeds.feed_newsletters, name="feed_newsletters"),
    path("feeds/<slug:language>/events.atom", feeds.feed_events, name="feed_events"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/<slug:section>/<int:page>.xml", sitemaps.sitemap_page, name="sitemap_page"),
    path("feeds/<slug:language>/events.ics", calendar_feed, name="calendar_feed"),
]
