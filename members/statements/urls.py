from django.urls import path

from . import views

app_name = "statements"
urlpatterns = [
    path("", views.statement_list, name="statement_list"),
    path("add/", views.statement_add, name="statement_add"),
    path("<int:pk>/", views.statement_detail, name="statement_detail"),
    path("<int:pk>/edit/", views.statement_edit, name="statement_edit"),
    path("<int:pk>/send/", views.statement_send, name="statement_send"),
    path("<int:pk>/withdraw/", views.statement_withdraw, name="statement_withdraw"),
    path("<int:pk>/delete/", views.statement_delete, name="statement_delete"),
]
