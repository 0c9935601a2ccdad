"""Rows that staff decide about: a page for each decision, beside the page of the row."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from members.profile.admin import OwnCaseClosed
from members.profile.fields import typed
from members.profile.models import User
from members.transitions import TransitionNotAllowed


@dataclass(frozen=True)
class Decision:
    """`verb(row, by=user, **answers)` with the answers of `form`.

    `may` says who decides about a row, `fits` in which state it is offered.
    """

    verb: Callable[..., None]
    form: type[forms.Form]
    label: Promise
    done: Promise
    may: Callable[[User, models.Model], bool]
    fits: Callable[[models.Model], bool]

    @property
    def name(self) -> str:
        return self.verb.__name__


class DecisionAdmin(OwnCaseClosed):
    """Each decision is a button on the page of the row, and a page that asks what it needs.

    A verb that refuses says why; whoever comes second is told so on the page of the row.
    """

    change_form_template = "admin/members/decided_change_form.html"
    decisions: tuple[Decision, ...] = ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide)
        return [path("<int:pk>/decide/<slug:verb>/", view, name=name), *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        """A row outside the visitor's own list is not there."""
        row = super().get_object(request, object_id, from_field)
        if row is None:
            raise Http404
        return row

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, object_id)
        context = {"decisions": self.open_to(request, row), "seen": last_change(row)}
        context |= extra_context or {}
        return super().change_view(request, object_id, form_url, context)

    def open_to(self, request: HttpRequest, row: models.Model) -> list[Decision]:
        """What this visitor may decide about the row as it stands."""
        return [one for one in self.decisions if one.fits(row) and self.may(request, one, row)]

    def may(self, request: HttpRequest, decision: Decision, row: models.Model) -> bool:
        """Being staff is not enough, and nobody decides their own case."""
        return not self.is_own(request, row) and decision.may(request.user, row)

    def decide(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        decision = next((one for one in self.decisions if one.name == verb), None)
        if decision is None:
            raise Http404
        row = self.get_object(request, str(pk))
        if not self.may(request, decision, row):
            raise PermissionDenied
        if request.GET.get("seen", "") not in ("", last_change(row)):
            said = _("Somebody else changed this meanwhile. Read it again before you decide.")
            self.message_user(request, said, messages.ERROR)
            return redirect(self.address("change", row.pk))
        if not decision.fits(row) and request.method != "POST":
            said = _("This cannot be decided as it stands now.")
            self.message_user(request, said, messages.ERROR)
            return redirect(self.address("change", row.pk))
        form = self.form_of(request, decision, row)
        if form.is_valid():
            return self.decided(request, row, decision, form)
        return self.asked(request, row, decision, form)

    def form_of(self, request: HttpRequest, decision: Decision, row: models.Model) -> forms.Form:
        """Overridden where what is asked rests on the row."""
        return decision.form(typed(request))

    def decided(
        self, request: HttpRequest, row: models.Model, decision: Decision, form: forms.Form
    ) -> HttpResponse:
        try:
            decision.verb(row, by=request.user, **form.cleaned_data)
        except TransitionNotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(self.address("change", row.pk))
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
            return self.asked(request, row, decision, form)
        self.log_change(request, row, str(decision.done))
        self.message_user(request, f"{row}: {decision.done}", messages.SUCCESS)
        return redirect(self.address("changelist"))

    def asked(
        self, request: HttpRequest, row: models.Model, decision: Decision, form: forms.Form
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "decision": decision,
            "title": decision.label,
            "form": form,
            "fieldset": admin.helpers.Fieldset(form, fields=list(form.fields)),
        }
        return TemplateResponse(request, "admin/members/decide.html", context)

    def address(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)


def having(right: str) -> Callable[[User, models.Model], bool]:
    """Whoever has the permission, whatever the row."""
    return lambda user, row: user.has_perm(right)


def last_change(row: models.Model) -> str:
    """What was looked at, for rows that their member can change while staff decide."""
    changed_at = getattr(row, "updated_at", None)
    return changed_at.isoformat() if changed_at else ""
