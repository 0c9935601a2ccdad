"""Two texts side by side: what went is marked on the left, what came on the right."""

import pytest

from news.versions.difference import Line, sides
from news.versions.reading import readable


def changed(lines: list[Line]) -> list[str]:
    return [piece.text for line in lines for piece in line.pieces if piece.is_changed]


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("The bridge opens in May.", "The bridge opens in June.", ["May"], ["June"]),
        ("大桥五月开放。", "大桥六月开放。", ["五"], ["六"]),
        ("CSE会员须知", "CSE会员大会须知", [], ["大会"]),
        ("one two three", "one red blue three", ["two"], ["red blue"]),
        ("", "", [], []),
    ],
)
def test_words_are_compared_and_chinese_by_character(before, after, gone, come):
    left, right = sides([before], [after])

    assert (changed(left), changed(right)) == (gone, come)


def test_lines_that_share_little_are_shown_whole():
    left, right = sides(["A bridge over the river."], ["桥梁工程师大会将于五月召开。"])

    assert changed(left) == ["A bridge over the river."]
    assert changed(right) == ["桥梁工程师大会将于五月召开。"]


def test_long_unchanged_parts_are_counted_but_not_repeated():
    same = [f"Line {number}" for number in range(10)]

    left, right = sides([*same, "old"], [*same, "new"])

    assert left[0].left_out == right[0].left_out == 9
    assert [piece.text for piece in left[1].pieces] == ["Line 9"]


def test_line_that_only_one_side_has_is_there_alone():
    left, right = sides(["one", "two"], ["one", "extra", "two"])

    assert (changed(left), changed(right)) == ([], ["extra"])


def test_long_texts_do_not_keep_the_page_waiting():
    before = "工程师" * 3_000
    left, _right = sides([before], [before[:-1] + "程"])

    assert changed(left) == [before]


def test_joined_pieces_are_the_line():
    before, after = "a  b, c-d (e)", "a b, x-d [e]"

    for text, lines in zip((before, after), sides([before], [after]), strict=True):
        assert "".join(piece.text for piece in lines[0].pieces) == text


def test_formatted_text_reads_as_lines():
    html = (
        "<h2>Where</h2><p>In <strong>Beijing</strong>, see <a href='https://e.org/'>the map</a>."
        "<br>Room 2 &amp; 3</p><ul><li>one</li></ul><ol><li><p>first</p></li><li>second</li></ol>"
        "<blockquote><p>Said</p></blockquote><table><tr><td>1</td><td>2</td></tr></table>"
        "<img src='/a.webp' alt='A bridge'>"
    )

    assert readable(html) == [
        "Heading: Where",
        "In **Beijing**, see the map (https://e.org/).",
        "Room 2 & 3",
        "• one",
        "1. first",
        "2. second",
        "Quotation: Said",
        "1 | 2 |",
        "[Picture: A bridge]",
    ]


@pytest.mark.parametrize("html", ["", "</p></ul></a>", "<li>", "<p>a<p>b", "<a>x</a>", "<<>&#0;"])
def test_broken_markup_is_read_as_far_as_it_goes(html):
    assert isinstance(readable(html), list)
