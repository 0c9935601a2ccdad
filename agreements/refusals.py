"""Why an upload is not taken, by name. What the member reads of each stands in sentences.py."""

from enum import StrEnum

MOST_PAGES = 200
MOST_MEGAPIXELS = 60


class Refusal(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OTHER_KIND = "other_kind"
    DAMAGED = "damaged"
    TWO_FILES_IN_ONE = "two_files_in_one"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    LAUNCH = "launch"
    EMBEDDED = "embedded"
    MEDIA = "media"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_COSTLY = "too_costly"
    VIRUS = "virus"
    SCANNER_AWAY = "scanner_away"
    QUOTA = "quota"
    STORE_AWAY = "store_away"


class Refused(Exception):
    def __init__(self, why: Refusal):
        self.why = why
        super().__init__(why)
