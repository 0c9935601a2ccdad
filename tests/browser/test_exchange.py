"""A member brings a table: says which column is what, saves what is right, takes all along."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from members.cpd.models import Record
from tests.browser.conftest import is_wide_enough
from tests.factories import make_member

TABLE = (
    "完成情况,内容说明,时长(小时)\n"
    '2025-06-01,桥梁抗震评估,"7,5"\n'
    "1/6/2025,Tunnels,2\n"
    "2025年9月3日,=1+1,2.25\n"
)
SMALL = "Date,Activity,Hours\n2025-06-01,桥梁抗震评估,7.5\n2025-09-03,Tunnels,2.25\n"


@pytest.fixture
def member(transactional_db):
    return make_member("li.wei@example.org", family_name="Li", given_name="Wei", name_zh="李伟")


def test_member_imports_a_table_and_takes_the_entries_along(page, member, log_in):
    log_in(page, member.user)
    page.goto("/en/members/cpd/")
    page.get_by_role("link", name="Import").click()
    table = {"name": "我的记录.csv", "mimeType": "text/csv", "buffer": TABLE.encode("gb18030")}
    page.get_by_label("File").set_input_files(table)
    page.get_by_role("button", name="Read the file").click()

    expect(page.get_by_role("heading", name="Which column is what?")).to_be_visible()
    assert is_wide_enough(page)
    page.get_by_label("Date", exact=True).select_option(label="B: 内容说明 (桥梁抗震评估)")
    page.get_by_label("Activity", exact=True).select_option(label="B: 内容说明 (桥梁抗震评估)")
    page.get_by_role("button", name="Show the rows").click()
    expect(page.get_by_text("This column is chosen for “Date” already.").last).to_be_visible()
    page.get_by_label("Date", exact=True).select_option(label="A: 完成情况 (2025-06-01)")
    page.get_by_role("button", name="Show the rows").click()

    expect(page.get_by_text("This can be 2025-01-06 or 2025-06-01.")).to_be_visible()
    assert is_wide_enough(page)
    page.get_by_role("link", name="New 2").click()
    expect(page.get_by_role("rowheader", name="桥梁抗震评估")).to_be_visible()
    assert not Record.objects.exists()
    page.get_by_label("The new entries, without the rows to put right").check()
    page.get_by_role("button", name="Save 2 new entries").click()

    expect(page.get_by_role("heading", name="2 entries saved")).to_be_visible()
    assert is_wide_enough(page)
    page.get_by_role("link", name="Show the entries").click()
    with page.expect_download() as csv:
        page.get_by_role("link", name="Export as CSV").click()
    with page.expect_download() as xlsx:
        page.get_by_role("link", name="Export as XLSX").click()
    assert is_wide_enough(page)
    assert csv.value.suggested_filename == "cpd-entries-all.csv"
    assert xlsx.value.suggested_filename == "cpd-entries-all.xlsx"
    lines = csv.value.path().read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[1:4] for line in lines] == [
        ["2025-09-03", "'=1+1", "2.25"],
        ["2025-06-01", "桥梁抗震评估", "7.5"],
    ]


def test_small_file_is_imported_with_one_field_and_exported_with_one_click(journey, member, log_in):
    page = journey.page
    log_in(page, member.user)
    journey.open("members/")
    table = {"name": "2025.csv", "mimeType": "text/csv", "buffer": SMALL.encode()}

    journey.click(journey.link("CPD", "持续职业发展", exact=True))
    journey.click(journey.link("Import", "导入", exact=True))
    journey.attach(journey.field("File", "文件"), table)
    journey.click(journey.button("Read the file", "读取文件"))
    expect(journey.heading("Check the rows", "核对各行")).to_be_visible()
    before = Record.objects.count()
    wide_enough = is_wide_enough(page)
    journey.click(journey.button("Save 2 new entries", "保存2条新记录"))
    expect(journey.heading("2 entries saved", "已保存2条记录")).to_be_visible()
    imported = journey.spent
    journey.click(journey.link("Show the entries", "查看记录"))
    with page.expect_download() as xlsx:
        journey.click(journey.link("Export as XLSX", "导出XLSX"))

    written = BytesIO(xlsx.value.path().read_bytes())
    rows = load_workbook(written).active.iter_rows(values_only=True)
    told = [(row[1], row[2], row[3]) for row in rows]
    heads = [("Date", "日期"), ("Activity", "活动"), ("Hours", "学时数")]
    assert told[0] == tuple(journey.said(*head) for head in heads)
    assert [(title, hours) for _day, title, hours in told[1:]] == [
        ("Tunnels", 2.25),
        ("桥梁抗震评估", 7.5),
    ]
    assert (before, imported, journey.spent) == (0, (4, 1, 0), (6, 1, 0))
    assert (wide_enough, is_wide_enough(page)) == (True, True)
