from django.contrib import admin
from django.urls import include, path

from . import views

app_name = "news"
urlpatterns = [
    path("news/", include("news.articles.urls")),
    path("newsletters/", include("news.newsletters.urls")),
    path("events/", include("news.events.urls")),
    path("pages/", include("news.pages.urls")),
    path("preview/<slug:kind>/<int:pk>/", admin.site.admin_view(views.preview), name="preview"),
    path("preview/<str:address>/", views.preview_shared, name="preview_shared"),
]
