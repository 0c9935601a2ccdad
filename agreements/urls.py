from django.urls import include, path

app_name = "agreements"
urlpatterns = [
    path("", include("agreements.pathways.urls")),
    path("", include("agreements.register.urls")),
]
