"""One word, one icon, one colour for each state that a page shows (look: status words)."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    word: str
    icon: str
    css: str


WORDS = {
    # an agreement
    "in_force": Look(_("In force"), "met", "is-met"),
    "published": Look(_("Published"), "document", "is-plain"),
    "preparing": Look(_("Preparing"), "draft", "is-attend"),
    "not_reconfirmed": Look(_("Not re-confirmed"), "unknown", "is-attend"),
    "superseded": Look(_("Superseded"), "superseded", "is-quiet"),
    "ended": Look(_("Ended"), "expired", "is-quiet"),
    "removed": Look(_("Taken out"), "revoked", "is-attend"),
    # an entry, a qualification
    "draft": Look(_("Draft"), "draft", "is-attend"),
    "to_finish": Look(_("To finish"), "draft", "is-attend"),
    "to_confirm": Look(_("To confirm"), "draft", "is-attend"),
    "declared": Look(_("Declared by you"), "declared", "is-plain"),
    "submitted": Look(_("With reviewer"), "reviewer", "is-plain"),
    "returned": Look(_("Returned to you"), "returned", "is-attend"),
    "verified": Look(_("Checked by CSE"), "met", "is-met"),
    "rejected": Look(_("Not approved"), "revoked", "is-stop"),
    "listed": Look(_("Listed"), "declared", "is-plain"),
    "not_me": Look(_("Not me"), "revoked", "is-quiet"),
    "taken_back": Look(_("Taken back"), "returned", "is-quiet"),
    "suspended": Look(_("Suspended"), "attention", "is-stop"),
    "revoked": Look(_("Revoked"), "revoked", "is-stop"),
    "expired": Look(_("Expired"), "expired", "is-attend"),
    # what a document says of a claim, and what a reviewer looks at twice
    "same": Look(_("Same"), "met", "is-met"),
    "differs": Look(_("Differs"), "attention", "is-attend"),
    "not_read": Look(_("Not read"), "unknown", "is-quiet"),
    "evidence_missing": Look(_("No evidence"), "missing", "is-attend"),
    "name_differs": Look(_("Name differs"), "attention", "is-attend"),
    "title_differs": Look(_("Title differs"), "attention", "is-attend"),
    "issuer_differs": Look(_("Issuer differs"), "attention", "is-attend"),
    "number_differs": Look(_("Number differs"), "attention", "is-attend"),
    "day_differs": Look(_("Date differs"), "attention", "is-attend"),
    "duplicate": Look(_("Possible duplicate"), "attention", "is-attend"),
    "too_old": Look(_("Older than the limit"), "expired", "is-attend"),
    "same_employer": Look(_("Same employer as you"), "attention", "is-attend"),
    # what a member plans
    "planned": Look(_("Planned"), "scheduled", "is-plain"),
    "overdue": Look(_("Overdue"), "attention", "is-attend"),
    "done": Look(_("Done"), "met", "is-met"),
    "dropped": Look(_("Dropped"), "expired", "is-quiet"),
    # an audit
    "open": Look(_("To be answered"), "draft", "is-attend"),
    "passed": Look(_("Passed"), "met", "is-met"),
    "remarks": Look(_("Passed with remarks"), "met", "is-met"),
    "failed": Look(_("Not passed"), "revoked", "is-stop"),
    "excused": Look(_("Excused"), "exempt", "is-quiet"),
    "not_accepted": Look(_("Not accepted"), "revoked", "is-stop"),
    # a membership
    "current": Look(_("Current"), "met", "is-met"),
    "grace": Look(_("In grace"), "scheduled", "is-attend"),
    "recommended": Look(_("Recommended"), "reviewer", "is-plain"),
    "accepted": Look(_("Accepted"), "met", "is-met"),
    "refused": Look(_("Refused"), "revoked", "is-stop"),
    "coming": Look(_("Not begun yet"), "scheduled", "is-plain"),
    "lapsed": Look(_("Lapsed"), "expired", "is-attend"),
    # news
    "scheduled": Look(_("Scheduled"), "scheduled", "is-plain"),
    "pinned": Look(_("Pinned"), "pin", "is-plain"),
    "members_only": Look(_("Members only"), "lock", "is-plain"),
    "withdrawn": Look(_("Withdrawn"), "expired", "is-quiet"),
    # a report of a reader ("new" stands below)
    "taken": Look(_("Being looked at"), "reviewer", "is-plain"),
    "settled": Look(_("Settled"), "met", "is-met"),
    "declined": Look(_("Not taken up"), "revoked", "is-quiet"),
    "waiting": Look(_("Waiting for approval"), "reviewer", "is-attend"),
    # a row of a file
    "wrong": Look(_("To put right"), "attention", "is-attend"),
    "new": Look(_("New"), "plus", "is-plain"),
    "there": Look(_("There already"), "met", "is-quiet"),
    # a finding
    "met": Look(_("Met"), "met", "is-met"),
    "short": Look(_("Missing"), "missing", "is-attend"),
    "exempt": Look(_("Exempt"), "exempt", "is-quiet"),
    "unknown": Look(_("Cannot say yet"), "unknown", "is-quiet"),
    # a route for individuals, and how far somebody is on it
    "ready": Look(_("Ready"), "met", "is-met"),
    "missing": Look(_("Missing"), "missing", "is-attend"),
    "unsaid": Look(_("Cannot say yet"), "unknown", "is-quiet"),
    "not_open": Look(_("Not open yet"), "draft", "is-quiet"),
    "closed": Look(_("No longer open"), "expired", "is-quiet"),
    "unpublished": Look(_("Rules not published"), "unknown", "is-quiet"),
}
