from django.urls import path

from . import views

app_name = "attendance"
urlpatterns = [
    path("attend/", views.attend, name="attend"),
    path("events/", views.attendance_list, name="attendance_list"),
    path("events/<slug:slug>/missing/", views.report_missing, name="report_missing"),
    path("events/<int:pk>/reclaim/", views.reclaim, name="reclaim"),
    path("events/reports/<int:pk>/withdraw/", views.report_withdraw, name="report_withdraw"),
    path("<int:pk>/not-me/", views.disown, name="disown"),
]
