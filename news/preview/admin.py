"""In the administration: previews in both languages, and the link for a colleague."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .models import LASTS, PreviewLink, make_link


class Way(NamedTuple):
    word: str
    address: str


class PreviewsAdmin(admin.ModelAdmin):
    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_link"
        wrap = self.admin_site.admin_view
        return [path("<int:pk>/link/", wrap(self.preview_link), name=name), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        if item := context.get("original"):
            place = [self.opts.model_name, item.pk]
            context["previews"] = in_each_language("news:preview", place)
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Shows the link that is open; makes one, or ends it, when a button is pressed."""
        item = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        if request.method == "POST":
            return self.link_changed(request, item)
        link = PreviewLink.objects.of(item).open().first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": item,
            "title": _("Link for a colleague: “%(item)s”") % {"item": item},
            "link": link,
            "seen": key_of(link),
            "ways": in_each_language("news:preview_shared", [link.address]) if link else [],
            "days": LASTS.days,
        }
        return TemplateResponse(request, "admin/news/preview_link.html", context)

    def link_changed(self, request: HttpRequest, item) -> HttpResponse:
        """`seen` is the key of the link that the page showed: a second press ends no newer one."""
        link = PreviewLink.objects.of(item).open().first()
        if request.POST.get("seen", key_of(link)) != key_of(link):
            said = _("The link was changed after you had opened this page. It stands as follows.")
            self.message_user(request, said, messages.WARNING)
        else:
            said = self.changed(item, is_ended="end" in request.POST)
            self.log_change(request, item, said)
            self.message_user(request, said, messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_link"
        return redirect(reverse(name, args=[item.pk]))

    def changed(self, item, *, is_ended: bool) -> str:
        if is_ended:
            PreviewLink.objects.of(item).delete()
            return _("The link has ended.")
        make_link(item)
        return _("The link is made. A link made before it has ended.")


def key_of(link: PreviewLink | None) -> str:
    return link.key if link else ""


def in_each_language(name: str, place: list) -> list[Way]:
    """Its address on English and on Chinese pages, named in the language of the administration."""
    words = [_("Preview in English"), _("Preview in Chinese")]
    ways = []
    for word, (code, _name) in zip(words, settings.LANGUAGES, strict=True):
        with translation.override(code):
            ways.append(Way(word, reverse(name, args=place)))
    return ways
