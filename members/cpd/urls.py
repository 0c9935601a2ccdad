from django.urls import path

from . import views

app_name = "cpd"
urlpatterns = [
    path("", views.record_list, name="record_list"),
    path("add/", views.record_add, name="record_add"),
    path("bulk/", views.record_bulk, name="record_bulk"),
    path("deleted/", views.record_bin, name="record_bin"),
    path("restore/", views.record_restore, name="record_restore"),
    path("counted/<slug:requirement>/", views.counted, name="counted"),
    path("<int:pk>/", views.record_edit, name="record_edit"),
    path("<int:pk>/copy/", views.record_copy, name="record_copy"),
    path("<int:pk>/compare/", views.record_compare, name="record_compare"),
    path("<int:pk>/confirm/", views.record_confirm, name="record_confirm"),
    path("<int:pk>/delete/", views.record_delete, name="record_delete"),
]
