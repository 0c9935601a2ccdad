from django.urls import path

from . import views

app_name = "audits"
urlpatterns = [
    path("", views.audit_list, name="audit_list"),
    path("<int:pk>/", views.audit_detail, name="audit_detail"),
    path("<int:pk>/extension/", views.audit_extend, name="audit_extend"),
    path("<int:pk>/entries/<int:record>/", views.entry_evidence, name="entry_evidence"),
]
