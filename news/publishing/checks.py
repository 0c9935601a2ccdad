"""What an editor wants to know before an item goes out: plain values in, findings out.

A *must* stops: the public page would be broken. A *look* only warns.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONG_AGO = timedelta(days=365)


class Weight(StrEnum):
    MUST = "must"
    LOOK = "look"


class Gap(StrEnum):
    TITLE = "title"
    BODY = "body"
    LEAD = "lead"
    LANGUAGE = "language"
    PICTURE = "picture"  # beside the text, without words for those who cannot see it
    INLINE_PICTURE = "inline_picture"
    NO_PICTURE = "no_picture"
    TABLE = "table"
    DEAD_LINK = "dead_link"
    OTHER_LANGUAGE_LINK = "other_language_link"
    AGREEMENT = "agreement"
    EVENT_DAY = "event_day"
    FILE = "file"
    ZONE = "zone"
    END = "end"
    STORIES = "stories"
    ISSUE = "issue"
    LONG_PAST = "long_past"


class Leads(StrEnum):
    THERE = "there"
    NOWHERE = "nowhere"
    OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is one of the form; `subject` is what it concerns, such as an address or a name."""

    gap: Gap
    weight: Weight
    field: str
    language: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An item in one language. `starts` is given only while that moment is being chosen."""

    language: str
    title: str = ""
    lead: str = ""
    body: str = ""  # in letters, without markup
    links: tuple[tuple[str, Leads], ...] = ()
    unseen: tuple[str, ...] = ()  # pictures in the text without alternative text
    called: tuple[int, ...] = ()  # numbers of the pictures whose place is in the text
    has_bare_table: bool = False  # without a heading of a column or a row
    starts: datetime | None = None

    @property
    def is_begun(self) -> bool:
        return bool(self.title or self.lead or self.body)


@dataclass(frozen=True, slots=True)
class Known:
    """An agreement or a partner that is not linked, and what a text calls it."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    texts: tuple[Text, ...]
    lead_field: str = "lead"
    body_field: str = "body"
    needs_body: bool = True
    pictures: tuple[tuple[str, str, str], ...] = ()  # name, what it shows in English, in Chinese
    numbers: tuple[int, ...] = ()  # of its pictures
    files: tuple[tuple[str, str, str], ...] = ()  # name, title in English, in Chinese
    known: tuple[Known, ...] = ()
    is_report: bool = False
    has_event_day: bool = True
    is_event: bool = False
    has_zone: bool = True
    has_end: bool = True
    is_newsletter: bool = False
    stories: tuple[tuple[str, str], ...] = ()  # text in English, in Chinese
    pdfs: tuple[bool, bool] = (False, False)  # in English, in Chinese

    @property
    def begun(self) -> tuple[Text, ...]:
        """In which languages something is written; all while nothing is."""
        return tuple(text for text in self.texts if text.is_begun) or self.texts

    def place_of(self, text: Text) -> str:
        """The field of the text; of a newsletter its stories."""
        return f"{self.body_field}_{text.language}" if self.body_field else "stories"


Check = Callable[[Item, datetime], Iterator[Finding]]


def must(gap: Gap, field: str, language: str = "", subject: str = "") -> Finding:
    return Finding(gap, Weight.MUST, field, language, subject)


def look(gap: Gap, field: str, language: str = "", subject: str = "") -> Finding:
    return Finding(gap, Weight.LOOK, field, language, subject)


def title_is_there(item: Item, now: datetime) -> Iterator[Finding]:
    for text in item.begun:
        if not text.title:
            yield must(Gap.TITLE, f"title_{text.language}", text.language)


def body_is_there(item: Item, now: datetime) -> Iterator[Finding]:
    found = must if item.needs_body else look
    for text in item.begun:
        if item.body_field and not text.body:
            yield found(Gap.BODY, f"{item.body_field}_{text.language}", text.language)


def lead_is_there(item: Item, now: datetime) -> Iterator[Finding]:
    for text in item.begun:
        if item.lead_field and not text.lead:
            yield look(Gap.LEAD, f"{item.lead_field}_{text.language}", text.language)


def both_languages_are_there(item: Item, now: datetime) -> Iterator[Finding]:
    if any(text.is_begun for text in item.texts):
        for text in item.texts:
            if not text.is_begun:
                yield look(Gap.LANGUAGE, f"title_{text.language}", text.language)


def pictures_say_what_they_show(item: Item, now: datetime) -> Iterator[Finding]:
    for name, *said in item.pictures:
        for text, words in zip(item.texts, said, strict=True):
            if not words.strip():
                yield must(Gap.PICTURE, "pictures", text.language, name)


def pictures_in_the_text_say_what_they_show(item: Item, now: datetime) -> Iterator[Finding]:
    for text in item.texts:
        for name in text.unseen:
            yield must(Gap.INLINE_PICTURE, item.place_of(text), text.language, name)


def pictures_of_the_text_are_there(item: Item, now: datetime) -> Iterator[Finding]:
    for text in item.texts:
        for number in text.called:
            if number not in item.numbers:
                yield look(Gap.NO_PICTURE, item.place_of(text), text.language, str(number))


def tables_have_headings(item: Item, now: datetime) -> Iterator[Finding]:
    for text in item.texts:
        if text.has_bare_table:
            yield look(Gap.TABLE, item.place_of(text), text.language)


def links_lead_somewhere(item: Item, now: datetime) -> Iterator[Finding]:
    gaps = {Leads.NOWHERE: Gap.DEAD_LINK, Leads.OTHER_LANGUAGE: Gap.OTHER_LANGUAGE_LINK}
    for text in item.texts:
        for address, leads in text.links:
            if leads in gaps:
                yield look(gaps[leads], item.place_of(text), text.language, address)


def agreements_are_linked(item: Item, now: datetime) -> Iterator[Finding]:
    words = "\n".join(f"{text.title}\n{text.lead}\n{text.body}" for text in item.texts)
    for known in item.known:
        if any(is_named(name, words) for name in known.names):
            yield look(Gap.AGREEMENT, "agreements", subject=known.label)


def is_named(name: str, words: str) -> bool:
    """As a word of its own; Chinese puts no space between words. Two letters may mean anything."""
    if len(name) < 3:
        return False
    edge = "[A-Za-z0-9]"
    return re.search(rf"(?<!{edge}){re.escape(name)}(?!{edge})", words) is not None


def report_has_its_day(item: Item, now: datetime) -> Iterator[Finding]:
    if item.is_report and not item.has_event_day:
        yield look(Gap.EVENT_DAY, "event_on")


def files_are_titled(item: Item, now: datetime) -> Iterator[Finding]:
    for name, *titles in item.files:
        for text, title in zip(item.texts, titles, strict=True):
            if not title.strip():
                yield look(Gap.FILE, "attachments", text.language, name)


def event_has_zone_and_end(item: Item, now: datetime) -> Iterator[Finding]:
    if item.is_event and not item.has_zone:
        yield look(Gap.ZONE, "time_zone")
    if item.is_event and not item.has_end:
        yield look(Gap.END, "ends_at")


def newsletter_can_be_read(item: Item, now: datetime) -> Iterator[Finding]:
    if not item.is_newsletter:
        return
    if not item.stories:
        yield look(Gap.STORIES, "stories")
    for place, text in enumerate(item.texts):
        is_told = any(story[place] for story in item.stories)
        if text in item.begun and not (is_told or item.pdfs[place]):
            yield look(Gap.ISSUE, f"pdf_{text.language}", text.language)


def start_is_not_long_past(item: Item, now: datetime) -> Iterator[Finding]:
    for text in item.texts:
        if text.starts and text.starts < now - LONG_AGO:
            yield look(Gap.LONG_PAST, f"published_at_{text.language}", text.language)


CHECKS: tuple[Check, ...] = (
    title_is_there,
    body_is_there,
    pictures_say_what_they_show,
    pictures_in_the_text_say_what_they_show,
    pictures_of_the_text_are_there,
    tables_have_headings,
    lead_is_there,
    both_languages_are_there,
    links_lead_somewhere,
    agreements_are_linked,
    report_has_its_day,
    files_are_titled,
    event_has_zone_and_end,
    newsletter_can_be_read,
    start_is_not_long_past,
)


def findings(item: Item, now: datetime) -> list[Finding]:
    """Musts first, otherwise in the order of the checks."""
    found = [finding for check in CHECKS for finding in check(item, now)]
    return sorted(found, key=lambda finding: finding.weight is not Weight.MUST)


def stops(item: Item, language: str, now: datetime) -> list[Finding]:
    """What keeps this language from being published; all of it is asked, begun or not."""
    asked = next(text for text in item.texts if text.language == language)
    alone = [finding for finding in findings(item, now) if finding.weight is Weight.MUST]
    found = [finding for finding in alone if finding.language == language]
    if not asked.is_begun and not any(finding.gap is Gap.TITLE for finding in found):
        found = [must(Gap.TITLE, f"title_{language}", language), *found]
    return found
