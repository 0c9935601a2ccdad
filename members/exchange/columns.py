"""The columns of a table of CPD entries: what they are called, in and out.

Out, CSV is for programs: codes that are the same in every language, in the heads and in the cells.
XLSX is for people: heads and words in the language of the page. In, all of them are read, beside
other heads that people use.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class Column(NamedTuple):
    code: str
    label: Promise
    also: tuple[str, ...] = ()
    is_needed: bool = False
    width: int = 16  # in a workbook, in characters


ENTRY = Column("entry", _("Entry number"), ("entry no", "编号", "记录号"))
COLUMNS = (
    Column(
        "done_on",
        _("Date"),
        ("day", "date of activity", "end date", "时间", "活动日期", "结束日期"),
        True,
        12,
    ),
    Column(
        "title",
        _("Activity"),
        (
            "title",
            "name",
            "description",
            "what was done",
            "course",
            "subject",
            "名称",
            "标题",
            "内容",
            "活动名称",
            "课程名称",
        ),
        True,
        48,
    ),
    Column(
        "hours",
        _("Hours"),
        ("credit hours", "credits", "duration", "h", "小时", "学时", "时长"),
        True,
        8,
    ),
    Column(
        "kind",
        _("Kind"),
        ("type", "activity type", "category", "类型", "活动类型", "形式"),
        False,
        24,
    ),
    Column(
        "aspect", _("Aspect"), ("competency", "area of competency", "能力方面", "能力"), False, 32
    ),
    Column("topics", _("Topics"), ("topic", "subjects", "专题"), False, 24),
    Column("practice_area", _("Area of practice"), ("practice area", "专业领域"), False, 20),
    Column(
        "is_online", _("Took place online"), ("online", "virtual", "是否在线", "线上"), False, 10
    ),
    Column(
        "provider",
        _("Provider"),
        ("organiser", "organizer", "organisation", "主办方", "举办方", "机构"),
        False,
        28,
    ),
    Column("link", _("Link"), ("url", "web address", "website", "网址"), False, 24),
    Column(
        "reflection",
        _("What you learned"),
        ("reflection", "learning", "notes", "心得", "学习心得", "备注"),
        False,
        48,
    ),
)
STATE = Column("state", _("State"))

READ = (ENTRY, *COLUMNS)
WRITTEN = (ENTRY, *COLUMNS, STATE)
BY_CODE = {column.code: column for column in READ}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Matching(NamedTuple):
    """Which column says what, by place from 0; and what rows are that name no kind or aspect."""

    columns: Mapping[str, int]
    kind: str
    aspect: str


def in_both(said: Callable[[], str]) -> list[str]:
    """The same in each language of the portal."""
    found = []
    for code in LANGUAGES:
        with override(code):
            found.append(str(said()))
    return found


def known_heads() -> dict[str, list[str]]:
    """By the code of the column, every head by which it is recognised."""
    return {
        column.code: [column.code, *in_both(lambda column=column: column.label), *column.also]
        for column in READ
    }
