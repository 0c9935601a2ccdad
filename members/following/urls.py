from django.urls import path

from . import views

app_name = "following"
urlpatterns = [
    path("", views.follow_list, name="follow_list"),
    path("<slug:agreement>/", views.follow, name="follow"),
    path("<slug:agreement>/end/", views.unfollow, name="unfollow"),
    path("<slug:agreement>/button/", views.button, name="button"),
]
