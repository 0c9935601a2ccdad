"""Publishing in the administration: how an item stands, what it lacks, and the moves it can make.

Without the permission to publish nobody sets a time, nor changes a language that has one; they
write their wishes and ask.
"""

from collections.abc import Iterable
from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from news.approval import LANGUAGES
from news.publication import Publication, work_first

from .checks import Weight
from .facts import all_findings
from .filters import STATE_FILTERS
from .forms import TIMES, BeijingMoment, PossibleMoment, PublicationForm
from .sentences import sentence
from .words import told, what_happens, wished
from .workflow import (
    AnsweredAlready,
    ask,
    closed,
    may_publish,
    publish,
    refuse_unfinished,
    settle,
    take_back,
    to_publish,
    withdraw,
)

# What stands in the place of a time for those who may only wish for it.
WISHES = {
    "published_at_en": "wished_at_en",
    "published_at_zh": "wished_at_zh",
    "withdrawn_at": None,
}
PANEL = ["stands", "before_publishing"]
VERBS = ("publish", "withdraw", "ask", "take_back")
PARTS = "admin/news/publishing"


class PublishingAdmin(admin.ModelAdmin):
    """`publish`, `withdraw` and `ask` of the workflow, as buttons of the form and in the list."""

    form = PublicationForm
    list_filter = STATE_FILTERS
    actions = ["publish_now", "withdraw_now"]
    formfield_overrides = {
        models.DateTimeField: {"form_class": PossibleMoment, "widget": BeijingMoment}
    }

    # --- The list --------------------------------------------------------------------------------

    def get_ordering(self, request):
        return work_first(timezone.now())

    @admin.display(description=_("title"))
    def headline(self, item):
        """In the other language while this one has none."""
        return item.title or item.title_en or item.title_zh

    @admin.display(description=_("English"), ordering="published_at_en")
    def english(self, item):
        return badge(item, "en")

    @admin.display(description=_("Chinese"), ordering="published_at_zh")
    def chinese(self, item):
        return badge(item, "zh")

    def waiting(self, request: HttpRequest) -> tuple[str, str] | None:
        """For the front page: what waits for those who may approve it."""
        if not self.has_publish_permission(request):
            return None
        number = self.model._default_manager.filter(asked_at__isnull=False).count()
        words = {"kind": capfirst(self.opts.verbose_name_plural), "number": number}
        said = gettext("%(kind)s that wait for approval: %(number)s") % words
        return (said, "approval=waiting") if number else None

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user, self.model)

    @admin.action(permissions=["publish"], description=_("Publish now what is whole"))
    def publish_now(self, request, items):
        for item in items:
            self.make_public(request, item)

    @admin.action(permissions=["publish"], description=_("Withdraw now"))
    def withdraw_now(self, request, items):
        for item in items:
            self.make_hidden(request, item)

    # --- What the form holds ---------------------------------------------------------------------

    def get_object(self, request, object_id, from_field=None):
        """With whoever opens it: columns that are only shown are not told."""
        item = super().get_object(request, object_id, from_field)
        if item is not None:
            item.opened_by = request.user
        return item

    def get_fieldsets(self, request, obj=None):
        """Times for those who may publish, wishes for the others; how it stands above them."""
        swap = {} if self.has_publish_permission(request) else WISHES
        return [
            (title, {**options, "fields": self.placed(options["fields"], swap, obj)})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def placed(self, fields, swap: dict, item: Publication | None) -> list:
        if TIMES[0] not in fields:
            return list(fields)
        placed = [swap.get(name, name) for name in fields if swap.get(name, name)]
        return [*(PANEL if item else ()), *placed]

    def get_readonly_fields(self, request, obj=None):
        fields = [*super().get_readonly_fields(request, obj), *PANEL]
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        return [*fields, *(name for name in shut(request, obj, names) if name not in fields)]

    def get_prepopulated_fields(self, request, obj=None):
        kept = self.get_readonly_fields(request, obj)
        fields = super().get_prepopulated_fields(request, obj)
        return {
            name: sources
            for name, sources in fields.items()
            if not {name, *sources}.intersection(kept)
        }

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.verb = pressed(request) if pressed(request) in self.verbs_for(request, obj) else ""
        return form

    def has_change_permission(self, request, obj=None):
        is_shut = obj is not None and len(closed(obj)) == len(LANGUAGES)
        may_change = super().has_change_permission(request, obj)
        return may_change and (not is_shut or self.has_publish_permission(request))

    # --- How it stands ---------------------------------------------------------------------------

    @admin.display(description=_("How it stands"))
    def stands(self, item):
        saved = self.model._default_manager.select_related("asked_by").get(pk=item.pk)
        context = {
            "item": saved,
            "opts": self.opts,
            "what": what_happens(saved, timezone.now()),
            "may_publish": may_publish(item.opened_by, item),
            "wishes": wished(saved) if saved.is_waiting else [],
            "closed": [LANGUAGES[language] for language in closed(saved)],
        }
        return render_to_string(f"{PARTS}/_stands.html", context)

    @admin.display(description=_("Before publishing"))
    def before_publishing(self, item):
        return findings_of(item) or _("Nothing is missing.")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        can_save = self.has_change_permission(request, obj) if change else True
        context["verbs"] = self.verbs_for(request, obj) if can_save else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def verbs_for(self, request: HttpRequest, item: Publication | None) -> dict[str, str]:
        """Buttons beside Save, as the item stands for this person."""
        now = timezone.now()
        if not self.has_publish_permission(request):
            if item and item.is_waiting:
                return {"take_back": _("Save and take the request back")}
            return {"ask": _("Save and ask for approval")}
        states = {item.state_in(language, now) for language in LANGUAGES} if item else set()
        verbs = {}
        if states != {"published"}:
            verbs["publish"] = _("Save and publish now")
        if states & {"published", "scheduled"}:
            verbs["withdraw"] = _("Save and withdraw now")
        return verbs

    # --- What a save does ------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        chosen = [name for name in TIMES if name in form.changed_data and getattr(obj, name)]
        if chosen:
            settle(obj, by=request.user)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        moves = {
            "publish": partial(self.make_public, request),
            "withdraw": partial(self.make_hidden, request),
            "ask": partial(self.make_request, request),
            "take_back": partial(self.make_draft, request),
        }
        if form.verb:
            moves[form.verb](form.instance)
        else:
            self.say_what_happens(request, form)

    def say_what_happens(self, request: HttpRequest, form: PublicationForm) -> None:
        """After a save that chose a time."""
        item = form.instance
        chosen = {name[-2:] for name in TIMES if name in form.changed_data}
        starts = {one: getattr(item, f"published_at_{one}") for one in chosen}
        if any(starts.values()):
            self.message_user(request, what_happens(item, timezone.now()))
            self.warn(request, item, starts)

    def make_public(self, request: HttpRequest, item: Publication) -> None:
        now = timezone.now()
        languages = to_publish(item, now)
        if not languages:
            self.say_already(request, item, gettext("Everything is published already."))
            return
        try:
            refuse_unfinished(item, languages)
            for language in languages:
                publish(item, language, by=request.user, at=now)
        except ValidationError as refusal:
            self.message_user(request, f"{item}: {' '.join(refusal.messages)}", messages.ERROR)
            return
        self.told(request, item, gettext("Published."))
        self.warn(request, item)

    def make_hidden(self, request: HttpRequest, item: Publication) -> None:
        if not withdraw(item, by=request.user):
            self.say_already(request, item, gettext("It is withdrawn already."))
            return
        self.told(request, item, gettext("Withdrawn."))

    def say_already(self, request: HttpRequest, item: Publication, said: str) -> None:
        self.message_user(request, f"{item}: {said}", messages.WARNING)

    def make_request(self, request: HttpRequest, item: Publication) -> None:
        ask(item, by=request.user)
        self.log_change(request, item, gettext("Asked for approval."))
        said = gettext("“%(item)s” now waits for somebody who may publish it.") % {"item": item}
        self.message_user(request, said, messages.SUCCESS)

    def make_draft(self, request: HttpRequest, item: Publication) -> None:
        try:
            take_back(item)
        except AnsweredAlready as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.log_change(request, item, gettext("Took the request back."))
            self.message_user(request, gettext("The request is taken back."), messages.SUCCESS)

    def told(self, request: HttpRequest, item: Publication, done: str) -> None:
        self.log_change(request, item, done)
        said = f"{item}: {what_happens(item, timezone.now())}"
        self.message_user(request, said, messages.SUCCESS)

    def warn(self, request: HttpRequest, item: Publication, starts: dict | None = None) -> None:
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[item.pk])
        if found := findings_of(item, starts, page):
            self.message_user(request, found, messages.WARNING)


def shut(request: HttpRequest, item: Publication | None, names: Iterable[str]) -> list[str]:
    """Fields closed to who may not publish: of a language that has its time, and of both."""
    taken = [] if item is None or may_publish(request.user, item) else closed(item)
    others = tuple(f"_{language}" for language in LANGUAGES if language not in taken)
    return [name for name in names if taken and not name.endswith(others)]


def pressed(request: HttpRequest) -> str:
    """The verb of the button."""
    return next((name for name in VERBS if f"_{name}" in request.POST), "")


def badge(item: Publication, language: str) -> SafeString:
    return render_to_string(f"{PARTS}/_badge.html", {"told": told(item, language, timezone.now())})


def findings_of(item: Publication, starts: dict | None = None, page: str = "") -> SafeString | str:
    """As a list with a link to each field; "" when nothing is found. `page` is that of the form."""
    rows = [
        {"words": sentence(one), "link": f"{page}#{anchor(one.field)}", "weight": one.weight}
        for one in all_findings(item, starts)
    ]
    groups = {weight: [row for row in rows if row["weight"] is weight] for weight in Weight}
    context = {"musts": groups[Weight.MUST], "looks": groups[Weight.LOOK]}
    return render_to_string(f"{PARTS}/_findings.html", context) if rows else ""


def anchor(field: str) -> str:
    """Where the form has it."""
    if field in {"pictures", "attachments", "stories"}:
        return f"{field}-group"
    return f"id_{field}_0" if field.startswith("published_at") else f"id_{field}"
