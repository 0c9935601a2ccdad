from django.urls import path

from . import views

app_name = "declarations"
urlpatterns = [
    path("", views.declaration_list, name="declaration_list"),
    path("make/<slug:kind>/", views.declaration_make, name="declaration_make"),
    path("<int:pk>/withdraw/", views.declaration_withdraw, name="declaration_withdraw"),
]
