"""Dates on Chinese pages: 2025年6月11日, in prose and in tables."""

DATE_FORMAT = SHORT_DATE_FORMAT = "Y年n月j日"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = "Y年n月j日 H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "Y年n月"
YEAR_FORMAT = "Y年"
SHORT_MONTH_FORMAT = "Y年n月"
