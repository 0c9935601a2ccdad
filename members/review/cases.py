"""A case as one reviewer sees it: claim beside documents, cautions, and whether it is theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from agreements.rows import Rows
from agreements.titles.models import Body
from members.experience.models import Period
from members.profile.models import User
from members.qualifications.claim import Claim
from members.qualifications.interests import Interest
from members.qualifications.models import Qualification
from members.qualifications.waiting import due_on, in_beijing

from .cautions import Caution, Facts, cautions
from .comparison import Claimed, Compared, compare
from .models import Review, ServiceTarget

State = Qualification.State
SAYS_NOTHING = {State.DRAFT, State.REJECTED, State.REVOKED}


class Bar(StrEnum):
    """Why a reviewer cannot open a case."""

    DECIDED = "decided"
    OWN = "own"
    INTEREST = "interest"
    KEPT = "kept"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Case:
    review: Review
    compared: list[Compared]
    cautions: list[Caution]
    employers: list[str]  # of the member today
    days_waiting: int
    due_on: date | None
    is_overdue: bool
    bar: Bar | None  # why the reviewer cannot open it

    @property
    def may_be_chosen(self) -> bool:
        """To be approved together with others, without opening it."""
        return not (self.bar or self.cautions or self.review.needs_two_signatures)


def with_facts(reviews: QuerySet[Review], reviewer: User) -> QuerySet[Review]:
    """With what `cases` reads of each: two queries whatever their number."""
    interests = Interest.objects.of(reviewer).conflicting().filter(member=OuterRef("member"))
    return (
        with_employers(with_member(reviews))
        .annotate(
            is_duplicate=is_duplicate(),
            is_closed=Exists(interests),
            reviewer_employer_rows=employer_rows(reviewer.pk),
        )
        .prefetch_related("evidence")
    )


def with_member(reviews: QuerySet[Review]) -> QuerySet[Review]:
    return reviews.select_related("member__user", "grade__scheme__body", "taken_by", "renews")


def with_employers(reviews: QuerySet[Review]) -> QuerySet[Review]:
    return reviews.annotate(employer_rows=employer_rows(OuterRef("member")))


def employer_rows(member: int | OuterRef) -> Rows:
    """Where somebody works today."""
    present = Period.objects.counting().filter(member=member, ended_on__isnull=True)
    return Rows(present.order_by("pk"), employer="employer")


def employers(rows: list[dict]) -> list[str]:
    return [row["employer"] for row in rows]


def is_duplicate() -> Q:
    """Its number stands in another record, or the member has the title in another one, beside
    what this renews.
    """
    others = (
        Qualification.objects.filter(grade=OuterRef("grade"))
        .exclude(pk=OuterRef("pk"))
        .exclude(pk=Coalesce(OuterRef("renews"), 0))
        .exclude(state__in=SAYS_NOTHING)
        .exclude(kind=Claim.Kind.LETTER)
    )
    same_number = others.filter(number_key=OuterRef("number_key")).exclude(number="")
    same_title = others.filter(member=OuterRef("member"))
    return ~Q(kind=Claim.Kind.LETTER) & (Exists(same_number) | Exists(same_title))


def cases(
    reviews: Iterable[Review], reviewer: User, targets: dict[str, ServiceTarget], now: datetime
) -> list[Case]:
    """Of reviews fetched `with_facts`. No query."""
    return [case(one, reviewer, targets.get(one.kind), now) for one in reviews]


def case(
    review: Review,
    reviewer: User,
    target: ServiceTarget | None,
    now: datetime,
) -> Case:
    files = review.evidence.all()
    compared = compare(claimed(review), [file.text for file in files])
    sent_on, today = in_beijing(review.submitted_at), in_beijing(now)
    is_waiting = review.state == State.SUBMITTED
    due = due_on(sent_on, target.working_days) if target and is_waiting else None
    works_at = employers(review.employer_rows)
    facts = Facts(
        compared=compared,
        has_evidence=bool(files),
        is_duplicate=review.is_duplicate,
        sent_on=sent_on,
        awarded_on=review.awarded_on,
        oldest_days=target.oldest_days if target else None,
        employers=frozenset(works_at),
        employers_of_reviewer=frozenset(employers(review.reviewer_employer_rows)),
    )
    return Case(
        review=review,
        compared=compared,
        cautions=cautions(facts),
        employers=works_at,
        days_waiting=(today - sent_on).days,
        due_on=due,
        is_overdue=bool(due and due < today),
        bar=bar(review, reviewer, now),
    )


def bar(review: Review, reviewer: User, now: datetime) -> Bar | None:
    if review.member_id == reviewer.pk:
        return Bar.OWN
    if review.is_closed:
        return Bar.INTEREST
    if review.state != State.SUBMITTED:
        return Bar.DECIDED
    if review.is_kept_from(reviewer, now):
        return Bar.KEPT
    return Bar.SIGNED if review.first_signed_by_id == reviewer.pk else None


def claimed(review: Review) -> Claimed:
    """Of a name both scripts and both orders."""
    user, grade = review.member.user, review.grade
    given_first = f"{user.given_name} {user.family_name}".strip()
    return Claimed(
        holder=(user.name_zh, user.name_latin, given_first),
        title=(review.name, *((grade.name_en, grade.name_zh) if grade else ())),
        issuer=(review.issuer,) if review.issuer else names_of(grade and grade.scheme.body),
        number=review.number,
        awarded_on=review.awarded_on,
        valid_until=review.valid_until,
    )


def names_of(body: Body | None) -> tuple[str, ...]:
    return (body.name_en, body.name_zh) if body else ()
