"""Reads what a certificate says of itself, from its text: title, hours, days, number, issuer.

Only what stands there in so many words is read, and each value is a suggestion: a person looks at
it before it is kept. Pure: text goes in, values come out, nothing is ever raised.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from .written_days import DASH, Said, Span, number, spans

MOST_LETTERS = 8_000  # twice what the vault keeps
MOST_VALUES = 5  # of each sort
LONGEST_TITLE, SHORTEST_TITLE = 200, 4
LONGEST_NUMBER, SHORTEST_NUMBER = 40, 3
LONGEST_WORDS = 500
MOST_HOURS = 1000
HAN = "\u3400-\u9fff"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Reading:
    """The likeliest of each sort comes first. Empty where nothing was found."""

    titles: tuple[str, ...] = ()
    hours: tuple[Decimal, ...] = ()
    spans: tuple[Span, ...] = ()
    numbers: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.titles, self.hours, self.spans, self.numbers, self.issuers))

    @property
    def days(self) -> tuple[date, ...]:
        """Every first and last day that is named, in the order of the text."""
        return once(day for span in self.spans for day in (span.first, span.last))

    @property
    def held_on(self) -> tuple[date, ...]:
        """The last day of what took place; where only the day of issue is named, that one."""
        plain = [span.last for span in self.spans if span.said == Said.NOTHING]
        return once([*plain, *(span.last for span in self.spans if span.said == Said.ISSUED)])

    @property
    def awarded_on(self) -> tuple[date, ...]:
        """The day of issue, then the first day of validity, then days that are called nothing."""
        issued = [span.first for span in self.spans if span.said == Said.ISSUED]
        starts = [one.first for one in self.spans if one.said == Said.ENDS and one.first < one.last]
        plain = [span.last for span in self.spans if span.said == Said.NOTHING]
        return once([*issued, *starts, *plain])

    @property
    def valid_until(self) -> tuple[date, ...]:
        """The last valid day."""
        return once(span.last for span in self.spans if span.said == Said.ENDS)


def read(text: str) -> Reading:
    text = plain(text)
    return Reading(
        titles=titles_in(text),
        hours=hours_in(text),
        spans=tuple(spans(text)),
        numbers=numbers_in(text),
        issuers=once(labelled(text, ISSUER)),
    )


def days(text: str) -> tuple[date, ...]:
    """Every day that is named, those of birth left out, in the order of the text."""
    return once(day for span in spans(plain(text)) for day in (span.first, span.last))


def numbers(text: str) -> tuple[str, ...]:
    """What is called the number of a certificate, a licence or an entry in a register."""
    return numbers_in(plain(text))


def once(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))


# --- The text ------------------------------------------------------------------------------------

SPREAD = re.compile(rf"(?<![{HAN}])[{HAN}](?: +[{HAN}](?![{HAN}]))+")


def plain(text: str) -> str:
    """Plain characters, single spaces, no blank lines; 结 业 证 书 is written close."""
    text = unicodedata.normalize("NFKC", text[:MOST_LETTERS])
    text = "".join(one if one.isprintable() or one == "\n" else " " for one in text)
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return SPREAD.sub(lambda spread: spread[0].replace(" ", ""), "\n".join(filter(None, lines)))


BETWEEN = rf"[{DASH}\s\u200b\ufeff]*"


def holds(text: str, words: str) -> bool:
    """Whether these words, name or number stand in the text, whatever their case and width.

    Spaces, dashes and line breaks do not count. Latin letters and digits match as whole words
    (Li Wei is not in Li Weiming); Chinese has no mark between words, so 李伟 is in 李伟明. Nothing
    that is longer than LONGEST_WORDS is looked for.
    """
    wanted = re.sub(BETWEEN, "", unicodedata.normalize("NFKC", words))
    if not 0 < len(wanted) <= LONGEST_WORDS:
        return False
    inside = BETWEEN.join(map(re.escape, wanted))
    pattern = f"{edge(wanted[0], '<')}{inside}{edge(wanted[-1], '')}"
    in_text = unicodedata.normalize("NFKC", text[:MOST_LETTERS])
    return re.search(pattern, in_text, re.IGNORECASE) is not None


def edge(letter: str, side: str) -> str:
    """Nothing of the same sort goes on there."""
    if letter.isdecimal():
        return rf"(?{side}!\d)"
    is_han = re.match(rf"[{HAN}]", letter) is not None
    return rf"(?{side}![^\W\d_{HAN}])" if letter.isalpha() and not is_han else ""


# --- Hours ---------------------------------------------------------------------------------------

AMOUNT = r"\d{1,3}(?:\.\d{1,2}|,\d{1,2}(?!\d))?"
OF_WHAT = r"(?:cpd|cpe|credit|contact|learning|training|study|teaching|professional development)"
UNIT = rf"(?:(?:{OF_WHAT}[ -]?){{0,2}}(?:hours?|hrs?|h|pdhs?)\b|个?(?:学时|课时|小时))"
CALLED = rf"(?:\b(?:{OF_WHAT} )?(?:hours|hrs|pdhs?)(?: (?:awarded|earned|completed))?|[学课]时数?)"
HOURS = re.compile(
    rf"(?P<total>total(?: of)?|共计|合计|总计|累计|共|总)?[ :]*"
    rf"(?:(?<![{DASH}\d.,:/])(?P<before>{AMOUNT}) ?[-({{]?{UNIT}"
    rf"|{CALLED} ?[:为是] ?(?P<after>{AMOUNT})(?![\d.,/:年月日])"
    rf"|(?P<han>[一二三四五六七八九十]{{1,4}})个?[学课]时)",
    re.IGNORECASE,
)


def hours_in(text: str) -> tuple[Decimal, ...]:
    """Those that are called a total first. Points and units of other sorts are no hours."""
    found = [(not match["total"], amount(match)) for match in HOURS.finditer(text)]
    possible = [one for one in found if 0 < one[1] < MOST_HOURS]
    return once(hours for _rest, hours in sorted(possible, key=lambda one: one[0]))[:MOST_VALUES]


def amount(match: re.Match[str]) -> Decimal:
    if match["han"]:
        try:
            return Decimal(number(match["han"]))
        except ValueError:
            return Decimal()
    return Decimal((match["before"] or match["after"]).replace(",", "."))


# --- Numbers -------------------------------------------------------------------------------------

SIGNS = r"[A-Za-z0-9/._()\-\u2010-\u2015]"
CODE = rf"(?={SIGNS}{{0,39}}\d)[A-Za-z0-9]{SIGNS}*"
CODES = rf"(?:[A-Z]{{1,10}} )?{CODE}(?: \d{{3,6}}(?![\d/.年-]))*"
NUMBER = re.compile(
    rf"(?P<label>[^\n:;,]{{0,40}}?)(?:\b(?:No\b\.?|NO\b\.?|no\.|N°|[Nn]umber\b|NUMBER\b|ID\b)|#|"
    rf"[编证][号码]|号码|[书册记员理水]号)"
    rf"[ :]{{0,3}}\n?(?P<number>{CODES}|[{HAN}]{{1,3}}{CODE})"
    rf"|第 ?(?P<between>{CODE}) ?号"
)
NOT_OURS = re.compile(
    r"身份|护照|电话|手机|传真|邮编|邮政|帐号|账号|银行|学号|学籍|准考|房间"
    r"|passport|identity|id card|phone|\btel|fax|mobile|\broom|\bpage|bank|account|p\.? ?o\.? box"
    r"|student|seat|version|\bnational\b|invoice|order",
    re.IGNORECASE,
)
A_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


def numbers_in(text: str) -> tuple[str, ...]:
    found = (as_number(match) for match in NUMBER.finditer(text))
    return once(filter(None, found))[:MOST_VALUES]


def as_number(match: re.Match[str]) -> str:
    """ "" for the number of a person, a telephone or a house, and for what is no number."""
    written = (match["number"] or match["between"]).rstrip("./-_(")
    if written.count("(") < written.count(")"):
        written = written.rstrip(")")
    label = match["label"] or ""
    shortest = SHORTEST_NUMBER if label.strip() or match["between"] else SHORTEST_NUMBER + 1
    is_one = shortest <= len(written) <= LONGEST_NUMBER and any(map(str.isdecimal, written))
    is_another = NOT_OURS.search(match[0]) or A_DAY.fullmatch(written)
    return written if is_one and not is_another else ""


# --- Titles and issuers --------------------------------------------------------------------------

THING = (
    r"(?:(?:training|short|online|cpd|full|live) )*"
    r"(?:courses?|seminars?|workshops?|webinars?|program(?:me)?s?|trainings?|modules?|sessions?)"
)
TITLE = re.compile(
    rf"^(?:(?:{THING}|event|activity|subject|topic|award)(?: (?:title|name))?|title(?: of [a-z]+)?"
    r"|name of (?:the )?(?:course|event|activity|programme|award)|degree|qualification|grade|class"
    r"|(?:课程|培训|项目|活动|会议|讲座|学习)(?:名称|内容|主题|题目|项目|课程)|主题|题目|课题"
    r"|(?:资格|证书|职称|专业技术职务|专业技术资格)(?:名称|等级)?|学位(?:名称|类别)?)"
    r" ?: ?\n?(?P<said>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
ISSUER = re.compile(
    r"^(?:issued by|issuing (?:body|authority|organi[sz]ation)|awarding body|awarded by|provider"
    r"|provided by|organi[sz]ed by|organi[sz]er|(?:delivered|presented|conducted|hosted) by"
    r"|training provider|(?:发证|颁证|颁发|签发|授予|批准|主办|举办|培训|办学|授课)"
    r"(?:单位|机构|机关|部门|学校)) ?:? ?\n?(?P<said>.+)$",
    re.IGNORECASE | re.MULTILINE,
)
MARKS = "“”\"'‘’«»《》〈〉「」『』"
WHOLE = re.compile(rf"[{MARKS}]([^{MARKS}]*)[{MARKS}]")
QUOTED = re.compile(
    r"[“\"«《「『](?P<said>[^“”\"«»《》「」『』\n]+(?:\n[^“”\"«»《》「」『』\n]+)?)[”\"»》」』]"
)
DONE = re.compile(
    r"\b(?:completed|attended|completing|attending|participat(?:ed|ing|ion) in|taken part in"
    r"|attendance (?:at|of)|completion of|undertaken|passed)\s(?:the |a |an )?(?:following )?"
    rf"(?:{THING}(?: (?:on|in|of|entitled|titled|called))?\s?:?\s)?(?P<said>[^\n]+)",
    re.IGNORECASE,
)
BECAME = re.compile(
    r"\b(?:degree of|title of|grade of|admitted as|registered as|elected|licensed as"
    r"|certified as|qualified as|status of)\s(?:an? )?(?P<said>[^\n]+)",
    re.IGNORECASE,
)
DONE_HAN = re.compile(
    r"(?:参加|完成|修完|出席)(?:了|过)?(?:由[^\n,。;]{2,30}?(?:主办|举办|组织)的)?\n?"
    r"(?P<said>[^\n,。;:《“「]{2,60}?"
    r"(?:培训班|研修班|研讨会|讲座|课程|培训|学习|会议|年会|论坛))"
)
BECAME_HAN = re.compile(
    r"(?:授予|授与)(?:其)?\n?(?P<said>[^\n,。;:]{2,20}?(?:学位|称号|资格|职称))"
    r"|(?:具备|取得)(?P<other>[^\n,。;:]{2,30}?(?:资格|职称))"
)
STOPS = re.compile(
    r"[.;。,](?:\s|$)|\s(?:held|organi[sz]ed|conducted|hosted|delivered|presented by|provided by"
    r"|which|that|with|for a total|on (?:\d|the|[A-Z][a-z]+ \d)|from \d|at the|during|dated"
    r"|comprising|totall?ing|\(?\d+(?:\.\d+)? ?(?:hours?|hrs?|h)\b)",
    re.IGNORECASE,
)
NO_TITLE = re.compile(
    rf"^{THING}$|certif|award(?:ed)?$|hereby|following|above|证书$|全部|规定|[本该]课程|\bhours?\b|requirements",
    re.IGNORECASE,
)


def titles_in(text: str) -> tuple[str, ...]:
    """What is called one, then what stands in quotation marks, then what was done or awarded."""
    quoted = (close(match["said"]) for match in QUOTED.finditer(text))
    ways = (DONE, BECAME, DONE_HAN, BECAME_HAN)
    told = (
        match["said"] or match["other"] if "other" in way.groupindex else match["said"]
        for way in ways
        for match in way.finditer(text)
    )
    cut = (up_to_stop(said) for said in told)
    every = once([*labelled(text, TITLE), *quoted, *cut])
    return tuple(title for title in every if is_title(title))[:MOST_VALUES]


def labelled(text: str, label: re.Pattern[str]) -> Iterator[str]:
    for match in label.finditer(text):
        said = close(match["said"])
        if said and len(said) <= LONGEST_TITLE:
            yield said


def up_to_stop(said: str) -> str:
    return close(STOPS.split(said, maxsplit=1)[0])


def close(said: str) -> str:
    """On one line, without marks around the whole of it."""
    said = " ".join(said.split()).strip(" .,;:。")
    whole = WHOLE.fullmatch(said)
    return whole[1].strip() if whole else said


def is_title(said: str) -> bool:
    is_long_enough = len(said) + 2 * len(re.findall(rf"[{HAN}]", said)) >= SHORTEST_TITLE
    is_words = re.search(r"[^\W\d]{2}", said) is not None
    return is_long_enough and len(said) <= LONGEST_TITLE and is_words and not NO_TITLE.search(said)
