"""Statements of the member who is logged in: enter one with its proof, send it, follow it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from members.cpd.statements import Statement
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed
from members.transitions import TransitionNotAllowed

from . import workflow
from .forms import StatementForm

State = Statement.State


@member_page
@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    statements = list(Statement.objects.of(request.member).newest_first())
    return render(request, "members/statements/statement_list.html", {"statements": statements})


@member_page
@form_page
def statement_add(request: HttpRequest) -> HttpResponse:
    new = Statement(member=request.member)
    form = StatementForm(typed(request), sent_files(request), instance=new)
    if form.is_readable and (first := workflow.sent_twice(form.instance)):
        first.evidence.add(*form.cleaned_data["evidence"])
        messages.success(request, _("This statement was there already."))
        return redirect(first)
    if form.is_valid():
        statement = form.save()
        messages.success(request, _("Saved as a draft: %(title)s") % {"title": statement.title})
        return redirect(statement)
    return render(request, "members/statements/statement_add.html", {"form": form})


@member_page
@require_safe
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    statement = own(request, pk)
    context = {
        "statement": statement,
        "files": list(statement.evidence.newest_first()),
        "credits": list(statement.credits.select_related("requirement", "equivalence")),
        "overlapping": list(workflow.overlapping(statement)),
    }
    return render(request, "members/statements/statement_detail.html", context)


@member_page
@form_page
def statement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    statement = own(request, pk)
    form = StatementForm(typed(request), sent_files(request), instance=statement)
    if statement.is_editable and form.is_valid():
        form.save()
        messages.success(request, _("Saved: %(title)s") % {"title": statement.title})
        return redirect(statement)
    is_late = form.is_bound and not statement.is_editable
    return render(
        request,
        "members/statements/statement_edit.html",
        {"statement": statement, "form": form},
        status=409 if is_late else 200,
    )


@member_page
@require_POST
def statement_send(request: HttpRequest, pk: int) -> HttpResponse:
    statement = own(request, pk)
    try:
        if statement.state != Statement.State.SUBMITTED:
            workflow.send(statement)
        messages.success(request, _("Sent to the Society: %(title)s") % {"title": statement.title})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(statement)


@member_page
@require_POST
def statement_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    statement = own(request, pk)
    try:
        workflow.withdraw(statement)
        messages.success(request, _("Withdrawn: %(title)s") % {"title": statement.title})
    except TransitionNotAllowed as refusal:
        messages.error(request, str(refusal))
    return redirect(statement)


@member_page
@form_page
def statement_delete(request: HttpRequest, pk: int) -> HttpResponse:
    statement = own(request, pk)
    if request.method == "POST" and statement.is_editable:
        statement.delete()
        messages.success(request, _("Deleted: %(title)s") % {"title": statement.title})
        return redirect("members:statements:statement_list")
    return render(
        request,
        "members/statements/statement_delete.html",
        {"statement": statement},
        status=409 if request.method == "POST" else 200,
    )


def own(request: HttpRequest, pk: int) -> Statement:
    """The member's own; held until the answer when it may be changed."""
    mine = Statement.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    return get_object_or_404(mine, pk=pk)
