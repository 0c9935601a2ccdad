"""Old addresses in the administration: one by one, and as a table in and out."""

import csv
from io import StringIO

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import sheet
from .forms import SheetForm
from .models import OldAddress

SHOWN = 200  # rows of a preview, of each sort


@admin.register(OldAddress)
class OldAddressAdmin(admin.ModelAdmin):
    list_display = ["path", "host", "target"]
    list_filter = ["host"]
    search_fields = ["path", "host", "target"]
    fields = ["path", "host", "target"]
    list_per_page = 50

    def get_urls(self):
        pages = {"from-csv/": self.from_csv, "as-csv/": self.as_csv}
        return [
            *(
                path(route, self.admin_site.admin_view(page), name=f"news_old_{page.__name__}")
                for route, page in pages.items()
            ),
            *super().get_urls(),
        ]

    def from_csv(self, request: HttpRequest) -> HttpResponse:
        """First what the table would do, then all of it or nothing."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None)
        found = form.preview() if form.is_bound and form.is_valid() else None
        if found and found.can_be_saved and "confirmed" in request.POST:
            if self.saved(request, found):
                return redirect("admin:news_oldaddress_changelist")
            found = form.preview()
        return TemplateResponse(
            request,
            "admin/news/addresses/from_csv.html",
            self.admin_site.each_context(request)
            | {
                "title": _("Old addresses from a CSV file"),
                "opts": self.opts,
                "form": form,
                "found": found,
                "sorts": found and self.sorts(found),
            },
        )

    def saved(self, request: HttpRequest, found: sheet.Preview) -> bool:
        try:
            number = sheet.save(found)
        except IntegrityError:
            said = _("Meanwhile somebody else changed the table. Look at it again.")
            self.message_user(request, said, messages.WARNING)
            return False
        said = ngettext("%d old address is saved.", "%d old addresses are saved.", number) % number
        self.message_user(request, said, messages.SUCCESS)
        return True

    def sorts(self, found: sheet.Preview) -> list[tuple[str, int, list[sheet.Row]]]:
        """What stands in the way first."""
        sorts = {
            _("In the way"): found.wrong,
            _("Leads elsewhere from now on"): found.changed,
            _("New"): found.new,
            _("There already"): found.same,
        }
        return [(name, len(rows), rows[:SHOWN]) for name, rows in sorts.items() if rows]

    def as_csv(self, request: HttpRequest) -> HttpResponse:
        """In UTF-8 with its mark, as spreadsheets need it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        text = StringIO("\ufeff")
        text.seek(1)
        csv.writer(text).writerows(sheet.lines())
        return HttpResponse(
            text.getvalue(),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="old-addresses.csv"'},
        )
