"""What the checks find, in sentences: a row for every gap."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from news.approval import LANGUAGES

from .checks import Finding, Gap

GAPS: dict[Gap, Promise] = {
    Gap.TITLE: _("The title in %(language)s is missing."),
    Gap.BODY: _("The text in %(language)s is missing."),
    Gap.LEAD: _("The lead in %(language)s is missing: lists then show the title alone."),
    Gap.LANGUAGE: _("Nothing is written in %(language)s: its readers are offered the other."),
    Gap.PICTURE: _("A picture does not say in %(language)s what it shows: %(subject)s"),
    Gap.INLINE_PICTURE: _(
        "A picture in the text in %(language)s has no alternative text: %(subject)s"
    ),
    Gap.NO_PICTURE: _(
        "The text in %(language)s calls for picture %(subject)s, which is not among the pictures."
    ),
    Gap.TABLE: _(
        "A table in the text in %(language)s has no headings: make its first row or column some."
    ),
    Gap.DEAD_LINK: _("A link in %(language)s leads to nothing that is published here: %(subject)s"),
    Gap.OTHER_LANGUAGE_LINK: _(
        "A link in the text in %(language)s leads to a page in the other language: %(subject)s"
    ),
    Gap.AGREEMENT: _("The text names “%(subject)s”; the agreement is not linked."),
    Gap.EVENT_DAY: _("A report has no day of the event."),
    Gap.FILE: _("An attachment has no title in %(language)s: %(subject)s"),
    Gap.ZONE: _("The event has no time zone."),
    Gap.END: _("The event has no end."),
    Gap.STORIES: _("The newsletter has no story."),
    Gap.ISSUE: _("In %(language)s there is neither a PDF nor a story to read."),
    Gap.LONG_PAST: _("The time for %(language)s lies more than a year back."),
}


def sentence(finding: Finding) -> str:
    words = {"language": LANGUAGES.get(finding.language, ""), "subject": finding.subject}
    return GAPS[finding.gap] % words
