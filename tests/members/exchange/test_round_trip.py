"""An export that is read again changes nothing; into an empty record it brings all back."""

from datetime import date, timedelta
from itertools import product

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from hypothesis import assume, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from agreements.requirements.vocabulary import ActivityKind, Aspect, Topic
from members.cpd.forms import RecordForm
from members.cpd.models import Record
from members.exchange.readings import COMPARED, Outcome
from members.exchange.workflow import opened, save
from members.exchange.writing import csv_lines, workbook
from members.profile.models import Member
from tests import factories

FIELDS = RecordForm.base_fields
HOSTILE = "'=+-@＝\"',;\t\n \u3000=桥梁🌉\\é"


def taken(name: str):
    """Texts as the form takes them, many of them made to be taken for something else."""

    def clean(text: str) -> str:
        try:
            return FIELDS[name].clean(text)
        except ValidationError:
            assume(False)

    texts = st.one_of(st.text(alphabet=HOSTILE, max_size=12), st.text(max_size=60))
    return texts.filter(lambda text: "\uffff" not in text and "\ufffe" not in text).map(clean)


ENTRIES = st.fixed_dictionaries(
    {
        "title": taken("title"),
        "provider": taken("provider"),
        "practice_area": taken("practice_area"),
        "reflection": taken("reflection"),
        "done_on": st.integers(0, 12_000).map(lambda days: date(1990, 1, 1) + timedelta(days)),
        "hours": st.integers(1, 3999).map(lambda quarters: f"{quarters / 4:.2f}"),
        "kind": st.sampled_from(ActivityKind.values),
        "aspect": st.sampled_from(Aspect.values),
        "topics": st.lists(st.sampled_from(Topic.values), unique=True),
        "is_online": st.booleans(),
        "link": st.sampled_from(["", "https://example.org/a?b=1&c=2"]),
    }
)


def as_csv(records) -> bytes:
    return "".join(csv_lines(records)).encode()


def as_xlsx(records) -> bytes:
    return workbook(records, "CPD").getvalue()


WRITTEN = {"csv": as_csv, "xlsx": as_xlsx}


def rows() -> list[dict]:
    return list(Record.objects.order_by("done_on", "title", "hours", "pk").values(*COMPARED))


class RoundTrip(TestCase):
    """Each example in a transaction of its own, which the library undoes."""

    def there_and_back(self, entries: list[dict], written) -> None:
        member = factories.make_member()
        for entry in entries:
            factories.make_record(member, **entry)
        before, content = rows(), written(Record.objects.newest_first())

        again = opened(factories.make_sheet(member, content)).readings
        assert [(one.outcome, one.note) for one in again] == [(Outcome.THERE, "")] * len(entries)

        Record.objects.all().delete()
        sheet = factories.make_sheet(member, content)
        found = opened(sheet)
        assert [one.problems for one in found.readings] == [[]] * len(entries)
        save(sheet, found)
        assert rows() == before

    @given(st.lists(ENTRIES, min_size=1, max_size=3, unique_by=lambda entry: entry["title"]))
    @hypothesis(max_examples=40)
    def test_csv(self, entries):
        self.there_and_back(entries, as_csv)

    @given(st.lists(ENTRIES, min_size=1, max_size=3, unique_by=lambda entry: entry["title"]))
    @hypothesis(max_examples=40)
    def test_xlsx(self, entries):
        self.there_and_back(entries, as_xlsx)


def test_export_of_every_member_of_the_demonstration_changes_nothing(db):
    call_command("load_demo", "--password", "long-enough-for-anybody", verbosity=0)
    members = [one for one in Member.objects.all() if one.cpd_records.exists()]
    assert members
    for member, kind, language in product(members, WRITTEN, ["en", "zh-hans"]):
        mine = Record.objects.of(member).newest_first()
        with translation.override(language):
            content = WRITTEN[kind](mine)

        again = opened(factories.make_sheet(member, content)).readings

        assert {(one.outcome, one.note) for one in again} == {(Outcome.THERE, "")}
        assert len(again) == mine.count()


def test_two_entries_alike_are_both_known_again(as_member, member):
    for _number in range(2):
        factories.make_record(member, "Bridges", done_on=date(2025, 6, 1))
    content = as_member.get(reverse("members:exchange:export_csv"), {"period": "all"}).getvalue()

    again = opened(factories.make_sheet(member, content)).readings

    assert [one.outcome for one in again] == [Outcome.THERE, Outcome.THERE]
