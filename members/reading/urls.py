from django.urls import path

from . import views

app_name = "reading"
urlpatterns = [
    path("news/", views.article_list, name="article_list"),
    path("news/<slug:slug>/", views.article_detail, name="article_detail"),
    path("newsletters/", views.newsletter_list, name="newsletter_list"),
    path("newsletters/<int:number>/", views.newsletter_detail, name="newsletter_detail"),
    path("events/", views.event_list, name="event_list"),
    path("events/<slug:slug>/", views.event_detail, name="event_detail"),
    path("events/<slug:slug>/calendar.ics", views.event_calendar, name="event_calendar"),
    path("pages/<slug:slug>/", views.page_detail, name="page_detail"),
]
