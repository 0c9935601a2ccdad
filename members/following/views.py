"""Agreements that the member who is logged in follows; the button stands on a public page."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.register.dates import PartialDate
from agreements.register.former import removal_of
from agreements.register.models import Agreement
from agreements.register.removal import Removal
from members.profile.access import member_page

from .models import Follow

LIST = "members:following:follow_list"
MOST_LISTED = 200


@member_page
@require_safe
def follow_list(request: HttpRequest) -> HttpResponse:
    follows = list(Follow.objects.of(request.member).with_changes()[:MOST_LISTED])
    gone = removals(follow.entry for follow in follows if follow.agreement is None)
    for follow in follows:
        follow.newest = newest_change(follow.changes)
        follow.removal = gone.get(follow.entry)
    told = [follow for follow in follows if follow.agreement or follow.removal]
    return render(request, "members/following/follow_list.html", {"follows": told})


def removals(entries: Iterable[int]) -> dict[int, Removal]:
    """By the key of the entry that was taken out. One query."""
    return {one.entry: one for one in Removal.objects.filter(entry__in=list(entries))}


def newest_change(changes: list[dict]) -> dict | None:
    """The last step that came in, with its date as far as it is known."""
    if not changes:
        return None
    newest = changes[0]
    return newest | {"date": PartialDate.of_text(newest["first"], newest["precision"])}


@member_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, agreement: str) -> HttpResponse:
    """The page asks; following twice is following."""
    entry = get_object_or_404(Agreement, slug=agreement)
    if request.method != "POST":
        since = Follow.objects.of(request.member).filter(agreement=entry).first()
        context = {"agreement": entry, "follow": since}
        return render(request, "members/following/follow.html", context)
    Follow.objects.get_or_create(member=request.member, agreement=entry)
    messages.success(request, _("You follow this agreement: %(label)s") % {"label": entry.label})
    return redirect(LIST)


@member_page
@require_POST
def unfollow(request: HttpRequest, agreement: str) -> HttpResponse:
    """Of what the member follows; to end it twice is to have ended it."""
    entry = Agreement.objects.filter(slug=agreement).first() or removal_of(agreement)
    if entry is None:
        raise Http404
    Follow.objects.filter(member=request.member).at(agreement).delete()
    messages.success(
        request, _("You no longer follow this agreement: %(label)s") % {"label": entry.label}
    )
    return redirect(LIST)


@member_page
@require_safe
def button(request: HttpRequest, agreement: str) -> HttpResponse:
    """A part of the agreement's page, which a member's browser asks for."""
    entry = get_object_or_404(Agreement, slug=agreement)
    since = Follow.objects.of(request.member).filter(agreement=entry).first()
    return render(request, "members/following/button.html", {"agreement": entry, "follow": since})
