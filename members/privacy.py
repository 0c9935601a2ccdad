"""What each table holds of a person, and what becomes of it: one row a table.

A column that outlives the person it names has a row of its own. Beside the tables, the cache
holds network addresses of log-in attempts, and who entered wrong codes of events, for some minutes.
"""

from typing import NamedTuple

ACCOUNT = "account"
OWN = "the member's own"
STAFF = "action of staff"
ERASED = "erased with the account"
TEXTS = ("news.Article", "news.Event", "news.Newsletter", "news.Page")
TOLD = "What the Society tells the public."


class Policy(NamedTuple):
    holds: str
    kept: str
    why: str


POLICY = {
    "members.User": Policy(ACCOUNT, ERASED, "To log in, and to be called by the right name."),
    "account.EmailAddress": Policy(ACCOUNT, ERASED, "Where mail goes, once confirmed."),
    "account.EmailConfirmation": Policy(ACCOUNT, ERASED, "That an address is the person's."),
    "mfa.Authenticator": Policy(ACCOUNT, ERASED, "The second factor of a log-in."),
    "sessions.Session": Policy(
        ACCOUNT,
        "two weeks from the log-in; a form sent too late, an hour",
        "Who is logged in, and what was typed into a form while nobody was.",
    ),
    "members.Member": Policy(OWN, ERASED, "Number, language and time zone of the member."),
    "members.Application": Policy(OWN, ERASED, "What the person applied for, and the decision."),
    "members.Application.recommended_by": Policy(
        STAFF, "as long as the application", "A recommendation is signed; the account is closed."
    ),
    "members.Application.decided_by": Policy(
        STAFF, "as long as the application", "A decision is signed; the account is closed."
    ),
    "members.Officer": Policy(
        STAFF, ERASED, "Which society the person speaks for, and since when."
    ),
    "members.Term": Policy(OWN, ERASED, "When the person was a member, and of which grade."),
    "members.Term.application": Policy(
        OWN, "as long as the term", "A term shows by which application it was given."
    ),
    "members.Term.renews": Policy(OWN, "as long as the renewal", "A renewal shows what it renews."),
    "members.Suspension": Policy(OWN, ERASED, "From when to when the membership rested, and why."),
    "members.Suspension.decided_by": Policy(
        STAFF, "as long as the suspension", "A decision is signed; the account is closed."
    ),
    "members.Suspension.ended_by": Policy(
        STAFF, "as long as the suspension", "A decision is signed; the account is closed."
    ),
    "members.EvidenceFile": Policy(
        OWN, ERASED, "What proves a claim: the file, and the text of its first pages."
    ),
    "members.FileView": Policy(
        "who opened a file, and when", ERASED, "The member sees who looked: date and role."
    ),
    "members.FileView.viewer": Policy(
        STAFF, "as long as the file", "Whoever opens a file answers for it; the account is closed."
    ),
    "members.Qualification": Policy(OWN, ERASED, "What the person holds, and what was checked."),
    "members.Qualification.decided_by": Policy(
        STAFF, "as long as the qualification", "A decision is signed; the account is closed."
    ),
    "members.Qualification.first_signed_by": Policy(
        STAFF, "as long as the qualification", "A decision is signed; the account is closed."
    ),
    "members.Qualification.taken_by": Policy(
        STAFF, "as long as the case waits", "Two reviewers do not work on one case."
    ),
    "members.Interest": Policy(
        STAFF, ERASED, "Which reviewer stated to have no interest in a case, or to have one."
    ),
    "members.Interest.reviewer": Policy(
        STAFF, "as long as the qualification", "A statement is signed; the account is closed."
    ),
    "members.Qualification.renews": Policy(
        OWN, "as long as the renewal", "A renewal shows what it renews."
    ),
    "members.Move": Policy(OWN, ERASED, "Who sent, decided or took back what, and why."),
    "members.Move.made_by": Policy(
        STAFF, "as long as the qualification", "A decision is signed; the account is closed."
    ),
    "members.Declaration": Policy(OWN, ERASED, "What the person declared of their conduct."),
    "members.Period": Policy(
        OWN, ERASED, "Where the person worked, and who can confirm it: name, position, address."
    ),
    "members.Period.decided_by": Policy(
        STAFF, "as long as the period", "A decision is signed; the account is closed."
    ),
    # A deleted entry can be brought back for 30 days; then clear_deleted removes its row.
    "members.Record": Policy(OWN, ERASED, "What the person did to stay up to date."),
    "members.Record.goal": Policy(OWN, "as long as the entry", "Which goal the activity served."),
    "members.Goal": Policy(OWN, ERASED, "What the person wants to get better at. Staff see none."),
    "members.PlannedActivity": Policy(OWN, ERASED, "What the person intends. Staff see none."),
    "members.PlannedActivity.goal": Policy(
        OWN, "as long as the planned activity", "Which goal the activity is to serve."
    ),
    "members.PlannedActivity.record": Policy(
        OWN, "as long as the planned activity", "By which entry the activity was done."
    ),
    "members.Statement": Policy(
        OWN, ERASED, "What a body or an employer states of the person's CPD, and the decision."
    ),
    "members.Statement.decided_by": Policy(
        STAFF, "as long as the statement", "A decision is signed; the account is closed."
    ),
    "members.StatementCredit": Policy(OWN, ERASED, "What an accepted statement counts for."),
    "members.Attendance": Policy(
        OWN, ERASED, "Which events the person attended, and those they say they did not."
    ),
    "members.Attendance.listed_by": Policy(
        STAFF, "as long as the attendance", "A list is signed; the account is closed."
    ),
    "members.EventCode": Policy(STAFF, "as long as the event", "What was shown at an event."),
    "members.EventCode.opened_by": Policy(
        STAFF, "as long as the code", "A code is signed; the account is closed."
    ),
    "members.MissingReport": Policy(
        OWN, ERASED, "What the person reported as missing, and the decision."
    ),
    "members.MissingReport.decided_by": Policy(
        STAFF, "as long as the report", "A decision is signed; the account is closed."
    ),
    "members.Sheet": Policy(
        OWN, ERASED, "A file of CPD entries between choosing and saving it; two hours at the most."
    ),
    "members.Adjustment": Policy(
        OWN, ERASED, "Leave or relief that changes how much CPD is asked."
    ),
    "members.Adjustment.decided_by": Policy(
        STAFF, "as long as the adjustment", "A decision is signed; the account is closed."
    ),
    "members.PeriodDeclaration": Policy(
        OWN, ERASED, "What the person declared of a period, and the sum as it stood."
    ),
    "members.PeriodDeclaration.withdrawn_by": Policy(
        STAFF, "as long as the declaration", "A decision is signed; the account is closed."
    ),
    "members.Correction": Policy(OWN, ERASED, "What was corrected in a closed entry, and why."),
    "members.Correction.made_by": Policy(
        STAFF, "as long as the entry", "A decision is signed; the account is closed."
    ),
    "members.Draw": Policy(
        "member numbers, without names",
        "as long as the draw",
        "So that anybody can make the draw again; the account of who drew is closed.",
    ),
    "members.Draw.drawn_by": Policy(
        STAFF, "as long as the draw", "A draw is signed; the account is closed."
    ),
    "members.Audit": Policy(OWN, ERASED, "What the person showed of their CPD, and the finding."),
    "members.Audit.decided_by": Policy(
        STAFF, "as long as the audit", "A decision is signed; the account is closed."
    ),
    "members.AuditEntry": Policy(OWN, ERASED, "The entries of an audit as they were sent."),
    "members.AuditEntry.record": Policy(
        OWN, "as long as the entry", "Which entry of the log was shown."
    ),
    "members.AuditEntry.marked_by": Policy(
        STAFF, "as long as the entry", "A finding is signed; the account is closed."
    ),
    "members.AuditMove": Policy(OWN, ERASED, "Who answered or decided an audit, and why."),
    "members.AuditMove.made_by": Policy(
        STAFF, "as long as the audit", "A decision is signed; the account is closed."
    ),
    "members.ImpactPreview": Policy(
        STAFF, ERASED, "Who asked what a draft of rules would change; how many members, as numbers."
    ),
    "members.ImpactChange": Policy(
        OWN, ERASED, "Who would change state under a draft of rules; goes with the draft's preview."
    ),
    "django_tasks_database.DBTaskResult": Policy(
        "numbers of rows, and the trace of a failure",
        "two weeks from the end of the work",
        "What ran beside the pages, and what became of it.",
    ),
    "members.Follow": Policy(OWN, ERASED, "Which agreements the person wants to hear of."),
    "members.ChangeReport": Policy(
        "what a reader without an account wrote, and their address if they gave one",
        "the address until 30 days after the decision; the report as long as the entry",
        "To answer the reader, and to show why an entry was changed. clear_reports erases.",
    ),
    "members.ChangeReport.taken_by": Policy(
        STAFF, "as long as the report", "Two officers do not work on one report."
    ),
    "members.ChangeReport.decided_by": Policy(
        STAFF, "as long as the report", "A decision is signed; the account is closed."
    ),
    "agreements.Check": Policy(
        STAFF, "as long as the entry", "Who held an entry against its source, and when."
    ),
    "agreements.Check.checked_by": Policy(
        STAFF, "as long as the check", "A check is signed; the account is closed."
    ),
    "members.CpdStanding": Policy(OWN, ERASED, "How the member stands, for lists of staff."),
    "members.PathwayStanding": Policy(OWN, ERASED, "How the member stands, for lists of staff."),
    **{
        label: Policy("public texts, and who asks to publish them", "as long as the text", TOLD)
        for label in TEXTS
    },
    **{
        f"{label}.asked_by": Policy(
            STAFF, "until the answer; emptied with the account", "Who asked is told the answer."
        )
        for label in TEXTS
    },
    "reversion.Revision": Policy(
        "who saved a public text", "for good", "How a public text came to say what it says."
    ),
    "reversion.Revision.user": Policy(
        STAFF, "as long as the account", "A version stays; the name on it goes with the account."
    ),
    "admin.LogEntry": Policy(STAFF, ERASED, "Who changed what in the administration."),
}

# Public texts, and the frame of the portal.
NOTHING_OF_PERSONS = {
    "agreements.Agreement",
    "agreements.AgreementFormerName",
    "agreements.Body",
    "agreements.Condition",
    "agreements.CountingWindow",
    "agreements.CpdRequirement",
    "agreements.CreditCategory",
    "agreements.Document",
    "agreements.Grade",
    "agreements.Moment",
    "agreements.Party",
    "agreements.Pathway",
    "agreements.PathwayVersion",
    "agreements.Removal",
    "agreements.Scheme",
    "agreements.SearchEntry",
    "agreements.StatusChange",
    "agreements.Version",
    "agreements.WindowShare",
    "agreements.WindowTarget",
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
    "cse_portal.DemonstrationRow",
    "news.ArticleFormerName",
    "news.EventFormerName",
    "news.NewsletterFormerName",
    "news.OldAddress",
    "news.PageFormerName",
    "news.Attachment",
    "news.Category",
    "news.Picture",
    "news.PreviewLink",
    "news.RemovedFile",
    "news.Rendition",
    "news.Story",
    "news.Tag",
    "reversion.Version",
    "members.Equivalence",
    "members.Consequence",
    "members.Run",
    "members.ServiceTarget",
}
