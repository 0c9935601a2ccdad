"""Addresses of data: the same in every language, so outside the language prefix."""

from django.urls import path

from . import feeds, views

LIST = "api/v1/agreements"

app_name = "opendata"
urlpatterns = [
    path("api/v1/agreements", views.agreement_list, name="agreement_list"),
    path("api/v1/agreements.<str:ending>", views.agreement_list, name="agreement_list"),
    path("api/v1/agreements/<slug:slug>", views.agreement_detail, name="agreement_detail"),
    path(
        "api/v1/agreements/<slug:slug>.<str:ending>",
        views.agreement_detail,
        name="agreement_detail",
    ),
    path("api/v1/changes.json", views.change_list, name="change_list"),
    path("api/v1/codes.json", views.code_list, name="code_list"),
    path("api/v1/openapi.json", views.openapi, name="openapi"),
    path("api/", views.nothing_here),
    path("api/<path:rest>", views.nothing_here),
    path("feeds/<slug:language>/agreements.atom", feeds.change_feed, name="change_feed"),
]
