from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("", views.file_list, name="file_list"),
    path("<int:pk>/", views.file_detail, name="file_detail"),
    path("<int:pk>/file/", views.file_content, name="file_content"),
    path("<int:pk>/file/<int:number>/", views.file_page, name="file_page"),
    path("<int:pk>/reading/", views.file_reading, name="file_reading"),
    path("<int:pk>/delete/", views.file_delete, name="file_delete"),
]
