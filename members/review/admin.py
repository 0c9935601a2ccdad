"""The reviewers' desk: a queue, and one case with its claim beside its evidence.

Both are pages of their own in the administration. Every decision is a verb of the qualification.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.evidence.admin import OnlyShown
from members.evidence.suggestions import chosen_keys
from members.profile.admin import OF_MEMBER, OwnCaseClosed
from members.profile.fields import typed
from members.profile.models import User
from members.qualifications.interests import Interest, is_stated
from members.qualifications.workflow import put_back, state_interest, take, verify
from members.transitions import ChangedMeanwhile, TransitionNotAllowed

from .cases import Case, cases, employers, with_facts
from .decisions import DECISIONS, Decision
from .forms import DecisionForm, QueueFilter
from .models import Review, ServiceTarget
from .paper import papers
from .queue import counted, free_for, next_for, parts, targets_by_kind

A_PAGE = 25
QUEUE = "admin:members_review_changelist"
DESK = "admin:members_review_change"


@admin.register(ServiceTarget)
class ServiceTargetAdmin(admin.ModelAdmin):
    list_display = ["kind", "working_days", "oldest_days"]
    search_fields = ["kind"]


@admin.register(Interest)
class InterestAdmin(OnlyShown, OwnCaseClosed):
    """Stated on the desk; kept as it was."""

    list_display = ["reviewer", "qualification", "member", "has_interest", "stated_at"]
    list_select_related = ["reviewer", "qualification__grade", "member__user"]
    list_filter = ["has_interest"]
    search_fields = [
        *OF_MEMBER,
        "reviewer__email",
        "reviewer__family_name",
        "reviewer__given_name",
        "reviewer__name_zh",
    ]
    date_hierarchy = "stated_at"
    fields = ["reviewer", "qualification", "member", "has_interest", "stated_at"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Review)
class ReviewAdmin(admin.ModelAdmin):
    def get_urls(self):
        start = self.admin_site.admin_view(self.start)
        return [path("start/", start, name="members_review_start"), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def page(self, request: HttpRequest, template: str, context: dict) -> TemplateResponse:
        context = self.admin_site.each_context(request) | context
        return TemplateResponse(request, f"admin/members/review/{template}.html", context)

    # --- The queue -------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            return self.approve_chosen(request)
        if not self.has_view_permission(request):
            raise PermissionDenied
        now, targets = timezone.now(), targets_by_kind()
        conditions = parts(targets, request.user, now)
        tiles = counted(conditions)
        filters = QueueFilter(request.GET, Review.objects.oldest_sent_first(), conditions)
        paginator = Paginator(with_facts(filters.qs, request.user), A_PAGE)
        if not filters.is_narrowed:
            paginator.count = next(one.number for one in tiles if one.name == filters.chosen)
        page = paginator.get_page(request.GET.get("page"))
        shown = cases(page, request.user, targets, now)
        context = {
            "title": self.opts.verbose_name_plural.capitalize(),
            "filters": filters,
            "tiles": tiles,
            "page": page,
            "page_numbers": paginator.get_elided_page_range(page.number),
            "cases": shown,
            "may_choose": any(one.may_be_chosen for one in shown),
            "may_decide": self.has_change_permission(request),
        }
        return self.page(request, "queue", context | coming_next(request.user))

    def approve_chosen(self, request: HttpRequest) -> HttpResponse:
        """Those alone that have no caution; whatever has changed meanwhile is left and told."""
        self.refuse_others(request)
        if "no_interest" not in request.POST:
            said = _("Nothing was approved: first state that you have no interest in the cases.")
            self.message_user(request, said, messages.ERROR)
            return redirect(QUEUE)
        keys = chosen_keys(request.POST.getlist("chosen"))[:A_PAGE]
        picked = Review.objects.filter(pk__in=keys).oldest_sent_first()
        chosen = with_facts(picked, request.user)
        approved = 0
        for one in cases(chosen, request.user, targets_by_kind(), timezone.now()):
            approved += self.approve_unopened(request, one)
        said = ngettext("%(number)d approved.", "%(number)d approved.", approved)
        level = messages.SUCCESS if approved else messages.WARNING
        self.message_user(request, said % {"number": approved}, level)
        return redirect(QUEUE)

    def approve_unopened(self, request: HttpRequest, case: Case) -> bool:
        if not case.may_be_chosen:
            said = _("Not approved, because it has to be opened: %(case)s")
            if case.bar:
                said = _("Not approved, because you cannot decide about it now: %(case)s")
            self.message_user(request, said % {"case": named(case.review)}, messages.WARNING)
            return False
        try:
            take(case.review, by=request.user)
            verify(case.review, by=request.user)
        except TransitionNotAllowed as refusal:
            self.message_user(request, f"{named(case.review)}: {refusal}", messages.ERROR)
            return False
        self.log_change(request, case.review, _("Approved from the list."))
        return True

    def start(self, request: HttpRequest) -> HttpResponse:
        """By a button. Whoever had to log in again comes back without having pressed it."""
        self.refuse_others(request)
        return self.go_on(request) if request.method == "POST" else redirect(QUEUE)

    def go_on(self, request: HttpRequest, after: Review | None = None) -> HttpResponse:
        """To the case that the button named, which states that there is no interest in it; if it
        is not free any more, to the door of the one that is the next by now.
        """
        named_one = self.coming(request)
        try:
            if named_one:
                take(named_one, by=request.user)
                return redirect(DESK, named_one.pk)
        except TransitionNotAllowed as refusal:
            self.message_user(request, f"{named(named_one)}: {refusal}", messages.WARNING)
        other = next_for(request.user, timezone.now(), after)
        if other:
            return redirect(DESK, other.pk)
        self.message_user(request, _("Nothing else waits for you."))
        return redirect(QUEUE)

    def coming(self, request: HttpRequest) -> Review | None:
        keys = chosen_keys([request.POST.get("coming", "")])
        return free_for(request.user, timezone.now()).filter(pk__in=keys).first()

    # --- One case --------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        sent = Review.objects.filter(submitted_at__isnull=False)
        review = with_facts(sent, request.user).filter(pk__in=chosen_keys([object_id])).first()
        if review is None:
            raise Http404
        [case] = cases([review], request.user, targets_by_kind(), timezone.now())
        if request.method == "POST":
            self.refuse_others(request)
            return self.answered(request, case)
        if case.bar or not is_on_desk(review, request.user):
            may_open = not case.bar and self.has_change_permission(request)
            return self.page(request, "gate", {"case": case, "may_open": may_open})
        return self.desk(request, case, DecisionForm(typed(request), kind=review.kind))

    def desk(self, request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
        review, files = case.review, case.review.evidence.all()
        may_open_files = request.user.has_perm("members.open_evidencefile")
        context = {
            "case": case,
            "form": form,
            "sent": review.submitted_at.isoformat(),
            "papers": papers(files, case.compared) if may_open_files else [],
            "moves": review.moves.select_related("made_by"),
        }
        return self.page(request, "desk", context | coming_next(request.user, after=review))

    def answered(self, request: HttpRequest, case: Case) -> HttpResponse:
        """By one of the buttons. Whoever comes second is told so."""
        review, pressed = case.review, request.POST.get("decision")
        try:
            if pressed == "open":
                take(review, by=request.user)
                return redirect(DESK, review.pk)
            if pressed == "interest":
                state_interest(review, by=request.user)
                self.message_user(request, _("Your interest is kept. Another reviewer decides."))
            elif pressed == "interest_in_coming":
                return self.without_coming(request, case)
            elif pressed == "next":
                put_back(review, by=request.user)
            else:
                return self.decided(request, case, DECISIONS.get(pressed))
        except TransitionNotAllowed as refusal:
            self.message_user(request, f"{named(review)}: {refusal}", messages.ERROR)
            return redirect(QUEUE)
        return self.go_on(request, after=review)

    def without_coming(self, request: HttpRequest, case: Case) -> HttpResponse:
        """The next case is somebody else's; what was typed about this one stays."""
        if case.bar or not is_on_desk(case.review, request.user):
            return redirect(DESK, case.review.pk)
        coming = self.coming(request)
        if coming:
            state_interest(coming, by=request.user)
            self.message_user(request, _("Your interest is kept. Another reviewer decides."))
        if coming and coming.member_id == case.review.member_id:
            return self.go_on(request, after=case.review)
        return self.desk(request, case, DecisionForm(request.POST, kind=case.review.kind))

    def decided(self, request: HttpRequest, case: Case, decision: Decision | None) -> HttpResponse:
        review, form = case.review, DecisionForm(request.POST, kind=case.review.kind)
        if decision is None or not is_on_desk(review, request.user):
            if not case.bar:
                self.message_user(request, _("Open it before you decide."), messages.ERROR)
            return redirect(DESK, review.pk)
        if request.POST.get("sent") != review.submitted_at.isoformat():
            raise ChangedMeanwhile(review.State(review.state), review.State.VERIFIED)
        if not form.is_valid():
            return self.desk(request, case, form)
        try:
            decision.verb(case, form, request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.desk(request, case, form)
        self.log_change(request, review, str(decision.done))
        said = _("%(done)s %(case)s") % {"done": decision.done, "case": named(review)}
        self.message_user(request, said, messages.SUCCESS)
        return self.go_on(request, after=review)

    def refuse_others(self, request: HttpRequest) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied


def coming_next(user: User, after: Review | None = None) -> dict:
    """The case that the next button opens, with what tells whether there is an interest in it."""
    coming = next_for(user, timezone.now(), after)
    return {"coming": coming, "employers": coming and employers(coming.employer_rows)}


def is_on_desk(review: Review, user: User) -> bool:
    return review.taken_by_id == user.pk and is_stated(user, review)


def named(review: Review) -> str:
    return _("%(title)s, %(member)s") % {"title": review.title, "member": review.member}
