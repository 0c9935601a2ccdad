"""Every sentence of the portal is in the Chinese catalogue, whole, and nothing else is.

The sentences are read here from the source; `make messages` brings the catalogue up to them.
"""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import override
from django.utils.translation.template import templatize
from django_countries import countries

ROOT = Path(__file__).resolve().parent.parent
APPS = ["agreements", "news", "members", "cse_portal"]
CATALOGUE = ROOT / "cse_portal/locale/zh_Hans/LC_MESSAGES/django.po"

ONE, MANY, IN_CONTEXT, MANY_IN_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {"_": ONE} | {
    f"{name}{ending}": arguments
    for name, arguments in {
        "gettext": ONE,
        "ngettext": MANY,
        "pgettext": IN_CONTEXT,
        "npgettext": MANY_IN_CONTEXT,
    }.items()
    for ending in ("", "_lazy", "_noop")
}

CHINESE = r"[\u4e00-\u9fff]"
HAS_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[ds]|\{\w*\}")
TAG = re.compile(r"</?[a-z]\w*")
A_WORD = re.compile(r"[a-z]{2}")


# --- What the source says ------------------------------------------------------------------------


class Sentence(NamedTuple):
    """As the catalogue looks it up: a plural is found by its singular."""

    context: str | None
    text: str


def sentences_in(source: str) -> set[Sentence]:
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
    return {Sentence(context, forms(message)[0]) for _, message, _, context in found}


def as_python(template: Path) -> str:
    """The template's sentences as calls; its lines without the indentation Python would read."""
    calls = templatize(template.read_text(), origin=str(template))
    return "\n".join(line.strip() for line in calls.splitlines())


@cache
def spoken() -> dict[Sentence, str]:
    """Every sentence of the source, and one file that has it."""
    modules = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    templates = [path for path in (ROOT / "templates").rglob("*.*") if path.is_file()]
    sources = {path: path.read_text() for path in modules}
    sources |= {path: as_python(path) for path in templates}
    return {
        sentence: str(path.relative_to(ROOT))
        for path, source in sources.items()
        for sentence in sentences_in(source)
    }


# --- What the catalogue has ----------------------------------------------------------------------


@cache
def catalogue() -> Catalog:
    if not CATALOGUE.exists():
        pytest.fail("There is no Chinese catalogue: run `make messages`, and translate.")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans", abort_invalid=True)


def entries() -> list[Message]:
    return [entry for entry in catalogue() if entry.id]


def forms(words: str | tuple[str, ...]) -> list[str]:
    return list(words) if isinstance(words, list | tuple) else [words]


def entry_sentence(entry: Message) -> Sentence:
    return Sentence(entry.context, forms(entry.id)[0])


def translated() -> list[tuple[str, str]]:
    """Each translation, with the fullest form of its original."""
    return [(forms(entry.id)[-1], text) for entry in entries() for text in forms(entry.string)]


def wrong(is_wrong) -> list[str]:
    return [f"{text!r} for {it!r}" for it, text in translated() if is_wrong(it, text)]


def test_sentences_of_python_and_templates_are_found():
    assert sentences_in('pgettext_lazy("verb", "Open"); ngettext("%d day", "%d days", n)') == {
        Sentence("verb", "Open"),
        Sentence(None, "%d day"),
    }
    assert {"agreements/register/models.py", "templates/base.html"} <= set(spoken().values())


def test_sentences_are_all_in_the_catalogue():
    known = {entry_sentence(entry) for entry in entries()}

    missing = {sentence for sentence in spoken() if sentence not in known}

    assert sorted(f"{spoken()[sentence]}: {sentence.text}" for sentence in missing) == []


def test_catalogue_has_nothing_that_nobody_says():
    unused = [entry.id for entry in entries() if entry_sentence(entry) not in spoken()]

    assert unused == []
    assert list(catalogue().obsolete) == []


def test_catalogue_is_sure_of_every_word():
    assert catalogue().fuzzy is False
    assert [entry.id for entry in entries() if entry.fuzzy] == []


def test_catalogue_has_the_one_plural_of_chinese():
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in CATALOGUE.read_text()


def test_sentences_are_all_translated():
    assert [entry.id for entry in entries() if not all(forms(entry.string))] == []


def test_translations_keep_placeholders_and_tags():
    def loses(original, text):
        return any(
            sorted(kind.findall(original)) != sorted(kind.findall(text))
            for kind in (PLACEHOLDER, TAG)
        )

    assert wrong(loses) == []


def test_translations_are_chinese():
    def stays_english(original, text):
        return A_WORD.search(PLACEHOLDER.sub("", original)) and not HAS_CHINESE.search(text)

    assert wrong(stays_english) == []


def test_translations_use_chinese_punctuation():
    assert wrong(lambda _, text: re.search(rf"{CHINESE}([,;:!?]|\.(?!\w))", text)) == []


def test_translations_put_no_space_beside_latin_or_numbers():
    assert wrong(lambda _, text: re.search(rf"{CHINESE} [\w%]|[\w)] {CHINESE}", text)) == []


def test_compiled_catalogue_is_current():
    compiled = BytesIO()
    write_mo(compiled, catalogue())

    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_countries_all_have_a_chinese_name():
    with override("zh-hans"):
        names = dict(countries)

    assert {code: name for code, name in names.items() if not HAS_CHINESE.search(name)} == {}
