"""Addresses outside the language prefix: feeds and the sitemap."""

from django.http import HttpResponse
from django.urls import path

urlpatterns = [path("feeds/<slug:language>/news.atom", lambda r, language: HttpResponse(""), name="feed_all")]
