"""Dates on Chinese pages: 2025年6月11日, in prose and in tables."""

DATE_FORMAT = SHORT_DATE_FORMAT = "Y年n月j日"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "Y年n月j日 H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "Y年n月"
YEAR_FORMAT = "Y年"
SHORT_MONTH_FORMAT = "Y年n月"

DATE_INPUT_FORMATS = [
    *("%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d"),
    *("%Y年%m月%d日", "%Y年%m月%d号", "%Y 年 %m 月 %d 日"),
]
# The first is shown in a form, which saved again must not move an item by its seconds.
TIME_INPUT_FORMATS = [
    *("%H:%M:%S", "%H:%M:%S.%f", "%H:%M"),
    *("%H点", "%H点%M分", "%H时", "%H时%M分"),
]
