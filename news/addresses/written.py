"""Addresses as people and browsers write them, brought to one form. No database."""

import re
import unicodedata
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode, urlsplit

from django.utils.encoding import repercent_broken_unicode

LONGEST = 500  # characters of an address that can be kept
MOST_PARAMETERS = 10
HOST = re.compile(r"(?:https?:)?//(?P<a>[^/?#\s]+)|(?P<b>[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?=/)", re.I)
SESSION = re.compile(r";jsessionid=[^/?#]*", re.I)
# What others hang on an address when they share it.
TRACKING = re.compile(r"utm_\w+|fbclid|gclid|spm|share_token|jsessionid", re.I)

# How else the language of a page is named at the beginning of its address.
LANGUAGE = re.compile(r"/(?:(?P<en>en[-_]\w+)|cn|zh(?:[-_](?:cn|hans|hans[-_]cn|sg))?)(?=/|$)")


class Address(NamedTuple):
    """Host without port, in lower case, or ""; path with query, as `OldAddress` keeps it."""

    host: str
    path: str


def read(written: str) -> Address:
    """Of what was typed or pasted: with a host or without, percent signs, a slash too many."""
    written = written.strip()
    if found := HOST.match(written):
        host, rest = found["a"] or found["b"], written[found.end() :]
    else:
        host, rest = "", written
    parts = urlsplit(f"//x/{rest.lstrip('/')}" if not rest.startswith("?") else f"//x{rest}")
    return Address(
        bare_host(host), with_query(plain_path(decoded(parts.path)), parameters(parts.query))
    )


def bare_host(host: str) -> str:
    """Without user, port and scheme; empty for what can be no name of a host."""
    host = re.sub(r"^\w+://", "", host.strip().lower())
    host = host.rpartition("@")[2].partition("/")[0].partition(":")[0]
    return host if re.fullmatch(r"\w[\w.-]*", host) else ""


def decoded(path: str) -> str:
    """As Django decodes what a browser asks for."""
    return repercent_broken_unicode(unquote_to_bytes(path.encode())).decode()


def plain_path(path: str) -> str:
    """In lower case, without sessions, doubled slashes and the last slash.

    No generation of the old sites told two pages apart by the case of a letter.
    """
    single = re.sub(r"/{2,}", "/", SESSION.sub("", path))
    return unicodedata.normalize("NFC", single).casefold().rstrip("/") or "/"


def parameters(query: str) -> list[tuple[str, str]]:
    """In the order of their names, without those that only follow readers around."""
    try:
        found = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return []
    return sorted((name.casefold(), value) for name, value in found if not TRACKING.fullmatch(name))


def with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(pairs)}" if pairs else path


def asked(path: str, query: str) -> list[str]:
    """Under what an address that a browser asks for may be kept, the most exact first.

    With all of its query; with one parameter of it, such as `?id=7`; without any.
    """
    plain, pairs = plain_path(path), parameters(query)
    single = [[pair] for pair in pairs[:MOST_PARAMETERS]]
    names = [with_query(plain, some) for some in (pairs, *single, [])]
    return [name for name in dict.fromkeys(names) if len(name) <= LONGEST and "\0" not in name]


def as_written_here(path: str) -> list[str]:
    """How the portal may write this path of its own: a page ends in a slash, a file does not."""
    plain = LANGUAGE.sub(lambda found: "/en" if found["en"] else "/zh-hans", plain_path(path), 1)
    return [f"{plain.rstrip('/')}/", plain]
