"""Addresses as people and browsers write them."""

import pytest

from news.addresses.written import asked, read

READ = {
    "/cms/xwtz/161834.htm": ("", "/cms/xwtz/161834.htm"),
    " /CMS/xwtz/161834.HTM/ ": ("", "/cms/xwtz/161834.htm"),
    "cms//xwtz/161834.htm": ("", "/cms/xwtz/161834.htm"),
    "https://English.cast-cse.org.cn:443/cms/gcjj.htm": (
        "english.cast-cse.org.cn",
        "/cms/gcjj.htm",
    ),
    "//english.cast-cse.org.cn/cms/gcjj.htm": ("english.cast-cse.org.cn", "/cms/gcjj.htm"),
    "english.cast-cse.org.cn/cms/gcjj.htm": ("english.cast-cse.org.cn", "/cms/gcjj.htm"),
    "http://user@old.example/x": ("old.example", "/x"),
    "/news/%E5%B7%A5%E7%A8%8B%E5%B8%88.html": ("", "/news/工程师.html"),
    "/news/工程师.html": ("", "/news/工程师.html"),
    "/show.asp?id=7&utm_source=wechat": ("", "/show.asp?id=7"),
    "/show.asp?b=2&a=1": ("", "/show.asp?a=1&b=2"),
    "/show.jsp;jsessionid=0A1B?id=7": ("", "/show.jsp?id=7"),
    "https://old.example": ("old.example", "/"),
    "?id=7": ("", "/?id=7"),
    "/x#part": ("", "/x"),
}


@pytest.mark.parametrize(("written", "expected"), READ.items(), ids=READ)
def test_address_is_brought_to_one_form(written, expected):
    assert read(written) == expected


@pytest.mark.parametrize("written", READ, ids=READ)
def test_form_of_an_address_is_a_form_of_itself(written):
    address = read(written)

    assert read(f"{address.host}{address.path}") == address


def test_browser_may_ask_with_more_than_is_kept():
    assert asked("/Show.asp", "id=7&from=list") == [
        "/show.asp?from=list&id=7",
        "/show.asp?from=list",
        "/show.asp?id=7",
        "/show.asp",
    ]


@pytest.mark.parametrize("path", ["/x\0", "/" + "x" * 600])
def test_what_cannot_be_kept_is_not_asked_of_the_database(path):
    assert asked(path, "") == []


def test_endless_query_is_passed_over():
    assert asked("/x", "&".join(f"a{number}=1" for number in range(2000))) == ["/x"]
