"""Declarations of the member who is logged in: see what stands, make one, withdraw one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from members.profile.access import form_page, member_page
from members.profile.fields import typed

from .forms import DeclarationForm
from .models import Declaration
from .workflow import declare, offered, withdraw

LIST = "members:declarations:declaration_list"


@member_page
@require_safe
def declaration_list(request: HttpRequest) -> HttpResponse:
    mine = list(Declaration.objects.of(request.member))
    standing = [one for one in mine if one.is_standing]
    made = {(one.kind, one.body_id) for one in standing}
    context = {
        "standing": standing,
        "withdrawn": [one for one in mine if not one.is_standing],
        "open": [one for one in offered(request.member) if (one.kind, one.body_id) not in made],
    }
    return render(request, "members/declarations/declaration_list.html", context)


@member_page
@form_page
def declaration_make(request: HttpRequest, kind: str) -> HttpResponse:
    declaration = next((one for one in offered(request.member) if one.kind == kind), None)
    if declaration is None:
        raise Http404
    same = {"kind": kind, "body": declaration.body}
    if Declaration.objects.of(request.member).standing().filter(**same).exists():
        return redirect(LIST)
    form = DeclarationForm(typed(request), edition=declaration.edition)
    if form.is_valid():
        declare(declaration, on=timezone.localdate())
        messages.success(request, _("Declared: %(title)s") % {"title": declaration.title})
        return redirect(LIST)
    context = {"declaration": declaration, "form": form}
    return render(request, "members/declarations/declaration_make.html", context)


@member_page
@form_page
def declaration_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    declaration = get_object_or_404(Declaration.objects.of(request.member), pk=pk)
    if not declaration.is_standing:
        return redirect(LIST)
    if request.method == "POST":
        withdraw(declaration, on=timezone.localdate())
        messages.success(request, _("Withdrawn: %(title)s") % {"title": declaration.title})
        return redirect(LIST)
    context = {"declaration": declaration}
    return render(request, "members/declarations/declaration_withdraw.html", context)
