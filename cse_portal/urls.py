"""Every address of the portal. Pages for people live under a language prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from . import report_views, views

urlpatterns = [
    path("", views.front_door, name="front_door"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("admin/", admin.site.urls),
    # What editors published. A front server answers for those of the public where it has them.
    re_path(r"^media/(?P<path>.*)$", views.published_file),
    path("", include("agreements.opendata.urls")),
    path("", include("news.public_urls")),
    *i18n_patterns(
        path("", views.home, name="home"),
        path("search/", views.search, name="search"),
        path("accounts/", include("members.profile.account_urls")),
        path("members/", include("members.urls")),
        path(
            "agreements/pathways/<slug:slug>/report/",
            report_views.pathway_report,
            name="pathway_report",
        ),
        path(
            "agreements/reported/<slug:reference>/",
            report_views.change_report,
            name="change_report",
        ),
        path(
            "agreements/<slug:slug>/report/", report_views.agreement_report, name="agreement_report"
        ),
        path("", include("agreements.urls")),
        path("", include("news.urls")),
    ),
]

handler400 = "cse_portal.views.bad_request"
handler403 = "cse_portal.views.permission_denied"
handler404 = "cse_portal.views.page_not_found"
handler500 = "cse_portal.views.server_error"
