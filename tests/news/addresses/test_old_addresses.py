"""Addresses of the former sites lead to pages of this one, and nowhere else."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from news.addresses.models import OldAddress
from tests.factories import make_agreement, make_article, make_newsletter, published

pytestmark = pytest.mark.django_db
OLD = "english.cast-cse.org.cn"


def make_old(path: str = "/cms/xwtz/161834.htm", target: str = "/en/news/forum/", host: str = ""):
    old = OldAddress(path=path, host=host, target=target)
    old.full_clean()
    old.save()
    return old


def where(client, path: str, **extra) -> tuple[int, str]:
    response = client.get(path, **extra)
    return response.status_code, response.headers.get("Location", "")


@pytest.fixture
def article(db):
    return make_article("forum")


def here(path: str) -> tuple[int, str]:
    return 301, f"{settings.SITE_ORIGIN}{path}"


@pytest.mark.parametrize(
    "path",
    [
        "/cms/xwtz/161834.htm",
        "/cms/xwtz/161834.htm/",
        "/CMS/XWTZ/161834.HTM",
        "/cms//xwtz/161834.htm",
        "/cms/xwtz/161834.htm?from=timeline&utm_source=wechat",
        "/cms/xwtz/161834.htm;jsessionid=0A1B",
        "/%63ms/xwtz/161834.htm",
    ],
)
def test_old_address_leads_to_its_page_however_it_is_written(client, article, path):
    make_old()

    assert where(client, path) == here("/en/news/forum/")


@pytest.mark.parametrize(
    "pasted",
    [
        "http://english.cast-cse.org.cn/cms/xwtz/161834.htm",
        "english.cast-cse.org.cn/cms/xwtz/161834.htm/",
        "cms/xwtz/161834.htm",
    ],
)
def test_old_address_may_be_pasted_whole(client, article, pasted):
    make_old(pasted)

    assert where(client, "/cms/xwtz/161834.htm") == here("/en/news/forum/")


def test_old_address_with_a_query_is_told_from_others_at_its_path(client, article):
    make_newsletter(54)
    make_old("/show.asp?id=7")
    make_old("/show.asp?id=8", "/en/newsletters/54/#story-2")

    assert where(client, "/show.asp?id=7&page=1") == here("/en/news/forum/")
    assert where(client, "/show.asp?id=8") == here("/en/newsletters/54/#story-2")
    assert where(client, "/show.asp?id=9") == (404, "")


def test_same_path_on_two_former_hosts_leads_to_each_their_own(client, article, settings):
    settings.ALLOWED_HOSTS = ["testserver", OLD, "www.cast-cse.org.cn"]
    make_old(f"{OLD}/cms/gcjj.htm", "/en/news/forum/")
    make_old("www.cast-cse.org.cn/cms/gcjj.htm", "/zh-hans/news/forum/")

    assert where(client, "/cms/gcjj.htm", headers={"host": OLD}) == here("/en/news/forum/")
    assert where(client, "/cms/gcjj.htm", headers={"host": "www.cast-cse.org.cn"}) == here(
        "/zh-hans/news/forum/"
    )
    assert where(client, "/cms/gcjj.htm") == (404, "")


def test_target_that_moved_is_reached_in_one_hop(client, article):
    make_old(target="/zh-hans/news/forum/?print=1#end")
    article.slug = "renamed"
    article.save()

    assert where(client, "/cms/xwtz/161834.htm") == here("/zh-hans/news/renamed/?print=1#end")


@pytest.mark.parametrize(
    "fields",
    [published(days=1), {"members_only": True}, {"withdrawn_at": published()["published_at_en"]}],
    ids=["scheduled", "for members", "withdrawn"],
)
def test_old_address_tells_nothing_of_what_the_public_may_not_read(client, fields):
    make_article("forum", **fields)
    make_old()

    assert where(client, "/cms/xwtz/161834.htm") == (404, "")


@pytest.mark.parametrize("target", ["/en/", "/en/agreements/pec/", "/zh-hans/news/?tag=ethics"])
def test_old_address_may_lead_to_any_page(client, target):
    make_agreement("pec")
    make_old(target=target)

    assert where(client, "/cms/xwtz/161834.htm") == here(target)


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://evil.example/", "Another site cannot be the target."),
        ("//evil.example/en/", "Another site cannot be the target."),
        ("/\\evil.example", "Another site cannot be the target."),
        ("javascript:alert(1)", "Another site cannot be the target."),
        (f"{settings.SITE_ORIGIN}.evil.example/", "Another site cannot be the target."),
        ("/en/news/for um/", "Write the target as a path of the portal"),
        ("/en/news/\x00/", "Write the target as a path of the portal"),
        ("en/news/forum/", "Write the target as a path of the portal"),
        ("/en/news/none/", "There is no page at /en/news/none/."),
        ("/nowhere/", "There is no page at /nowhere/."),
        ("/admin/", "There is no page at /admin/."),
        ("/media/x.pdf", "There is no page at /media/x.pdf."),
    ],
)
def test_target_is_a_page_of_the_portal(article, target, said):
    with pytest.raises(ValidationError) as refused:
        make_old(target=target)

    assert said in " ".join(refused.value.message_dict["target"])


def test_target_may_be_pasted_whole_when_it_is_ours(article):
    assert make_old(target=f"{settings.SITE_ORIGIN}/en/news/forum/").target == "/en/news/forum/"


def test_chain_is_kept_as_one_step(article):
    make_old("/second.htm")

    assert make_old("/first.htm", "/second.htm").target == "/en/news/forum/"


@pytest.mark.parametrize("target", ["/first.htm", "/FIRST.htm/"])
def test_loop_is_refused(article, target):
    with pytest.raises(ValidationError) as refused:
        make_old("/first.htm", target)

    assert refused.value.message_dict == {"target": ["This address would lead to itself."]}


@pytest.mark.parametrize("path", ["/en/news/forum/", "/en/", "/en/news/?tag=x", "/robots.txt", "/"])
def test_address_of_the_portal_is_no_old_one(article, path):
    with pytest.raises(ValidationError) as refused:
        make_old(path)

    assert "This is an address of the portal today." in str(refused.value.message_dict["path"])


def test_old_address_stands_in_the_table_once(article):
    make_old()

    with pytest.raises(ValidationError) as refused:
        make_old("/CMS/xwtz/161834.htm/")
    assert "in the table already" in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        OldAddress.objects.create(path="/cms/xwtz/161834.htm", target="/en/")


@pytest.mark.parametrize("host", ["=cmd", "-x", "a b", "//"])
def test_host_is_the_name_of_a_host(article, host):
    with pytest.raises(ValidationError) as refused:
        make_old(host=host)

    assert "Write the name of a host" in str(refused.value.message_dict["host"])


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", ""])
def test_database_itself_refuses_another_host(target):
    with pytest.raises(IntegrityError), transaction.atomic():
        OldAddress.objects.create(path="/x", target=target)


def test_redirect_leaves_no_cookie_and_is_kept_shortly(client, article):
    make_old()

    response = client.get("/cms/xwtz/161834.htm")

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response["Cache-Control"] == "public, max-age=10"


@pytest.mark.parametrize(
    "path",
    ["/%00", "/" + "x" * 3000, "/%ff%fe", "/a?" + "&".join(["b=1"] * 300), "/%F0%9F%98%80?%00=%00"],
    ids=["zero", "long", "no text", "many", "emoji"],
)
def test_hostile_address_is_only_not_found(client, path):
    assert client.get(path).status_code in {400, 404}


def test_nothing_is_looked_up_where_staff_or_members_find_nothing(
    as_member, count_queries, article
):
    make_old()

    _, count = count_queries(as_member, "/en/members/cpd/999999/")

    assert not any("oldaddress" in sql for sql in count.sql)


def test_editor_keeps_the_table_and_reviewer_does_not(as_staff, article):
    typed = {"path": "https://english.cast-cse.org.cn/cms/1.htm", "target": "/en/news/forum/"}

    as_staff("editor").post("/admin/news/oldaddress/add/", typed)

    assert str(OldAddress.objects.get()) == "english.cast-cse.org.cn/cms/1.htm"
    assert as_staff("reviewer").get("/admin/news/oldaddress/").status_code == 403


def test_editor_reads_the_fault_beside_the_field_and_keeps_what_was_typed(as_staff, article):
    typed = {"path": "/cms/1.htm", "target": "https://evil.example/"}

    response = as_staff("editor").post("/admin/news/oldaddress/add/", typed)

    assert "Another site cannot be the target." in response.text
    assert 'value="https://evil.example/"' in response.text
