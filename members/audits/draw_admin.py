"""Draws in the administration: a draft, its preview, the draw itself, and how to make it again."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from members.profile.models import Member

from .drawing import carry_out, notify, seal
from .draws import Draw
from .facts import Found, found
from .forms import DrawForm
from .rules import Exclusion

A_PAGE = 100  # members of the list
CARRY_OUT = "members.carry_out_draw"
WHY: dict[Exclusion, Promise] = {
    Exclusion.UNNUMBERED: _("Without a member number"),
    Exclusion.NAMED: _("Left out by name"),
    Exclusion.IN_AUDIT: _("In an audit of these days already"),
    Exclusion.EXEMPT: _("Exempt in the period"),
    Exclusion.NEW: _("New in the period"),
    Exclusion.LATELY: _("Audited in the last years"),
}


@admin.register(Draw)
class DrawAdmin(admin.ModelAdmin):
    form = DrawForm
    change_form_template = "admin/members/draw/change_form.html"
    list_display = ["__str__", "percentage", "number", "drawn_at", "population_size", "sample_size"]
    list_select_related = ["requirement"]
    list_filter = [("drawn_at", admin.EmptyFieldListFilter)]
    search_fields = ["requirement__name_en", "requirement__name_zh", "seed", "fingerprint"]
    date_hierarchy = "last_on"
    autocomplete_fields = ["societies", "grades", "left_out"]
    readonly_fields = ["seed", "drawn_at", "drawn_by"]
    show_full_result_count = False

    def get_urls(self):
        pages = {"outcome": self.outcome, "population": self.population}
        return [
            *(
                path(
                    f"<int:pk>/{name}/",
                    self.admin_site.admin_view(view),
                    name=f"members_draw_{name}",
                )
                for name, view in pages.items()
            ),
            *super().get_urls(),
        ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []

    def get_queryset(self, request):
        return super().get_queryset(request).defer("population")

    def has_change_permission(self, request, obj=None):
        """Once it is drawn, nothing of it changes."""
        is_open = obj is None or not obj.is_drawn
        return is_open and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        is_open = obj is None or not obj.is_drawn
        return is_open and super().has_delete_permission(request, obj)

    def response_add(self, request, obj, post_url_continue=None):
        return self.after_saving(request, obj) or super().response_add(request, obj)

    def response_change(self, request, obj):
        return self.after_saving(request, obj) or super().response_change(request, obj)

    def after_saving(self, request: HttpRequest, draw: Draw) -> HttpResponse | None:
        """The first button leads on to the preview."""
        return redirect(address("outcome", draw)) if "_preview" in request.POST else None

    # --- The outcome: a preview until it is drawn ------------------------------------------------

    def outcome(self, request: HttpRequest, pk: int) -> HttpResponse:
        draw = self.seen_by(request, pk)
        if request.method == "POST":
            return self.carry_out(request, draw)
        page = "admin/members/draw/outcome.html"
        told = self.drawn(request, draw) if draw.is_drawn else self.previewed(request, draw)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "draw": draw,
            "title": gettext("The draw") if draw.is_drawn else gettext("Preview of the draw"),
            "may_carry_out": request.user.has_perm(CARRY_OUT),
            **told,
        }
        return TemplateResponse(request, page, context)

    def seen_by(self, request: HttpRequest, pk: int) -> Draw:
        draw = self.get_object(request, str(pk))
        if draw is None:
            raise Http404
        if not self.has_view_permission(request, draw):
            raise PermissionDenied
        return draw

    def previewed(self, request: HttpRequest, draw: Draw) -> dict:
        outcome = found(draw)
        return {
            "selection": outcome.selection,
            "excluded": excluded(outcome),
            "seal": seal(outcome),
            "page": chosen_page(request, outcome),
        }

    def drawn(self, request: HttpRequest, draw: Draw) -> dict:
        audits = draw.audits
        return {
            "population_page": address("population", draw),
            "added": audits.filter(is_added=True).count(),
            "notified": audits.exclude(notified_at=None).count(),
            "audits": audits.count(),
        }

    def carry_out(self, request: HttpRequest, draw: Draw) -> HttpResponse:
        if not request.user.has_perm(CARRY_OUT):
            raise PermissionDenied
        if draw.is_drawn and "again" in request.POST:
            notify.enqueue(draw.pk)
            self.message_user(request, _("The notices that are missing are being sent."))
            return redirect(address("outcome", draw))
        try:
            carry_out(draw, by=request.user, seen=request.POST.get("seal", ""))
        except ValidationError as refusal:
            self.message_user(request, refusal.messages[0], messages.ERROR)
        else:
            self.log_change(request, draw, gettext("Drawn."))
            self.message_user(request, _("Drawn. The notices are on their way."), messages.SUCCESS)
        return redirect(address("outcome", draw))

    @method_decorator(require_safe)
    def population(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The very file of which the fingerprint is taken: one number a line, without a head."""
        draw = self.seen_by(request, pk)
        if not draw.is_drawn:
            raise Http404
        name = f'attachment; filename="population-{draw.pk}.csv"'
        return HttpResponse(
            draw.population,
            content_type="text/csv; charset=utf-8; header=absent",
            headers={"Content-Disposition": name, "Cache-Control": "no-store, private"},
        )


def address(page: str, draw: Draw) -> str:
    return reverse(f"admin:members_draw_{page}", args=[draw.pk])


def excluded(outcome: Found) -> list[tuple[Promise, int]]:
    return [(WHY[why], number) for why, number in outcome.selection.excluded.items()]


def chosen_page(request: HttpRequest, outcome: Found) -> Page | None:
    """Those drawn, in the order of their tickets, then those added; by name for those alone who may
    open members.
    """
    if not request.user.has_perm("members.view_member"):
        return None
    numbers = [*outcome.selection.drawn, *outcome.selection.added]
    page = Paginator(numbers, A_PAGE).get_page(request.GET.get("page"))
    keys = [outcome.keys[number] for number in page.object_list]
    by_key = Member.objects.select_related("user").in_bulk(keys)
    added = set(outcome.selection.added)
    page.object_list = [
        (by_key[key], number in added) for key, number in zip(keys, page.object_list, strict=True)
    ]
    return page
