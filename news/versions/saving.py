"""Saving in the administration: each save is kept, and nobody overwrites what they did not see."""

import re

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from reversion import add_to_revision

from .overtaking import ANYWAY, SeenForm, is_overtaken, overtaking
from .snapshots import accessor, keep_versions_of
from .workflow import OVER, brought_back, catch_up, held, recorded, versions_of


class KeptSaves(admin.ModelAdmin):
    """The rows of `inlines` are kept with the item that they hang on."""

    form = SeenForm

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        keep_versions_of(model, [inline.model for inline in self.inlines])

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.editor = request.user
        return form

    def get_object(self, request, object_id, from_field=None):
        """To be saved, it is nobody else's until the answer is given."""
        item = super().get_object(request, object_id, from_field)
        is_saving = request.method == "POST" and transaction.get_connection().in_atomic_block
        return held(item) if item and is_saving else item

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What is refused leaves nothing behind: no version, no row that was brought back."""
        if request.method != "POST":
            return self.form_shown(request, object_id, form_url, extra_context)
        with transaction.atomic():
            note = self.before_saving(request, object_id)
            with recorded(by=request.user, note=note):
                self.bring_back(request, object_id)
                response = super().changeform_view(request, object_id, form_url, extra_context)
                if is_the_form_again(response):
                    transaction.set_rollback(True)
        return response

    def form_shown(self, request, object_id, form_url, extra_context) -> HttpResponse:
        """With what was typed before a new log-in: its rows are there to be drawn, and not kept."""
        if not sent_before(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            self.bring_back(request, object_id)
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if is_the_form_again(response):
                response.render()
            transaction.set_rollback(True)
        return response

    def before_saving(self, request: HttpRequest, object_id: str | None) -> str:
        """Keep what is about to be replaced. Returns the note on the version to come."""
        item = self.item_to_save(request, object_id)
        if item is None:
            return ""
        catch_up(item)
        return f"{OVER}{versions_of(item)[0].pk}" if request.POST.get(ANYWAY) else ""

    def bring_back(self, request: HttpRequest, object_id: str | None) -> None:
        """Rows that are in the form and were removed in between: its editor decides anew.

        Who may not take a row away brings none back.
        """
        item = self.item_to_save(request, object_id)
        inlines = self.get_inline_instances(request, item) if item else []
        for inline in inlines:
            if not inline.has_delete_permission(request, item):
                continue
            name = re.compile(rf"{accessor(self.model, inline.model)}-\d+-id")
            fields = sent_before(request) or request.POST
            sent = {value for key, value in fields.items() if name.fullmatch(key)}
            brought_back(item, inline.model, {int(key) for key in sent if is_key(key)})

    def item_to_save(self, request: HttpRequest, object_id: str | None) -> models.Model | None:
        item = self.get_object(request, object_id) if object_id else None
        return item if item and self.has_change_permission(request, item) else None

    def response_add(self, request, obj, post_url_continue=None):
        add_to_revision(obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        """The button beside Save may have moved the row once more: that is in this version too."""
        add_to_revision(obj)
        return super().response_change(request, obj)

    def delete_model(self, request, obj):
        """What goes is kept as it is, also where it was saved by something else than this form."""
        catch_up(obj)
        super().delete_model(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        if context.get("original") and is_overtaken(form):
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["overtaking"] = overtaking(form, formsets)
            context["anyway"] = ANYWAY
        return super().render_change_form(request, context, *args, **kwargs)


def sent_before(request: HttpRequest):
    """The fields of a form that came when its session had ended; set by the site."""
    return getattr(request, "typed_before", None)


def is_the_form_again(response: HttpResponse) -> bool:
    """It was not saved. A window that closes itself after saving answers 200 as well."""
    return "adminform" in (getattr(response, "context_data", None) or {})


def is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
