"""What became of a report, for whoever has its reference."""

import pytest

from tests.factories import make_agreement, make_change_report

ADDRESS = "/en/agreements/reported/R7K9ACDE/"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("new", "Not looked at yet"),
        ("taken", "Being looked at"),
        ("settled", "Settled"),
        ("declined", "Not taken up"),
    ],
)
def test_change_report_tells_its_state_and_nothing_of_its_writer(client, state, word):
    make_change_report(
        make_agreement(label_en="Pakistan, 2025"),
        state,
        reference="R7K9ACDE",
        what="What I wrote",
        email="reader@example.org",
    )

    text = client.get(ADDRESS).text

    assert f"</svg>{word}</span>" in text
    assert "R7K9ACDE" in text
    assert "Pakistan, 2025" in text
    assert "What I wrote" not in text
    assert "reader@example.org" not in text


def test_change_report_shows_the_answer_as_text(client):
    make_change_report(state="settled", reference="R7K9ACDE", answer="<b>Put right.</b>")

    text = client.get(ADDRESS).text

    assert "&lt;b&gt;Put right.&lt;/b&gt;" in text


def test_unknown_reference_finds_nothing(client, db):
    assert client.get(ADDRESS).status_code == 404


def test_chinese_reader_is_told_what_is_reported_and_that_it_waits(client):
    make_change_report(reference="R7K9ACDE")

    text = client.get(ADDRESS.replace("/en/", "/zh-hans/")).text

    assert "<dt>涉及条目</dt>" in text
    assert "</svg>尚未处理</span>" in text
