from django.urls import path

from . import views

app_name = "register"
urlpatterns = [
    path("", views.agreement_list, name="agreement_list"),
    path("<slug:slug>/", views.agreement_detail, name="agreement_detail"),
]
