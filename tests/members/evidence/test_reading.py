"""What is read from the text of a certificate. No database: text goes in, values come out."""

from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from members.evidence.reading import Reading, days, holds, numbers, read
from members.evidence.written_days import Said, Span, spans

LETTERS = st.text(
    alphabet=st.sampled_from(
        "0123456789 .,:;-–/\n年月日至生一二十〇学时号编证书第No“”《》hHMay ()Aa"
    )
)
PIECES = st.lists(
    st.sampled_from(
        [
            "12 May 2025",
            "2025年5月12日",
            "May 12",
            " to ",
            "至",
            "2025",
            "2025.10.",
            "学时:",
            "8 hours",
            "No. ",
            "编号",
            "AB-12",
            "completed the course ",
            "有效期至",
            "\n",
            " ",
            "“",
            "”",
        ]
    )
).map("".join)


def dates(*written: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, written))


# --- Whole certificates --------------------------------------------------------------------------

CERTIFICATES = {
    "attendance, in English": (
        """CERTIFICATE OF ATTENDANCE
        This is to certify that
        LI WEI
        has successfully completed the course
        Advanced Inspection of Steel Bridges
        held in Tianjin on 12–17 October 2025
        CPD hours: 16
        Certificate No.: CSE-CPD-2025-0031
        Issued by: Chinese Society of Engineers
        Date of issue: 20 October 2025""",
        ["Advanced Inspection of Steel Bridges"],
        ["16"],
        ["2025-10-12", "2025-10-17", "2025-10-20"],
        ["CSE-CPD-2025-0031"],
        ["Chinese Society of Engineers"],
    ),
    "attendance in one sentence": (
        "This certifies that Zhang San attended a webinar on Fatigue of Welded Joints, organised\n"
        "by IABSE, on 3 March 2025 and earned 6,5 CPD hours.\nTel No. 8610 12345678",
        ["Fatigue of Welded Joints"],
        ["6.5"],
        ["2025-03-03"],
        [],
        [],
    ),
    "webinar in lines": (
        """Webinar: Fatigue in welded joints
        Provider: Institution of Structural Engineers
        Duration: 1.5 h
        Date: 28 May 2025
        Ref. No. IStructE/2025/118""",
        ["Fatigue in welded joints"],
        ["1.5"],
        ["2025-05-28"],
        ["IStructE/2025/118"],
        ["Institution of Structural Engineers"],
    ),
    "training, in Chinese": (
        """结 业 证 书
        证书编号：CSE（2025）0031
        李伟 同志（身份证号：110101199003071234）于2025年10月12日至17日
        参加“结构抗震设计高级研修班”学习，
        共计24学时，成绩合格，特发此证。
        发证单位：中国工程师联合体
        2025年10月20日""",
        ["结构抗震设计高级研修班"],
        ["24"],
        ["2025-10-12", "2025-10-17", "2025-10-20"],
        ["CSE(2025)0031"],
        ["中国工程师联合体"],
    ),
    "training in lines, in Chinese": (
        """继续教育证书
        培训内容：《建筑结构加固工程施工质量验收规范》宣贯
        学时：8
        主办单位：天津市建筑业协会
        培训时间：2025.10.12-10.13
        编 号：津建培 2025-0778""",
        ["《建筑结构加固工程施工质量验收规范》宣贯", "建筑结构加固工程施工质量验收规范"],
        ["8"],
        ["2025-10-12", "2025-10-13"],
        [],
        ["天津市建筑业协会"],
    ),
    "training without marks, in Chinese": (
        "李伟于2025年6月3日参加由中国土木工程学会主办的桥梁健康监测技术培训班，共16课时。",
        ["桥梁健康监测技术培训班"],
        ["16"],
        ["2025-06-03"],
        [],
        [],
    ),
    "both languages": (
        """培训证书 TRAINING CERTIFICATE
        课程名称：BIM 技术应用
        Course: BIM in Practice
        学时 Hours: 12
        2025年6月1日至2日 1–2 June 2025
        证书编号 Certificate No.: BIM-2025-07""",
        ["BIM 技术应用", "BIM in Practice"],
        ["12"],
        ["2025-06-01", "2025-06-02"],
        ["BIM-2025-07"],
        [],
    ),
    "degree, in English": (
        """TIANJIN UNIVERSITY
        has conferred upon LI Wei the degree of Master of Engineering
        with all the rights thereto. Given on this 28th day of June, 2019
        Diploma Number: 1005632019000123""",
        ["Master of Engineering"],
        [],
        ["2019-06-28"],
        ["1005632019000123"],
        [],
    ),
    "degree, in Chinese": (
        """硕士学位证书
        李伟，男，一九九〇年五月三日生。在我校土木工程学科学习，经审核，
        授予工学硕士学位。
        证书编号：1005632019000123
        二〇一九年六月二十八日""",
        ["工学硕士学位"],
        [],
        ["2019-06-28"],
        ["1005632019000123"],
        [],
    ),
    "diploma that names no title": (
        """毕业证书
        学生 李伟 性别 男，一九九〇年五月三日生，于二〇〇八年九月至二〇一二年六月在本校
        土木工程专业学习，        修完教学计划规定的全部课程，成绩合格，准予毕业。
        二〇一二年六月二十八日""",
        [],
        [],
        ["2012-06-28"],
        [],
        [],
    ),
    "register, in English": (
        """Professional Engineer
        Registration number PE 12345
        This certifies that Li Wei was admitted as a Professional Engineer on June 28, 2019
        Valid until: 27 June 2024""",
        ["Professional Engineer"],
        [],
        ["2019-06-28", "2024-06-27"],
        ["PE 12345"],
        [],
    ),
    "register, in Chinese": (
        """中华人民共和国一级注册结构工程师
        注册号：粤1442019202001234
        出生日期：1990年5月3日
        有效期：2019年6月28日至2024年6月27日
        发证机关：住房和城乡建设部""",
        [],
        [],
        ["2019-06-28", "2024-06-27"],
        ["粤1442019202001234"],
        ["住房和城乡建设部"],
    ),
}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_certificate_is_read(name):
    text, titles, hours, named, numbered, issuers = CERTIFICATES[name]

    found = read(text)

    assert list(found.titles) == titles
    assert found.hours == tuple(map(Decimal, hours))
    assert found.days == dates(*named) == days(text)
    assert list(found.numbers) == numbered == list(numbers(text))
    assert list(found.issuers) == issuers


@pytest.mark.parametrize("text", ["", "\n", "CERTIFICATE", "证书", "LI WEI", "Page 1 of 2"])
def test_text_that_says_nothing_gives_nothing(text):
    found = read(text)

    assert found == Reading()
    assert not found


# --- Days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "28 June 2019",
        "28th June, 2019",
        "28 Jun. 2019",
        "28-Jun-2019",
        "28JUN2019",
        "the 28th day of June 2019",
        "28th day of June, in the year 2019",
        "June 28, 2019",
        "JUNE 28 2019",
        "June 28th, 2019",
        "June\n28, 2019",
        "2019-06-28",
        "2019-6-28",
        "2019/6/28",
        "2019.06.28",
        "2019.06.28.",
        "2019 - 06 - 28",
        "28/06/2019",
        "06/28/2019",
        "28.6.2019",
        "2019年6月28日",
        "2019 年 06 月 28 日",
        "２０１９年６月２８号",
        "二〇一九年六月二十八日",
        "二○一九年六月廿八日",
        "二零一九年六月 二十八 日",
        "⼆〇⼀九年六⽉⼆⼗⼋⽇",
        "2019年六月二十八日",
    ],
)
def test_day_is_read_however_it_is_written(written):
    assert days(f"Tianjin, {written}\n") == dates("2019-06-28")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("二〇二〇年元月十日", "2020-01-10"),
        ("二〇二〇年十月三十一日", "2020-10-31"),
        ("二〇二〇年十二月十二日", "2020-12-12"),
        ("二〇二〇年十一月卅日", "2020-11-30"),
        ("1 May 2020", "2020-05-01"),
        ("05/05/2020", "2020-05-05"),
        ("29 February 2020", "2020-02-29"),
    ],
)
def test_other_days_are_read(written, day):
    assert days(written) == dates(day)


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2025",
        "3.4.2025",
        "12-11-2025",
        "03/04/25",
        "2025",
        "June 2019",
        "2019年6月",
        "30 February 2019",
        "2019-02-30",
        "2019年13月1日",
        "32 May 2019",
        "2019-06-28-0031",
        "A2019.06.28.7",
        "192.168.2019.06.28",
        "28 June 3019",
        "十年五月三日",
        "Born on 3 May 1990",
        "Date of birth: 1990-05-03",
        "出生日期：1990年5月3日",
        "1990年5月3日出生",
        "一九九〇年五月三日生",
    ],
)
def test_what_is_no_day_or_could_be_two_or_is_of_birth_is_not_read(written):
    assert days(written) == ()


RANGE = dates("2025-10-12", "2025-10-17")
OVER_MONTHS = dates("2025-09-28", "2025-10-02")
OVER_YEARS = dates("2024-12-30", "2025-01-02")


@pytest.mark.parametrize(
    ("written", "both"),
    [
        ("12–17 Oct 2025", RANGE),
        ("12 - 17 October 2025", RANGE),
        ("12th to 17th October, 2025", RANGE),
        ("October 12–17, 2025", RANGE),
        ("12 October 2025 to 17 October 2025", RANGE),
        ("October 12, 2025 – October 17, 2025", RANGE),
        ("2025年10月12日至17日", RANGE),
        ("2025年10月12-17日", RANGE),
        ("2025年10月12日—10月17日", RANGE),
        ("2025年10月12日（周日）至10月17日", RANGE),
        ("2025年10月12日～2025年10月17日", RANGE),
        ("二〇二五年十月十二日至十七日", RANGE),
        ("2025-10-12 to 2025-10-17", RANGE),
        ("2025.10.12-2025.10.17", RANGE),
        ("2025.10.12-10.17", RANGE),
        ("2025/10/12-17", RANGE),
        ("28 September – 2 October 2025", OVER_MONTHS),
        ("Sept 28 to Oct 2, 2025", OVER_MONTHS),
        ("2025年9月28日至10月2日", OVER_MONTHS),
        ("30 December 2024 – 2 January 2025", OVER_YEARS),
        ("2024年12月30日至2025年1月2日", OVER_YEARS),
    ],
)
def test_range_is_read_with_both_its_days(written, both):
    [found] = spans(read_as_kept(written))

    assert (found.first, found.last) == both


def read_as_kept(text: str) -> str:
    """In the plain form of each character, as the vault keeps it."""
    return text.replace("（", "(").replace("）", ")").replace("～", "~")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("held on 28 June 2019", Said.NOTHING),
        ("Date: 28 June 2019", Said.NOTHING),
        ("Date of issue: 28 June 2019", Said.ISSUED),
        ("Awarded on 28 June 2019", Said.ISSUED),
        ("Date of issue\n28 June 2019", Said.ISSUED),
        ("发证日期：2019年6月28日", Said.ISSUED),
        ("Valid from 28 June 2019", Said.ISSUED),
        ("Valid until 28 June 2019", Said.ENDS),
        ("Expiry date: 28 June 2019", Said.ENDS),
        ("有效期至2019年6月28日", Said.ENDS),
        ("This certificate is valid when sealed. 28 June 2019", Said.NOTHING),
        ("本证书盖章有效。2019年6月28日", Said.NOTHING),
        ("2019年6月28日前有效", Said.ENDS),
    ],
)
def test_day_is_what_the_words_beside_it_say(written, said):
    day = date(2019, 6, 28)

    assert spans(written) == [Span(day, day, said)]


def test_words_beside_one_day_say_nothing_of_the_next():
    found = read("Issued 28 June 2019. Valid until 27 June 2024. Course on 3 May 2019.")

    assert [span.said for span in found.spans] == [Said.ISSUED, Said.ENDS, Said.NOTHING]


def test_days_are_offered_for_what_they_are():
    found = read("Course 12–17 October 2025\nIssued 20 October 2025\nValid until 31 December 2026")

    assert found.held_on == dates("2025-10-17", "2025-10-20")
    assert found.awarded_on == dates("2025-10-20", "2025-10-17")
    assert found.valid_until == dates("2026-12-31")


def test_time_of_validity_gives_the_award_and_the_end():
    found = read("有效期：2019年6月28日至2024年6月27日")

    assert found.awarded_on == dates("2019-06-28")
    assert found.valid_until == dates("2024-06-27")
    assert found.held_on == ()


# --- Hours ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("8 hours", ["8"]),
        ("8 CPD hours", ["8"]),
        ("8.0 CPD Hours", ["8.0"]),
        ("6.5 h", ["6.5"]),
        ("6,5 h", ["6.5"]),
        ("an 8-hour course", ["8"]),
        ("12 PDHs", ["12"]),
        ("3 contact hours", ["3"]),
        ("CPD hours: 16", ["16"]),
        ("Credit hours awarded: 16", ["16"]),
        ("学时：8", ["8"]),
        ("学时为8", ["8"]),
        ("16学时", ["16"]),
        ("16 个学时", ["16"]),
        ("共计24课时", ["24"]),
        ("总学时数：40", ["40"]),
        ("十六学时", ["16"]),
        ("4 hours a day, 3 days, total 12 hours", ["12", "4"]),
        ("理论16学时，实操8学时，合计24学时", ["24", "16", "8"]),
        ("8 hours (8 h)", ["8"]),
        ("0 hours", []),
        ("1,000 hours", []),
        ("1000 hours", []),
        ("17:00 hours", []),
        ("14h30", []),
        ("8 points", []),
        ("2 CEU", []),
        ("hours", []),
        ("学时", []),
        ("学时：2025年10月", []),
    ],
)
def test_hours_are_read_and_a_total_comes_first(written, hours):
    assert [str(found) for found in read(written).hours] == hours


# --- Numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Certificate No.: CSE-2019-0031", "CSE-2019-0031"),
        ("Certificate No. CSE 2019 0031", "CSE 2019 0031"),
        ("No. 2019/0031", "2019/0031"),
        ("№ 20190031", "20190031"),
        ("Registration number: PE12345", "PE12345"),
        ("REGISTRATION NUMBER\nPE12345", "PE12345"),
        ("Credential ID ABC123", "ABC123"),
        ("证书编号：CSE（2019）0031", "CSE(2019)0031"),
        ("证 书 编 号 ： 20190031", "20190031"),
        ("编号 20190031", "20190031"),
        ("注册号：1442019202001234", "1442019202001234"),
        ("执业证号：津12345", "津12345"),
        ("（2019）毕字第 0031 号", "0031"),
        ("Certificate No.: ＣＳＥ－２０１９", "CSE-2019"),
        ("Certificate number: 2019-0031.", "2019-0031"),
    ],
)
def test_number_is_read_from_beside_its_name(written, number):
    assert numbers(written) == (number,)


@pytest.mark.parametrize(
    "written",
    [
        "20190031",
        "No hours were missed",
        "No. 5",
        "Certificate No.:",
        "Certificate No.: 2019-06-28",
        "Number of hours: 16",
        "身份证号：110101199003071234",
        "Passport No. E12345678",
        "ID Card No. 110101199003071234",
        "电话号码：02212345678",
        "Tel. No. 02212345678",
        "Student No. 2008123456",
        "学号：2008123456",
        "准考证号：2008123456",
        "Certificate No.: " + "1" * 41,
    ],
)
def test_what_is_no_number_of_a_certificate_is_not_read(written):
    assert numbers(written) == ()


# --- Titles and issuers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Course title: Soil mechanics", "Soil mechanics"),
        ("Name of course: “Soil mechanics”", "Soil mechanics"),
        ("TITLE:\nSoil mechanics", "Soil mechanics"),
        ("attended the seminar “Soil mechanics” on 3 May 2025", "Soil mechanics"),
        (
            "has completed the training course entitled Soil Mechanics with success",
            "Soil Mechanics",
        ),
        ("for participation in Soil Mechanics 2025, held in Tianjin", "Soil Mechanics 2025"),
        ("was awarded the degree of Doctor of Philosophy.", "Doctor of Philosophy"),
        ("is registered as a Chartered Engineer", "Chartered Engineer"),
        ("课程名称：土力学", "土力学"),
        ("参加《土力学》培训", "土力学"),
        ("具备高级工程师资格", "高级工程师资格"),
    ],
)
def test_title_is_read(written, title):
    assert read(written).titles == (title,)


@pytest.mark.parametrize(
    "written",
    [
        "has completed the course",
        "completed the following requirements",
        "completed 16 hours",
        "Course: 101",
        "“ok”",
        "完成了规定的全部课程",
        "Title: " + "long " * 50,
    ],
)
def test_what_is_no_title_is_not_read(written):
    assert read(written).titles == ()


# --- Whether a text holds some words --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Awarded to LI WEI of Tianjin", "Li Wei"),
        ("Awarded to LI\nWEI", "Li Wei"),
        ("LIWEI", "Li Wei"),
        ("姓名：Li Wei性别", "LI Wei"),
        ("Ouyang Xiao-Ming", "ouyang xiaoming"),
        ("Ouyang Xiao\u2010\nming", "Ouyang Xiaoming"),
        ("姓 名 李 伟", "李伟"),
        ("No. CSE-2019-0031", "cse 2019 0031"),
        ("No. CSE 2019 0031", "ＣＳＥ－２０１９－００３１"),
        ("编号CSE20190031号", "CSE-2019-0031"),
        ("Master  of\nEngineering", "Master of Engineering"),
        ("a+b (c)", "A+B(C)"),
        ("José Müller", "JOSÉ MÜLLER"),
    ],
)
def test_text_holds_words_whatever_their_shape(text, words):
    assert holds(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Awarded to Li Weiming", "Li Wei"),
        ("Awarded to Ali Wei", "Li Wei"),
        ("Awarded to Wei Li", "Li Wei"),
        ("No. 120190031", "20190031"),
        ("No. 201900312", "20190031"),
        ("No. 2019 0032", "2019-0031"),
        ("anything", ""),
        ("- - -", " – "),
        ("", "Li Wei"),
        ("a" * 501, "a" * 501),
    ],
)
def test_text_does_not_hold_other_words(text, words):
    assert not holds(text, words)


# --- Whatever a file says ------------------------------------------------------------------------


@given(st.one_of(st.text(), LETTERS, PIECES))
@example("99 May 2025 to 99 May 2025")
@example("²³ May 2025")
@example("٣ May ٢٠٢٥")
@example("十十学时")
@example("二〇一九年十十月一日")
def test_reading_never_fails_and_is_always_the_same(text):
    found = read(text)

    assert found == read(text)
    assert found.days == days(text)
    assert all(span.first <= span.last for span in found.spans)
    assert all(0 < hours < 1000 for hours in found.hours)
    assert all(any(map(str.isdigit, number)) for number in found.numbers)
    assert not any("\n" in value for value in (*found.titles, *found.numbers, *found.issuers))


TIRING = [
    *("1 ", "A", "No. ", "No.A", "No. 123 ", "A (B ", "(1", "“", "- ", "1 and "),
    *("12 March ", "2025.10.", "2019年", "total ", "credit ", "completed ", "Course: "),
    *("编号", "编号A", "第A", "参加由", "十"),
]


@pytest.mark.parametrize("piece", TIRING)
def test_no_text_wears_the_reader_out(piece):
    text = piece * (8_000 // len(piece))

    before = process_time()
    read(text)
    holds(text, "Li Wei")

    assert process_time() - before < 2


@given(st.text(), st.text())
@example("a[b", "[")
def test_asking_for_words_never_fails(text, words):
    assert holds(text, words) == holds(text, words)


@given(
    st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20),
    st.text(),
    st.text(),
)
def test_text_holds_what_stands_alone_in_it(words, before, after):
    assert holds(f"{before} | {words} | {after}", words)
