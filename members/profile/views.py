"""The profile: names, language, time zone; addresses and log-in are allauth's pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .access import form_page, member_page
from .fields import typed
from .profile_forms import ProfileForm
from .time_zones import SUGGESTED


@member_page
@require_safe
def profile_detail(request: HttpRequest) -> HttpResponse:
    return render(request, "members/profile/profile_detail.html", {"member": request.member})


@member_page
@form_page
def profile_edit(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(typed(request), member=request.member)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your profile is saved."))
        return redirect("members:profile:profile_detail")
    context = {"form": form, "zones": SUGGESTED}
    return render(request, "members/profile/profile_edit.html", context)
