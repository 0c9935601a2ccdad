from django.urls import path

from . import views

app_name = "qualifications"
urlpatterns = [
    path("", views.qualification_list, name="qualification_list"),
    path("add/", views.qualification_add, name="qualification_add"),
    path("<int:pk>/", views.qualification_detail, name="qualification_detail"),
    path("<int:pk>/edit/", views.qualification_edit, name="qualification_edit"),
    path("<int:pk>/send/", views.qualification_send, name="qualification_send"),
    path("<int:pk>/withdraw/", views.qualification_withdraw, name="qualification_withdraw"),
    path("<int:pk>/renew/", views.qualification_renew, name="qualification_renew"),
    path("<int:pk>/delete/", views.qualification_delete, name="qualification_delete"),
]
