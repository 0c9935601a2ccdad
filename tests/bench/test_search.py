"""The bench of the search, at sizes at which it says nothing but that it works."""

from time import process_time

import pytest
from django.test import Client

from agreements.search.models import SearchEntry
from bench import meter, search
from bench.growth import compared
from bench.meter import Answer, Server, Target

pytestmark = pytest.mark.django_db
QUESTIONS = sum(len(asked) for asked in search.ASKED.values())


class InThisProcess(Server):
    """The portal of the test, with the rows of the test."""

    def __init__(self):
        self.asked = []

    def ask(self, target: Target) -> Answer:
        address = target.address()
        self.asked.append(address)
        response = Client().get(address)
        assert response.status_code == target.status
        return Answer(dict(response.headers), response.content, took=1 + len(response.content))

    def cpu(self) -> float:
        return 1000 * process_time()


@pytest.fixture(autouse=True)
def _few(monkeypatch):
    monkeypatch.setattr(search, "ORIGINALS", 4)
    monkeypatch.setattr(meter, "BURST", 1)


def test_growth_of_every_question_is_a_line_beside_its_budget():
    server = InThisProcess()
    small = search.at_size(server, 4, rounds=1)
    few = SearchEntry.objects.count()
    large = search.at_size(server, 12, rounds=1)

    lines = compared(small, large)

    assert (few, SearchEntry.objects.count()) == (8, 24)
    assert len(lines) == QUESTIONS
    assert [line.most for line in lines] == [search.MOST_GROWTH] * QUESTIONS
    grown = {line.what: line.figure for line in lines}
    assert grown["en: zebra: growth"] == pytest.approx(1, rel=0.01)
    assert grown["zh-hans: 会: growth"] > 1.1


def test_every_question_is_asked_anew_each_time():
    """What the portal keeps of an address would be measured otherwise."""
    server = InThisProcess()
    search.at_size(server, 4, rounds=1)

    assert len(set(server.asked)) == len(server.asked) == 2 * QUESTIONS


def test_copies_are_found_as_their_originals_are(client):
    search.make_entries(4)
    first = client.get("/en/search/?q=engineers").context["total"]
    search.make_entries(12)

    assert first > 0
    assert client.get("/en/search/?q=engineers&of=12").context["total"] == 3 * first


def test_queries_of_some_questions_are_counted():
    search.make_entries(4)

    lines = list(search.asking())

    assert [line.what.split(": ")[-1] for line in lines] == ["queries"] * len(lines)
    assert all(1 < line.figure <= search.MOST_QUERIES for line in lines)
