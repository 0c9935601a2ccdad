from django.urls import path

from . import views

app_name = "exchange"
urlpatterns = [
    path("import/", views.sheet_add, name="sheet_add"),
    path("import/<int:pk>/", views.sheet_detail, name="sheet_detail"),
    path("import/<int:pk>/columns/", views.sheet_match, name="sheet_match"),
    path("export/csv/", views.export_csv, name="export_csv"),
    path("export/xlsx/", views.export_xlsx, name="export_xlsx"),
    path("transcript/", views.transcript, name="transcript"),
]
