"""Addresses outside the language prefix: feeds and the sitemap."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from agreements.freshness.http import public_page

from . import feeds
from .events.views import feed_events
from .sitemaps import SITEMAPS

urlpatterns = [
    path("feeds/<slug:language>/news.atom", feeds.feed_all, name="feed_all"),
    path("feeds/<slug:language>/topics/<slug:slug>.atom", feeds.feed_topic, name="feed_topic"),
    path("feeds/<slug:language>/tags/<slug:slug>.atom", feeds.feed_tag, name="feed_tag"),
    path("feeds/<slug:language>/events.ics", feed_events, name="feed_events"),
    path("sitemap.xml", public_page(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
]
