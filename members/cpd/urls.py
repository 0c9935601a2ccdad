from datetime import date

from django.urls import path, register_converter

from . import counted_views, list_views, views, year_end_views


class DayConverter:
    """2025-12-31; another address is none."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, written: str) -> date:
        return date.fromisoformat(written)

    def to_url(self, day: date | str) -> str:
        return str(day)


register_converter(DayConverter, "day")

app_name = "cpd"
urlpatterns = [
    path("", list_views.record_list, name="record_list"),
    path("add/", views.record_add, name="record_add"),
    path("bulk/", list_views.record_bulk, name="record_bulk"),
    path("deleted/", list_views.record_bin, name="record_bin"),
    path("restore/", list_views.record_restore, name="record_restore"),
    path("counted/<slug:requirement>/", counted_views.counted, name="counted"),
    path("declare/<slug:requirement>/<day:last>/", year_end_views.declare, name="declare"),
    path("<int:pk>/evidence/", year_end_views.record_evidence, name="record_evidence"),
    path("<int:pk>/", views.record_edit, name="record_edit"),
    path("<int:pk>/copy/", views.record_copy, name="record_copy"),
    path("<int:pk>/compare/", views.record_compare, name="record_compare"),
    path("<int:pk>/confirm/", views.record_confirm, name="record_confirm"),
    path("<int:pk>/delete/", views.record_delete, name="record_delete"),
]
