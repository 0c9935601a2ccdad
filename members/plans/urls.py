from django.urls import path

from . import views

app_name = "plans"
urlpatterns = [
    path("", views.activity_list, name="activity_list"),
    path("add/", views.activity_add, name="activity_add"),
    path("<int:pk>/", views.activity_edit, name="activity_edit"),
    path("<int:pk>/log/", views.activity_log, name="activity_log"),
    path("<int:pk>/record/", views.activity_record, name="activity_record"),
    path("<int:pk>/drop/", views.activity_drop, name="activity_drop"),
    path("<int:pk>/resume/", views.activity_resume, name="activity_resume"),
    path("<int:pk>/delete/", views.activity_delete, name="activity_delete"),
    path("goals/add/", views.goal_add, name="goal_add"),
    path("goals/<int:pk>/", views.goal_detail, name="goal_detail"),
    path("goals/<int:pk>/edit/", views.goal_edit, name="goal_edit"),
    path("goals/<int:pk>/archive/", views.goal_archive, name="goal_archive"),
    path("goals/<int:pk>/take-up/", views.goal_take_up, name="goal_take_up"),
    path("reflection/", views.reflection_list, name="reflection_list"),
]
