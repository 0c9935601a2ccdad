from django.urls import path

from . import views

app_name = "newsletters"
urlpatterns = [
    path("", views.newsletter_list, name="newsletter_list"),
    path("<int:number>/", views.newsletter_detail, name="newsletter_detail"),
]
