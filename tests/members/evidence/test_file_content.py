"""The one door to the bytes: who passes, what is sent, and what is written down."""

from urllib.parse import quote

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from members.evidence.models import EvidenceFile, FileView
from members.profile.workflow import open_record
from tests import factories
from tests.conftest import logged_in


@pytest.fixture
def file(member, vault) -> EvidenceFile:
    return factories.make_evidence(member, "diploma.pdf")


def door(file: EvidenceFile) -> str:
    return reverse("members:evidence:file_content", args=[file.pk])


def openings() -> list[tuple]:
    return list(FileView.objects.values_list("file", "viewer", "role"))


# --- Who passes ----------------------------------------------------------------------------------


def test_owner_opens_the_file(as_member, member, file, vault):
    answer = as_member.get(door(file))

    assert answer.content == (vault / file.key).read_bytes()
    assert openings() == [(file.pk, member.user.pk, "member")]


def test_reviewer_opens_the_file_and_is_written_down_by_name(as_staff, file):
    reviewer = as_staff("reviewer")

    answer = reviewer.get(door(file))

    assert answer.status_code == 200
    [(_file, viewer, role)] = openings()
    assert (viewer, role) == (int(reviewer.session["_auth_user_id"]), "staff")


def test_administrator_opens_the_file(as_admin, file):
    assert as_admin.get(door(file)).status_code == 200


def test_reviewer_who_is_a_member_opens_their_own_as_a_member(file, member):
    member.user.is_staff = True
    member.user.save()
    member.user.groups.add(factories.staff_group("reviewer"))

    logged_in(member.user).get(door(file))

    assert openings() == [(file.pk, member.user.pk, "member")]


@pytest.mark.parametrize("group", ["editor", "agreements officer", "membership officer", "auditor"])
def test_other_staff_find_nothing(as_staff, file, group):
    assert as_staff(group).get(door(file)).status_code == 404
    assert openings() == []


def test_right_without_being_staff_opens_nothing(file, stranger):
    stranger.user.groups.add(factories.staff_group("reviewer"))

    assert logged_in(stranger.user).get(door(file)).status_code == 404


def test_stranger_finds_what_is_not_there(as_stranger, file):
    is_there, is_not = (as_stranger.get(door(file)), as_stranger.get(door(file) + "../0/file/"))

    assert (is_there.status_code, is_not.status_code) == (404, 404)
    assert openings() == []


def test_visitor_is_sent_to_log_in(client, file):
    assert client.get(door(file)).headers["Location"] == f"/en/accounts/login/?next={door(file)}"


@pytest.mark.parametrize("method", ["head", "post", "put", "delete", "options"])
def test_door_is_opened_by_asking_alone(as_member, file, method):
    assert getattr(as_member, method)(door(file)).status_code == 405
    assert openings() == []


@pytest.mark.parametrize("prefix", ["media", "static", "media/evidence", "static/evidence"])
def test_bytes_are_at_no_public_address(as_member, file, prefix):
    assert as_member.get(f"/{prefix}/{file.key}").status_code == 404
    assert Client().get(f"/{prefix}/{file.key}").status_code == 404


def test_store_gives_no_address(file):
    with pytest.raises(NotImplementedError):
        storages["evidence"].url(file.key)


# --- What is sent --------------------------------------------------------------------------------


def test_answer_is_shown_as_what_it_is_and_does_nothing(as_member, file):
    headers = as_member.get(door(file)).headers

    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == 'inline; filename="diploma.pdf"'
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    )
    assert "no-store" in headers["Cache-Control"]
    assert "private" in headers["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("毕业证书.pdf", f"filename*=utf-8''{quote('毕业证书.pdf')}"),
        ('a "b" \\c.pdf', r'filename="a \"b\" \\c.pdf"'),
        ("a; b=c.pdf", 'filename="a; b=c.pdf"'),
    ],
)
def test_name_is_written_so_that_it_cannot_be_misread(as_member, member, name, written):
    file = factories.make_evidence(member, name)

    assert as_member.get(door(file)).headers["Content-Disposition"] == f"inline; {written}"


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_picture_is_sent_as_a_picture(as_member, member, kind):
    values = {"kind": kind, "pages": None, "width": 1, "height": 1}
    file = factories.make_evidence(member, f"a.{kind}", **values)

    assert as_member.get(door(file)).headers["Content-Type"] == f"image/{kind}"


# --- What is written -----------------------------------------------------------------------------


def test_every_opening_is_written_and_nothing_else(as_member, file, count_queries):
    _, count = count_queries(as_member, door(file))

    assert len(openings()) == 2
    assert [sql.split('"')[1] for sql in count.writes] == ["members_fileview"]
    assert len(count) == 4


@pytest.mark.parametrize("harm", ["gone", "changed"])
def test_bytes_that_are_gone_or_changed_are_told_and_not_sent(as_member, file, vault, harm):
    if harm == "gone":
        (vault / file.key).unlink()
    else:
        (vault / file.key).write_bytes(b"%PDF-1.7 forged")

    answer = as_member.get(door(file))

    assert answer.status_code == 503
    assert "The file cannot be opened now" in answer.text
    assert "forged" not in answer.text
    assert openings() == []


def test_owner_may_have_a_record_and_no_right_to_others(as_member, member, vault):
    colleague = open_record(factories.make_user(is_staff=True))
    foreign = factories.make_evidence(colleague)

    assert as_member.get(door(foreign)).status_code == 404
