from django.urls import include, path

app_name = "agreements"
urlpatterns = [
    path("data/", include("agreements.opendata.page_urls")),
    path("agreements/", include("agreements.pathways.urls")),
    path("agreements/", include("agreements.register.urls")),
]
