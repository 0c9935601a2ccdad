"""The versions of an item in the administration: their list, two side by side, the way back."""

from typing import NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from reversion.models import Revision

from .comparison import Comparison, compare
from .overtaking import stamp
from .snapshots import Snapshot, as_it_stands, as_kept, fields_of
from .words import Names, in_beijing
from .workflow import (
    FOUND,
    OVER,
    PUBLISHING,
    RESTORED,
    TIMES,
    held,
    refusal_in_words,
    restore,
    versions_of,
)

PAGE_SIZE = 25
NOW = "now"


class Entry(NamedTuple):
    """A version in the list."""

    revision: Revision
    heading: str
    note: str
    changed: Comparison | None  # against the one before; None for the first
    before: int | None


class VersionsAdmin(admin.ModelAdmin):
    def get_urls(self):
        name, wrap = self.opts, self.admin_site.admin_view
        name = f"{name.app_label}_{name.model_name}"
        pages = {
            "": (self.version_list, "versions"),
            "compare/": (self.version_compare, "compare"),
            "<int:revision>/restore/": (self.version_restore, "restore"),
        }
        return [
            path(f"<int:pk>/versions/{place}", wrap(view), name=f"{name}_{word}")
            for place, (view, word) in pages.items()
        ] + super().get_urls()

    @method_decorator(require_safe)
    def version_list(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.item_for(request, pk)
        kept = with_rows(item)
        page = Paginator(kept, PAGE_SIZE).get_page(request.GET.get("page"))
        first = (page.number - 1) * PAGE_SIZE
        entries = entries_of(item, list(kept[first : first + PAGE_SIZE + 1]))[:PAGE_SIZE]
        title = _("Versions of “%(item)s”") % {"item": item}
        return self.version_page(request, item, title, "list", page=page, entries=entries, now=NOW)

    @method_decorator(require_safe)
    def version_compare(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = self.item_for(request, pk)
        keys = in_time(request.GET.get("older", ""), request.GET.get("newer", NOW))
        (older, before), (newer, after) = (side(item, key) for key in keys)
        title = _("Two versions of “%(item)s”") % {"item": item}
        compared = {"comparison": compare(before, after), "older": older, "newer": newer}
        return self.version_page(
            request,
            item,
            title,
            "compare",
            older_key=keys[0],
            newer_key=keys[1],
            now=NOW,
            **compared,
        )

    def version_restore(self, request: HttpRequest, pk: int, revision: int) -> HttpResponse:
        item = self.item_for(request, pk, "restore")
        earlier = revision_of(item, str(revision))
        refusal: list[str] = []
        if request.method == "POST":
            try:
                return self.restored(request, item, earlier)
            except ValidationError as error:
                refusal = refusal_in_words(item, error)
            except IntegrityError:
                refusal = [_("Somebody else saved in the same moment. Please try again.")]
        title = _("Restore a version of “%(item)s”") % {"item": item}
        compared = {"older": _("As it is now"), "newer": heading_of(earlier)}
        whole = compare(as_it_stands(item), as_kept(earlier, item))
        compared["comparison"], compared["publishing"] = whole.apart(*PUBLISHING)
        compared["may_publish"] = self.may_publish(request, item)
        compared["seen"] = stamp(item)
        return self.version_page(request, item, title, "restore", refusal=refusal, **compared)

    def restored(self, request: HttpRequest, item, earlier: Revision) -> HttpResponse:
        with_publishing = "publishing" in request.POST and self.may_publish(request, item)
        with transaction.atomic():
            as_it_is = held(item)
            refuse_unseen(request, as_it_is)
            left_out = restore(as_it_is, earlier, by=request.user, with_publishing=with_publishing)
            said = _("Restored, as a new version: %(version)s.") % {"version": heading_of(earlier)}
            self.log_change(request, item, said)
        self.message_user(request, said, messages.SUCCESS)
        told_of(self, request, left_out)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return redirect(reverse(name, args=[item.pk]))

    def may_publish(self, request: HttpRequest, item: models.Model) -> bool:
        """Whether the form lets this editor write when the item is public."""
        written = set(flatten_fieldsets(self.get_fieldsets(request, item)))
        return set(TIMES) <= written - set(self.get_readonly_fields(request, item))

    def may_restore(self, request: HttpRequest, item: models.Model) -> bool:
        """A version is restored whole: by those to whom no part of the item is closed."""
        shut = set(self.get_readonly_fields(request, item))
        is_open = not shut.intersection(field.name for field in fields_of(self.model))
        return is_open and self.has_change_permission(request, item)

    def item_for(self, request: HttpRequest, pk: int, to: str = "view") -> models.Model:
        """Being staff is not enough."""
        item = get_object_or_404(self.get_queryset(request), pk=pk)
        may = self.may_restore if to == "restore" else self.has_view_permission
        if not may(request, item):
            raise PermissionDenied
        return item

    def version_page(self, request: HttpRequest, item, title: str, template: str, **context):
        return TemplateResponse(
            request,
            f"admin/news/version_{template}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "original": item,
                "title": title,
                "may_restore": self.may_restore(request, item),
                **context,
            },
        )


def refuse_unseen(request: HttpRequest, item: models.Model | None) -> None:
    """A second press is no second version; what was saved meanwhile is not undone unseen."""
    if item is None:
        raise Http404
    if request.POST.get("seen", "") not in ("", stamp(item)):
        raise ValidationError(
            _("It was saved after you had opened this page. Below is what would change now.")
        )


def told_of(site: admin.ModelAdmin, request: HttpRequest, left_out: list[str]) -> None:
    for line in left_out:
        site.message_user(request, _("Left as it is: ") + line, messages.WARNING)


def with_rows(item: models.Model) -> models.QuerySet[Revision]:
    return versions_of(item).select_related("user").prefetch_related("version_set")


def revision_of(item: models.Model, key: str) -> Revision:
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        raise Http404(key)
    return get_object_or_404(with_rows(item), pk=key)


def side(item: models.Model, key: str) -> tuple[str, Snapshot]:
    if key == NOW:
        return _("As it is now"), as_it_stands(item)
    revision = revision_of(item, key)
    return heading_of(revision), as_kept(revision, item)


def in_time(*keys: str) -> list[str]:
    """The older one first, whichever was chosen as which."""
    return sorted(keys, key=lambda key: (key == NOW, len(key), key))


def entries_of(item: models.Model, revisions: list[Revision]) -> list[Entry]:
    """Newest first, each compared with the one that follows it in the list."""
    kept = [as_kept(revision, item) for revision in revisions]
    names, notes = Names(*kept), notes_of(revisions)
    entries = []
    for at, revision in enumerate(revisions):
        is_first = at + 1 == len(revisions)
        changed = None if is_first else compare(kept[at + 1], kept[at], names)
        before = None if is_first else revisions[at + 1].pk
        entries.append(Entry(revision, heading_of(revision), notes[revision.pk], changed, before))
    return entries


def heading_of(revision: Revision) -> str:
    """When and by whom."""
    who = str(revision.user) if revision.user else _("author not known")
    return _("%(moment)s, %(name)s") % {"moment": in_beijing(revision.date_created), "name": who}


def notes_of(revisions: list[Revision]) -> dict[int, str]:
    """In words, by the key of the version."""
    pointed_at = {
        revision.pk: int(revision.comment.partition(":")[2])
        for revision in revisions
        if revision.comment.startswith((RESTORED, OVER))
    }
    others = Revision.objects.select_related("user").in_bulk(pointed_at.values())
    return {
        revision.pk: note_of(revision, others.get(pointed_at.get(revision.pk)))
        for revision in revisions
    }


def note_of(revision: Revision, other: Revision | None) -> str:
    version = {"version": heading_of(other) if other else _("one that is no longer kept")}
    if revision.comment == FOUND:
        return _("Kept as it was found; it had been saved without this form.")
    if revision.comment.startswith(RESTORED):
        return _("Restored from the version: %(version)s.") % version
    if revision.comment.startswith(OVER):
        return _("Saved over the version: %(version)s.") % version
    return ""
