"""The vault in the administration: which files there are, and who has opened them."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from members.profile.admin import OF_MEMBER, OwnCaseClosed

from .models import EvidenceFile, FileView
from .workflow import remove

BREAK = SafeString("<br>")


class OnlyShown:
    """Mixed into an admin: rows come and change elsewhere."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class EvidenceShown:
    """Mixed into the admin of a claim: its files, as links for those who may open them."""

    exclude = ["evidence"]

    def get_readonly_fields(self, request, obj=None):
        may_open = request.user.has_perm("members.open_evidencefile")
        shown = "evidence_links" if may_open else "evidence_names"
        return [*super().get_readonly_fields(request, obj), *([shown] if obj else [])]

    @admin.display(description=_("evidence"))
    def evidence_links(self, claim: Model) -> SafeString:
        links = (
            (reverse("members:evidence:file_content", args=[file.pk]), file.name)
            for file in claim.evidence.all()
        )
        return format_html_join(BREAK, '<a href="{}">{}</a>', links)

    @admin.display(description=_("evidence"))
    def evidence_names(self, claim: Model) -> SafeString:
        return format_html_join(BREAK, "{}", ((file.name,) for file in claim.evidence.all()))


@admin.register(EvidenceFile)
class EvidenceFileAdmin(OnlyShown, OwnCaseClosed):
    """Neither shows a file nor what is written in it."""

    list_display = ["name", "member", "kind", "written_size", "uploaded_at", "scanned_at"]
    list_select_related = ["member__user"]
    list_filter = ["kind", ("scanned_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "sha256", *OF_MEMBER]
    date_hierarchy = "uploaded_at"
    fields = [
        "name",
        "member",
        "kind",
        "written_size",
        "pages",
        ("width", "height"),
        "sha256",
        "scanned_at",
        "uploaded_at",
    ]

    @admin.display(description=_("size"), ordering="size")
    def written_size(self, file: EvidenceFile) -> str:
        return filesizeformat(file.size)

    def delete_model(self, request: HttpRequest, obj: EvidenceFile) -> None:
        remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[EvidenceFile]) -> None:
        for file in queryset:
            remove(file)


@admin.register(FileView)
class FileViewAdmin(OnlyShown, OwnCaseClosed):
    """An opening goes with its file, never alone."""

    list_display = ["file", "member", "role", "viewer", "opened_at"]
    list_select_related = ["file__member__user", "viewer"]
    list_filter = ["role"]
    search_fields = [
        "file__name",
        *(f"file__{name}" for name in OF_MEMBER),
        "viewer__email",
        "viewer__family_name",
        "viewer__given_name",
        "viewer__name_zh",
    ]
    date_hierarchy = "opened_at"
    fields = ["file", "member", "role", "viewer", "opened_at"]
    actions = None

    @admin.display(description=_("member"))
    def member(self, view: FileView):
        return view.file.member

    def owner_of(self, row: FileView):
        return row.file.member

    def delete_view(self, request, object_id, extra_context=None):
        raise PermissionDenied
