from django.urls import path

from . import views

app_name = "membership"
urlpatterns = [
    path("", views.membership_detail, name="membership_detail"),
    path("renew/<int:pk>/", views.renew, name="renew"),
    path("apply/", views.apply, name="apply"),
    path("applications/<int:pk>/", views.application_detail, name="application_detail"),
    path("applications/<int:pk>/edit/", views.application_edit, name="application_edit"),
    path(
        "applications/<int:pk>/withdraw/", views.application_withdraw, name="application_withdraw"
    ),
]
