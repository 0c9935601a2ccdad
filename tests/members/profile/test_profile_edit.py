from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from members.profile.models import Member, User
from tests.conftest import logged_in

VALID = {
    "family_name": "Ouyang",
    "given_name": "Xiu-Ying",
    "name_zh": "欧阳秀英",
    "language": "zh-hans",
    "time_zone": "Asia/Hong_Kong",
}


@pytest.fixture
def edit(db):
    return reverse("members:profile:profile_edit")


def kept(member: Member) -> dict[str, str]:
    member = Member.objects.select_related("user").get(pk=member.pk)
    names = {name: getattr(member.user, name) for name in ("family_name", "given_name", "name_zh")}
    return names | {"language": member.language, "time_zone": member.time_zone}


def test_edit_holds_what_is_kept_and_offers_zones_without_a_long_list(as_member, edit):
    page = as_member.get(edit).content.decode()

    for value in ("Li", "Wei", "李伟", "Asia/Shanghai"):
        assert f'value="{value}"' in page
    assert 'list="zones"' in page
    assert 1 < page.count("<option") < 30


def test_edit_saves_every_field(as_member, member, edit):
    response = as_member.post(edit, VALID, follow=True)

    assert response.redirect_chain == [(reverse("members:profile:profile_detail"), 302)]
    assert kept(member) == VALID
    assert "Your profile is saved." in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("asia/hong kong", "Asia/Hong_Kong"),
        (" EUROPE/LONDON ", "Europe/London"),
        ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_edit_reads_a_zone_kindly(as_member, member, edit, typed, zone):
    as_member.post(edit, VALID | {"time_zone": typed})

    assert kept(member)["time_zone"] == zone


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("family_name", "", "Write your family name."),
        ("family_name", "   ", "Write your family name."),
        ("family_name", "L" * 81, "Write at most 80 characters. There are 81."),
        ("family_name", "L" * 1_000_000, "Write at most 80 characters. There are 1000000."),
        ("family_name", "李", "Write this name in Latin letters"),
        ("family_name", "Li\x07", "This text holds a character that cannot be seen."),
        ("family_name", "Li\x00", "Null characters are not allowed."),
        ("family_name", "<b>Li</b>", "Write this name in Latin letters"),
        ("given_name", "", "Write your given name."),
        ("given_name", "Wei\u202e", "This text holds a character that cannot be seen."),
        ("name_zh", "Li Wei", "Write this name in Chinese characters"),
        ("name_zh", "李" * 41, "Write at most 40 characters. There are 41."),
        ("language", "fr", "Choose one of the languages in the list."),
        ("language", "", "Choose a language."),
        ("time_zone", "", "Write a time zone such as Asia/Shanghai."),
        ("time_zone", "Mars/Base", "There is no time zone “Mars/Base”."),
        ("time_zone", "../../etc/passwd", "There is no time zone “../../etc/passwd”."),
        ("time_zone", "Asia", "There is no time zone “Asia”."),
        ("time_zone", "localtime", "There is no time zone “localtime”."),
        ("time_zone", "x" * 41, "Write at most 40 characters. There are 41."),
        ("time_zone", "Asia/Shang\x00hai", "Null characters are not allowed."),
    ],
)
def test_edit_answers_bad_input_beside_the_field(as_member, member, edit, field, typed, message):
    before = kept(member)

    response = as_member.post(edit, VALID | {field: typed})

    page = response.content.decode()
    assert response.status_code == 200
    assert message in str(response.context["form"].errors[field])
    assert f'id="id_{field}_error"' in page
    assert "<title>Error: " in page
    assert 'value="Ouyang"' in page or field == "family_name"
    assert kept(member) == before


def test_edit_answers_an_empty_post(as_member, member, edit):
    response = as_member.post(edit)

    assert sorted(response.context["form"].errors) == [
        "family_name",
        "given_name",
        "language",
        "time_zone",
    ]


def test_edit_cannot_change_address_rights_or_number(as_member, member, edit):
    more = {"email": "else@example.org", "is_staff": "on", "is_superuser": "on", "number": "1"}

    as_member.post(edit, VALID | more)

    user = User.objects.get(pk=member.user_id)
    member.refresh_from_db()
    assert (user.email, user.is_staff, user.is_superuser) == ("li.wei@example.org", False, False)
    assert member.number is None


def test_edit_takes_two_queries(as_member, edit, count_queries):
    _, count = count_queries(as_member, edit)

    assert len(count) == 2


@pytest.mark.parametrize(
    ("zone", "today"), [("Asia/Shanghai", "2026-03-02"), ("America/Los_Angeles", "2026-03-01")]
)
def test_pages_live_in_the_members_own_day(member, zone, today):
    member.time_zone = zone
    member.save()

    with time_machine.travel(datetime(2026, 3, 1, 17, 30, tzinfo=UTC), tick=False):
        response = logged_in(member.user).get(reverse("members:cpd:record_add"))

    assert f'value="{today}"' in response.content.decode()
