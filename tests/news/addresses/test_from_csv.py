"""A table of old addresses, in and out: nothing before it was looked at, and all or nothing."""

import csv
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.addresses.models import OldAddress
from tests.factories import make_article, make_newsletter

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/news/oldaddress/from-csv/"
TABLE = """old address,leads to
http://english.cast-cse.org.cn/cms/xwtz/161834.htm,/en/news/forum/
/show.asp?id=7,/zh-hans/newsletters/54/
"""


@pytest.fixture
def editor(as_staff):
    make_article("forum")
    make_newsletter(54)
    return as_staff("editor")


def file_of(content: str | bytes) -> SimpleUploadedFile:
    content = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile("old.csv", content)


def looked_at(editor, content, **more):
    return editor.post(ADDRESS, {"file": file_of(content), **more})


def save(editor, content: str, **more):
    return editor.post(ADDRESS, {"text": content, "confirmed": "1", **more}, follow=True)


def numbers(response) -> dict[str, int]:
    return {name: number for name, number, _rows in response.context["sorts"]}


def kept() -> dict[str, str]:
    return {str(old): old.target for old in OldAddress.objects.all()}


def test_table_is_looked_at_first_and_then_saved(editor):
    response = looked_at(editor, TABLE)

    assert numbers(response) == {"New": 2}
    assert not OldAddress.objects.exists()
    text = re.search(r'<textarea name="text"[^>]*>\n(.*?)</textarea>', response.text, re.DOTALL)[1]

    said = save(editor, text)

    assert "2 old addresses are saved." in said.text
    assert kept() == {
        "english.cast-cse.org.cn/cms/xwtz/161834.htm": "/en/news/forum/",
        "/show.asp?id=7": "/zh-hans/newsletters/54/",
    }


WAYS = {
    "utf-8": TABLE.encode(),
    "with mark": TABLE.encode("utf-8-sig"),
    "utf-16": TABLE.encode("utf-16"),
    "gb18030": TABLE.replace("old address,leads to", "旧地址,新地址").encode("gb18030"),
    "semicolons": TABLE.replace(",", ";").encode(),
    "tabs": TABLE.replace(",", "\t").encode(),
    "windows": TABLE.replace("\n", "\r\n").encode(),
    "no heading": TABLE.split("\n", 1)[1].encode(),
    "empty lines": TABLE.replace("\n", "\n\n,\n").encode(),
    "quoted": re.sub(r"([^,\n]+)", r'"\1"', TABLE).encode(),
}


@pytest.mark.parametrize("content", WAYS.values(), ids=WAYS)
def test_table_is_read_however_it_was_saved(editor, content):
    assert numbers(looked_at(editor, content)) == {"New": 2}


def test_chinese_path_in_gb18030_is_read(editor):
    response = looked_at(editor, "/新闻/工程师.html,/en/news/forum/".encode("gb18030"))

    assert "/新闻/工程师.html" in response.text
    assert numbers(response) == {"New": 1}


def test_semicolons_and_commas_inside_an_address_part_no_columns(editor):
    response = looked_at(editor, "/a,b;c.htm\t/en/news/forum/\n/d,e.htm\t/en/news/forum/")

    assert numbers(response) == {"New": 2}


WRONG = {
    "/x.htm,/en/news/none/": "There is no page at /en/news/none/.",
    "/x.htm,https://evil.example/": "Another site cannot be the target.",
    "/x.htm,": "Write the target as a path of the portal",
    ",/en/news/forum/": "Write the address as a path",
    "/en/news/forum/,/en/": "This is an address of the portal today.",
    "/x.htm,/X.htm": "This address would lead to itself.",
    "/x.htm,/y.htm\n/y.htm,/x.htm": "This address would lead to itself.",
    "/x.htm,/en/\n/X.htm/,/en/news/": "Line 1 leads the same address elsewhere.",
    f"/{'x' * 600},/en/": "Write the address as a path",
}


@pytest.mark.parametrize(("content", "said"), WRONG.items(), ids=[key[:40] for key in WRONG])
def test_table_with_one_wrong_line_is_not_saved_at_all(editor, content, said):
    content = f"/fine.htm,/en/news/forum/\n{content}"
    content = content.replace("Line 1", "Line 2")
    said = said.replace("Line 1", "Line 2")

    response = looked_at(editor, content)

    assert said in response.text
    assert 'name="confirmed"' not in response.text
    save(editor, content)
    assert not OldAddress.objects.exists()


def test_chains_in_the_table_are_saved_as_one_step(editor):
    OldAddress.objects.create(path="/third.htm", target="/en/news/forum/")

    save(editor, "/first.htm,/second.htm\n/second.htm,/third.htm")

    assert set(kept().values()) == {"/en/news/forum/"}


def test_address_that_is_there_stays_unless_its_replacing_is_asked(editor):
    OldAddress.objects.create(path="/x.htm", target="/en/")
    content = "/x.htm,/en/news/forum/\n/y.htm,/en/news/forum/"

    assert "It leads to /en/ today." in looked_at(editor, content).text
    assert numbers(looked_at(editor, content, replaces="on")) == {
        "Leads elsewhere from now on": 1,
        "New": 1,
    }
    save(editor, content, replaces="on")
    assert kept() == {"/x.htm": "/en/news/forum/", "/y.htm": "/en/news/forum/"}


def test_table_that_is_there_already_changes_nothing(editor):
    save(editor, TABLE)

    response = looked_at(editor, TABLE)

    assert numbers(response) == {"There already": 2}
    assert "There is nothing new in it." in response.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The submitted file is empty."),
        (b"\n\n", "Choose a file that has rows in it."),
        (b"PK\x03\x04\x00\x00\xff\xff", "This file is no plain text."),
        (b"x" * 1_600_000, "The file is larger than 1.5 MB."),
        ("\n".join(f"/{n},/en/" for n in range(10_001)).encode(), "at most 10,000 rows"),
    ],
    ids=["empty", "blank", "workbook", "large", "long"],
)
def test_file_that_cannot_be_read_is_refused_beside_the_field(editor, content, said):
    response = looked_at(editor, content)

    assert said in " ".join(response.context["form"].errors["file"])


def test_ten_thousand_rows_need_as_many_queries_as_ten(editor):
    def queries(rows: int) -> int:
        content = "\n".join(
            f"/old/{n}.htm,{['/en/news/forum/', '/en/newsletters/54/'][n % 2]}" for n in range(rows)
        )
        with CaptureQueriesContext(connection) as seen:
            assert numbers(looked_at(editor, content)) == {"New": rows}
        return len(seen)

    queries(1)

    assert queries(10_000) == queries(10) <= 15


def test_table_goes_out_as_it_came_in_and_holds_no_formula(editor):
    save(editor, TABLE)

    response = editor.get("/admin/news/oldaddress/as-csv/")

    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert rows == [
        ["old address", "leads to"],
        ["english.cast-cse.org.cn/cms/xwtz/161834.htm", "/en/news/forum/"],
        ["/show.asp?id=7", "/zh-hans/newsletters/54/"],
    ]
    assert not any(cell[0] in "=+-@\t\r" for row in rows for cell in row)
    assert numbers(looked_at(editor, response.content)) == {"There already": 2}


def test_host_cannot_begin_a_formula(editor):
    save(editor, "http://=cmd/x.htm,/en/news/forum/")

    assert kept() == {"/x.htm": "/en/news/forum/"}


def test_reviewer_may_neither_bring_a_table_nor_take_one(as_staff):
    reviewer = as_staff("reviewer")

    assert reviewer.get(ADDRESS).status_code == 403
    assert reviewer.get("/admin/news/oldaddress/as-csv/").status_code == 403


def test_visitor_is_asked_to_log_in(client):
    assert client.get(ADDRESS).status_code == 302
