"""What ran beside the requests, for administrators to look at. Nobody writes it here."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

# The library's own page speaks English alone, and fails for a task that a release took away.
admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class TaskAdmin(admin.ModelAdmin):
    list_display = ["task_path", "status", "enqueued_at", "started_at", "finished_at"]
    list_filter = ["status"]
    search_fields = ["task_path"]
    date_hierarchy = "enqueued_at"
    ordering = ["-enqueued_at"]
    show_full_result_count = False
    fields = [*list_display, "args_kwargs", "return_value", "traceback"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
