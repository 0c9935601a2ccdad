from django.urls import include, path

app_name = "news"
urlpatterns = [
    path("news/", include("news.articles.urls")),
    path("newsletters/", include("news.newsletters.urls")),
    path("events/", include("news.events.urls")),
    path("pages/", include("news.pages.urls")),
]
