"""Who reaches what of the vault: every address of it, by everybody there is, in one table."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from members.evidence.models import EvidenceFile, FileView
from members.evidence.urls import urlpatterns
from tests import factories
from tests.conftest import logged_in

TEXT = "Certificate No.: SECRET-2025-31, 16 hours"
NOBODY_ELSE = {
    "owner": 200,
    "other member": 404,
    "right without being staff": 404,
    "reviewer": 403,
    "society officer": 403,
    "auditor": 403,
    "editor": 403,
    "anonymous": 302,
}
OWN_LIST = NOBODY_ELSE | dict.fromkeys(["other member", "right without being staff"], 200)
STAFF = {"reviewer": 200, "society officer": 404, "auditor": 404, "editor": 404}
TABLE = {
    "file_list": OWN_LIST,
    "file_detail": NOBODY_ELSE,
    "file_content": NOBODY_ELSE | STAFF,
    "file_page": NOBODY_ELSE | STAFF,
    "file_reading": NOBODY_ELSE,
    "file_delete": NOBODY_ELSE,
    "record_add": NOBODY_ELSE,
    "qualification_add": NOBODY_ELSE,
}
BEGUN_WITH = {"record_add": "members:cpd:", "qualification_add": "members:qualifications:"}


@pytest.fixture
def file(member, vault) -> EvidenceFile:
    return factories.make_evidence(member, "secret.pdf", text=TEXT)


@pytest.fixture
def everybody(member, stranger, as_staff) -> dict[str, Client]:
    """Staff have no record of their own; the officer's society has the member's application."""
    officer = factories.make_officer(factories.make_application(member).society)
    rightful = factories.make_member("rightful@example.org")
    rightful.user.groups.add(factories.staff_group("reviewer"))
    return {
        "owner": logged_in(member.user),
        "other member": logged_in(stranger.user),
        "society officer": logged_in(officer),
        "right without being staff": logged_in(rightful.user),
        "reviewer": as_staff("reviewer"),
        "auditor": as_staff("auditor"),
        "editor": as_staff("editor"),
        "anonymous": Client(),
    }


def address(name: str, file: EvidenceFile) -> str:
    if name in BEGUN_WITH:
        return f"{reverse(BEGUN_WITH[name] + name)}?file={file.pk}"
    more = {"file_list": [], "file_page": [file.pk, 1]}
    return reverse(f"members:evidence:{name}", args=more.get(name, [file.pk]))


def test_table_has_every_address_of_the_vault():
    assert {pattern.name for pattern in urlpatterns} | set(BEGUN_WITH) == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_address_of_the_vault_answers_each_as_the_table_says(name, file, everybody):
    answers = {who: client.get(address(name, file)) for who, client in everybody.items()}

    assert {who: answer.status_code for who, answer in answers.items()} == TABLE[name]
    for who in answers.keys() - {"owner"}:
        assert b"secret.pdf" not in answers[who].content
        assert b"SECRET-2025-31" not in answers[who].content


@pytest.mark.parametrize("name", TABLE)
def test_post_by_another_changes_nothing_of_the_file(name, file, everybody):
    for who in everybody.keys() - {"owner"}:
        everybody[who].post(address(name, file), {"evidence": file.pk, "file": file.pk})

    kept = EvidenceFile.objects.get()
    assert (kept.pk, kept.member_id) == (file.pk, file.member_id)
    assert list(kept.cpd_records.all()) == list(kept.qualifications.all()) == []
    assert not FileView.objects.exists()


def test_only_owner_and_reviewer_are_written_down_as_having_opened(file, everybody):
    for client in everybody.values():
        client.get(address("file_content", file))

    assert sorted(FileView.objects.values_list("role", flat=True)) == ["member", "staff"]


# --- The bytes themselves -------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["owner", "reviewer", "anonymous"])
@pytest.mark.parametrize(
    "path",
    [
        "/{key}",
        "/media/{key}",
        "/media/evidence/{key}",
        "/media/../vault/{key}",
        "/media/%2e%2e/vault/{key}",
        "/static/{key}",
        "/static/../vault/{key}",
        "/evidence/{key}",
        "/var/evidence/{key}",
        "/en/members/evidence/{key}/",
        "/en/members/evidence/{key}/file/",
        "/admin/members/evidencefile/{key}/",
    ],
)
def test_bytes_are_at_no_address_of_the_store(path, who, file, everybody, vault, settings):
    settings.MEDIA_ROOT = vault.parent / "media"
    kept = (vault / file.key).read_bytes()

    answer = everybody[who].get(path.format(key=file.key))

    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code in {302, 400, 404}
    assert kept not in body


def test_no_address_takes_the_key_of_a_file():
    """An address with a path in it could be one of the store."""
    routes = [str(pattern.pattern) for pattern in get_resolver("members.urls").url_patterns]
    inner = [str(pattern.pattern) for pattern in urlpatterns]

    assert routes
    assert [route for route in [*routes, *inner] if "<path:" in route or "<str:" in route] == []
