"""The page for people, which has a language in its address."""

from django.urls import path

from . import views

app_name = "opendata"
urlpatterns = [path("", views.data, name="data")]
