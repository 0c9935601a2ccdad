from django.urls import path

from . import views

app_name = "pathways"
urlpatterns = [
    path("finder/", views.finder, name="finder"),
    path("pathways/<slug:slug>/", views.pathway_detail, name="pathway_detail"),
]
