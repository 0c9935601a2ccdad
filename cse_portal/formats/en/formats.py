"""Dates on English pages: 11 June 2025 in prose, 11 Jun 2025 in tables.

Typed in any way that can be read in one way alone: 03/04/2026 is a day of March or of April.
"""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F Y"
YEAR_FORMAT = "Y"
SHORT_MONTH_FORMAT = "M Y"

DATE_INPUT_FORMATS = [
    *("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y"),
    *("%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y 年 %m 月 %d 日"),
]
TIME_INPUT_FORMATS = ["%H:%M:%S", "%H:%M:%S.%f", "%H:%M", "%H点", "%H点%M分"]
