"""The two answers to a request for approval, each a page beside that of the item."""

from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from news.approval import LANGUAGES
from news.publication import Publication

from .admin import findings_of
from .forms import ReturnForm
from .words import moment_of, what_happens, when
from .workflow import AnsweredAlready, approve, may_publish, send_back, why


class AnswerAdmin(admin.ModelAdmin):
    """`?seen=` is `updated_at` of what was read: just that is approved, or nothing."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        open_to_staff = self.admin_site.admin_view
        return [
            path("<int:pk>/approve/", open_to_staff(self.approve), name=f"{name}_approve"),
            path("<int:pk>/return/", open_to_staff(self.send_back), name=f"{name}_return"),
            *super().get_urls(),
        ]

    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        item, seen = self.opened(request, pk)
        try:
            self.refuse_other(item, seen)
            if request.method == "POST":
                approve(item, by=request.user, seen=seen)
                self.log_change(request, item, _("Approved."))
                said = f"{item}: {what_happens(item, timezone.now())}"
                return self.back(request, "changelist", said, messages.SUCCESS)
        except (AnsweredAlready, ValidationError) as refusal:
            return self.refused(request, item, refusal)
        return self.asked(request, item, _("Approve"), forms.Form())

    def send_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        item, seen = self.opened(request, pk)
        form = ReturnForm(request.POST or None)
        try:
            self.refuse_other(item, seen)
            if form.is_valid():
                send_back(item, by=request.user, seen=seen, **form.cleaned_data)
                self.log_change(request, item, _("Returned to the author."))
                said = _("“%(item)s” is returned to the author.") % {"item": item}
                return self.back(request, "changelist", said, messages.SUCCESS)
        except AnsweredAlready as refusal:
            return self.refused(request, item, refusal)
        return self.asked(request, item, _("Return to the author"), form)

    def opened(self, request: HttpRequest, pk: int) -> tuple[Publication, datetime | None]:
        """Being staff is not enough."""
        item = self.get_object(request, str(pk))
        if item is None:
            raise Http404
        if not (may_publish(request.user, item) and self.has_change_permission(request, item)):
            raise PermissionDenied
        return item, as_instant(request.GET.get("seen", ""))

    def refuse_other(self, item: Publication, seen: datetime | None) -> None:
        """Before anything is shown; the verb asks the table once more."""
        if not item.is_waiting or item.updated_at != seen:
            raise AnsweredAlready(why(item, is_waiting=item.is_waiting))

    def refused(self, request: HttpRequest, item: Publication, refusal: Exception) -> HttpResponse:
        said = " ".join(getattr(refusal, "messages", [str(refusal)]))
        return self.back(request, "change", said, messages.ERROR, item.pk)

    def back(self, request: HttpRequest, page: str, said: str, level: int, *args) -> HttpResponse:
        self.message_user(request, said, level)
        return redirect(self.address(page, *args))

    def address(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def asked(
        self, request: HttpRequest, item: Publication, label: str, form: forms.Form
    ) -> HttpResponse:
        page = self.address("change", item.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": item,
            "title": label,
            "form": form,
            "fieldset": admin.helpers.Fieldset(form, fields=list(form.fields)),
            "wishes": list(wishes_of(item)),
            "findings": findings_of(item, item.wishes, page),
            "page": page,
        }
        return TemplateResponse(request, "admin/news/publishing/answer.html", context)


def as_instant(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def wishes_of(item: Publication):
    """A sentence for each language: what approving does."""
    now = timezone.now()
    for language, at in item.wishes.items():
        words = {"language": LANGUAGES[language], "moment": moment_of(at)}
        if at <= now:
            yield _("In %(language)s at once: the time wished, %(moment)s, has passed.") % words
        else:
            words["when"] = when(at, now)
            yield _("In %(language)s %(when)s, on %(moment)s.") % words
