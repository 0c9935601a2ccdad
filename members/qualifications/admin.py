"""Qualifications in the administration: what waits longest for a reviewer stands on top."""

from django.contrib import admin
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from members.evidence.admin import EvidenceShown
from members.membership.decision_admin import Decision, DecisionAdmin
from members.profile.admin import OF_MEMBER
from members.profile.models import User

from .decision_forms import NoteForm, RevokeForm, SuspendForm
from .forms import ClaimForm
from .history import Move
from .interests import has_interest
from .models import Qualification
from .workflow import reinstate, revoke, suspend

State = Qualification.State


def reviews(user: User, held: Qualification) -> bool:
    return user.has_perm("members.change_review") and not has_interest(user, held)


class MoveInline(admin.TabularInline):
    """The history is read here and written by the verbs alone."""

    model = Move
    fields = ["made_at", "made_by", "from_state", "to_state", "reason", "note"]
    can_delete = False
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("made_by")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Qualification)
class QualificationAdmin(EvidenceShown, DecisionAdmin):
    """State and stamps are shown, never typed: they come with a decision.

    What waits is decided on the reviewers' desk (members/review), what was checked here.
    """

    form = ClaimForm
    list_display = ["qualification", "member", "kind", "state", "submitted_at", "decided_at"]
    list_select_related = ["member__user", "grade"]
    list_filter = ["state", "kind"]
    search_fields = [
        "name",
        "number",
        "grade__name_en",
        "grade__name_zh",
        *OF_MEMBER,
    ]
    date_hierarchy = "submitted_at"
    ordering = [F("submitted_at").asc(nulls_last=True), "-id"]
    autocomplete_fields = ["member", "grade"]
    readonly_fields = [
        "state",
        "submitted_at",
        "decided_at",
        "decided_by",
        "first_signed_at",
        "first_signed_by",
        "renews",
        "created_at",
    ]
    inlines = [MoveInline]
    decisions = (
        Decision(
            verb=suspend,
            form=SuspendForm,
            label=_("Suspend"),
            done=_("Suspended."),
            may=reviews,
            fits=lambda held: held.state == State.VERIFIED,
        ),
        Decision(
            verb=reinstate,
            form=NoteForm,
            label=_("End the suspension"),
            done=_("The suspension is ended."),
            may=reviews,
            fits=lambda held: held.state == State.SUSPENDED,
        ),
        Decision(
            verb=revoke,
            form=RevokeForm,
            label=_("Revoke"),
            done=_("Revoked."),
            may=reviews,
            fits=lambda held: held.state in {State.VERIFIED, State.SUSPENDED},
        ),
    )

    def has_change_permission(self, request, obj=None):
        """What was sent is what the member says, and what was checked stays as it was checked."""
        is_open = obj is None or obj.is_draft
        return is_open and super().has_change_permission(request, obj)

    @admin.display(description=_("qualification"))
    def qualification(self, held: Qualification) -> str:
        return held.title
