"""Who may open a page of the members' area: somebody with a record, and only their own."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .models import Member

form_page = require_http_methods(["GET", "HEAD", "POST"])

View = Callable[..., HttpResponse]


def member_page(view: View) -> View:
    """Sets `request.member`, shows times in their zone, and lets no cache keep the page.

    A visitor is sent to log in; an account without a record is told so (403). The posts of one
    member run one after the other, so what a form has checked still holds when it is saved.
    """

    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        request.member = getattr(request.user, "member", None)
        if request.member is None:
            return render(request, "members/no_record.html", status=403)
        with timezone.override(request.member.time_zone):
            if request.method != "POST":
                return view(request, *args, **kwargs)
            with transaction.atomic():
                Member.objects.select_for_update().get(pk=request.member.pk)
                return view(request, *args, **kwargs)

    return never_cache(login_required(page))
