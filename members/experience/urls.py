from django.urls import path

from . import views

app_name = "experience"
urlpatterns = [
    path("", views.period_list, name="period_list"),
    path("add/", views.period_add, name="period_add"),
    path("<int:pk>/", views.period_edit, name="period_edit"),
    path("<int:pk>/delete/", views.period_delete, name="period_delete"),
]
