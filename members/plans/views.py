"""The plan of the member who is logged in: what they intend, what for, and what they learned."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.pathways.in_force import rules_in_force
from members.cpd.closing import PeriodClosed
from members.cpd.facts import holder
from members.cpd.forms import RecordForm
from members.cpd.gauge import gauges
from members.cpd.goals import Goal
from members.cpd.models import Record
from members.cpd.plan import PlannedActivity
from members.profile.access import form_page, member_page
from members.profile.fields import sent_files, typed
from members.twice import first_of_two

from . import workflow
from .forms import GoalForm, PlannedActivityForm
from .progress import ZERO, progress, reflected

A_PAGE = 25
LIST = "members:plans:activity_list"


@member_page
@require_safe
def activity_list(request: HttpRequest) -> HttpResponse:
    member, today = request.member, timezone.localdate()
    records = list(Record.objects.of(member).newest_first())
    plan = list(PlannedActivity.objects.of(member).by_date().select_related("goal", "record"))
    planned = [one for one in plan if one.is_open]
    paginator = Paginator([one for one in reversed(plan) if not one.is_open], A_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    goals = progress(Goal.objects.of(member).newest_first(), records, planned)
    context = {
        "year": str(today.year),
        "gauges": gauges(holder(member), records, rules_in_force(today), today),
        "planned": [(one, one.state(today)) for one in planned],
        "planned_hours": sum((one.hours or ZERO for one in planned), ZERO),
        "closed": [(one, one.state(today)) for one in page.object_list],
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number),
        "goals": [one for one in goals if one.goal.is_open],
        "archived": [one for one in goals if not one.goal.is_open],
        "reflected": reflected(records, today.year),
    }
    return render(request, "members/plans/activity_list.html", context)


@member_page
@form_page
def activity_add(request: HttpRequest) -> HttpResponse:
    new = PlannedActivity(member=request.member, goal=chosen_goal(request))
    if new.goal:
        new.aspect = new.goal.aspect
    form = PlannedActivityForm(typed(request), instance=new)
    if form.is_valid():
        first = first_of_two(new, ("member", *form.Meta.fields))
        said = _("This was planned already: %(title)s") if first else _("Planned: %(title)s")
        messages.success(request, said % {"title": first or form.save()})
        return redirect("members:plans:activity_add" if "again" in request.POST else LIST)
    return render(request, "members/plans/activity_add.html", {"form": form})


def chosen_goal(request: HttpRequest) -> Goal | None:
    """The open goal from whose page the form was opened."""
    written = request.GET.get("goal", "")
    if not (written.isascii() and written.isdecimal() and len(written) < 19):
        return None
    return Goal.objects.of(request.member).open().filter(pk=written).first()


@member_page
@form_page
def activity_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done or dropped is only shown."""
    planned = own(request, pk)
    form = PlannedActivityForm(typed(request), instance=planned)
    if planned.is_open and form.is_valid():
        messages.success(request, _("Saved: %(title)s") % {"title": form.save()})
        return redirect(LIST)
    context = {
        "planned": planned,
        "state": planned.state(timezone.localdate()),
        "form": form,
    }
    is_late = form.is_bound and not planned.is_open
    return render(
        request, "members/plans/activity_edit.html", context, status=409 if is_late else 200
    )


@member_page
@require_POST
def activity_log(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: the entry as it was planned. Where the hours are missing, or the day has not come,
    its form asks first.
    """
    planned, today = own(request, pk), timezone.localdate()
    if planned.is_open and (planned.hours is None or planned.is_ahead(today)):
        return redirect("members:plans:activity_record", planned.pk)
    try:
        workflow.log(planned, planned.as_entry(today))
    except workflow.NotOpen:
        return already(request, planned)
    except PeriodClosed as refusal:
        messages.error(request, refusal.message)
        return redirect("members:plans:activity_record", planned.pk)
    messages.success(request, _("Logged: %(title)s") % {"title": planned.title})
    return redirect(LIST)


@member_page
@form_page
def activity_record(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of an entry, filled in with what was planned."""
    planned = own(request, pk)
    if not planned.is_open:
        return already(request, planned)
    entry = planned.as_entry(timezone.localdate())
    form = RecordForm(typed(request), sent_files(request), instance=entry)
    if form.is_valid() and logged(planned, form):
        messages.success(request, _("Logged: %(title)s") % {"title": entry.title})
        return redirect(LIST)
    context = {"planned": planned, "form": form}
    return render(request, "members/plans/activity_record.html", context)


def logged(planned: PlannedActivity, form: RecordForm) -> bool:
    """Whether the entry is saved; the form says so where its day is closed."""
    try:
        workflow.log(planned, form.instance, form.cleaned_data["evidence"])
    except PeriodClosed as refusal:
        form.add_error("done_on", refusal)
        return False
    return True


def already(request: HttpRequest, planned: PlannedActivity) -> HttpResponse:
    is_done = planned.record_id is not None
    said = _("Logged before: %(title)s") if is_done else _("It was dropped: %(title)s")
    messages.info(request, said % {"title": planned.title})
    return redirect(planned)


@member_page
@require_POST
def activity_drop(request: HttpRequest, pk: int) -> HttpResponse:
    planned = own(request, pk)
    try:
        workflow.drop(planned, on=timezone.localdate())
    except workflow.NotOpen:
        return already(request, planned)
    messages.success(request, _("Dropped: %(title)s") % {"title": planned.title})
    return redirect(LIST)


@member_page
@require_POST
def activity_resume(request: HttpRequest, pk: int) -> HttpResponse:
    planned = own(request, pk)
    if planned.dropped_on is None:
        return redirect(planned)
    workflow.resume(planned)
    messages.success(request, _("Planned again: %(title)s") % {"title": planned.title})
    return redirect(planned)


@member_page
@form_page
def activity_delete(request: HttpRequest, pk: int) -> HttpResponse:
    planned = own(request, pk)
    if request.method == "POST":
        planned.delete()
        messages.success(request, _("Deleted: %(title)s") % {"title": planned.title})
        return redirect(LIST)
    context = {"planned": planned, "state": planned.state(timezone.localdate())}
    return render(request, "members/plans/activity_delete.html", context)


def own(request: HttpRequest, pk: int) -> PlannedActivity:
    """The member's own; held until the answer when it may be changed."""
    mine = PlannedActivity.objects.of(request.member).select_related("goal", "record")
    if request.method == "POST":
        mine = mine.select_for_update(of=("self",))
    return get_object_or_404(mine, pk=pk)


# --- Goals ---------------------------------------------------------------------------------------


@member_page
@form_page
def goal_add(request: HttpRequest) -> HttpResponse:
    new = Goal(member=request.member, year=timezone.localdate().year)
    form = GoalForm(typed(request), instance=new)
    if form.is_valid():
        first = first_of_two(new, ("member", *form.Meta.fields))
        said = _("This goal was there already: %(goal)s") if first else _("Goal set: %(goal)s")
        goal = first or form.save()
        messages.success(request, said % {"goal": goal})
        return redirect(goal)
    return render(request, "members/plans/goal_add.html", {"form": form})


@member_page
@require_safe
def goal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    goal, today = own_goal(request, pk), timezone.localdate()
    records = list(goal.cpd_records.newest_first())
    planned = list(goal.planned_activities.by_date())
    (found,) = progress([goal], records, [one for one in planned if one.is_open])
    context = {
        "goal": goal,
        "progress": found,
        "records": records,
        "planned": [(one, one.state(today)) for one in planned if one.record_id is None],
    }
    return render(request, "members/plans/goal_detail.html", context)


@member_page
@form_page
def goal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    goal = own_goal(request, pk)
    form = GoalForm(typed(request), instance=goal)
    if form.is_valid():
        messages.success(request, _("Saved: %(title)s") % {"title": form.save()})
        return redirect(goal)
    return render(request, "members/plans/goal_edit.html", {"goal": goal, "form": form})


@member_page
@require_POST
def goal_archive(request: HttpRequest, pk: int) -> HttpResponse:
    goal = own_goal(request, pk)
    workflow.archive(goal, on=timezone.localdate())
    messages.success(request, _("Archived: %(goal)s") % {"goal": goal})
    return redirect(LIST)


@member_page
@require_POST
def goal_take_up(request: HttpRequest, pk: int) -> HttpResponse:
    goal = own_goal(request, pk)
    workflow.take_up(goal)
    messages.success(request, _("Taken up again: %(goal)s") % {"goal": goal})
    return redirect(goal)


def own_goal(request: HttpRequest, pk: int) -> Goal:
    mine = Goal.objects.of(request.member)
    if request.method == "POST":
        mine = mine.select_for_update()
    return get_object_or_404(mine, pk=pk)


# --- Reflection ----------------------------------------------------------------------------------


@member_page
@require_safe
def reflection_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    mine = Record.objects.of(request.member)
    years = sorted({today.year, *mine.years()}, reverse=True)
    written = request.GET.get("year", "")
    year = next((one for one in years if str(one) == written), today.year)
    context = {
        "year": str(year),
        "years": [str(one) for one in years],
        "reflected": reflected(mine.in_year(year).newest_first(), year),
    }
    return render(request, "members/plans/reflection_list.html", context)
