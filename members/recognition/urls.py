from django.urls import path

from . import views

app_name = "recognition"
urlpatterns = [
    path("", views.pathway_list, name="pathway_list"),
    path("of/<slug:agreement>/", views.band, name="band"),
    path("<slug:slug>/", views.pathway_detail, name="pathway_detail"),
]
