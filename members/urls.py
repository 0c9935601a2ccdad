from django.urls import include, path

from . import views

app_name = "members"
urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("profile/", include("members.profile.urls")),
    path("membership/", include("members.membership.urls")),
    path("evidence/", include("members.evidence.urls")),
    path("qualifications/", include("members.qualifications.urls")),
    path("declarations/", include("members.declarations.urls")),
    path("experience/", include("members.experience.urls")),
    path("cpd/statements/", include("members.statements.urls")),
    path("cpd/plan/", include("members.plans.urls")),
    path("cpd/", include("members.attendance.urls")),
    path("cpd/", include("members.cpd.urls")),
    path("cpd/", include("members.exchange.urls")),
    path("audits/", include("members.audits.urls")),
    path("following/", include("members.following.urls")),
    path("", include("members.reading.urls")),
    path("recognition/", include("members.recognition.urls")),
]
