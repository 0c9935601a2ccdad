"""The time zones a person can choose, and how kindly a typed one is read."""

import re
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Offered while typing; every other zone of the time zone database can be typed as well.
SUGGESTED = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Singapore",
    "Asia/Karachi",
    "Asia/Yangon",
    "Asia/Tokyo",
    "Asia/Dubai",
    "Africa/Nairobi",
    "Africa/Lagos",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Los_Angeles",
    "Australia/Sydney",
    "Pacific/Auckland",
)
WRITTEN = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")


def read_time_zone(typed: str) -> str:
    """The zone's own spelling: " asia/hong kong " is Asia/Hong_Kong. Raises ValidationError."""
    wanted = "_".join(typed.split()).casefold()
    for zone in available_timezones():
        if zone.casefold() == wanted and WRITTEN.fullmatch(zone):
            return zone
    raise ValidationError(
        _("There is no time zone “%(typed)s”. Write one such as Asia/Shanghai."),
        code="unknown_time_zone",
        params={"typed": typed[:40]},
    )


def validate_time_zone(name: str) -> None:
    """Exactly one of the names in the time zone database: pages are shown in this zone."""
    if read_time_zone(name) != name:
        raise ValidationError(
            _("Write the time zone as %(zone)s."), params={"zone": read_time_zone(name)}
        )
