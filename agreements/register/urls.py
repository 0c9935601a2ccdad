from django.urls import path

from . import compare_views, views

app_name = "register"
urlpatterns = [
    path("", views.agreement_list, name="agreement_list"),
    path("compare/", compare_views.compare, name="compare"),
    path("<slug:slug>/", views.agreement_detail, name="agreement_detail"),
]
