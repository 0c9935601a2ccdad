"""A real browser on a real server: Debian's Chromium, driven by Playwright."""

import os
import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import expect, sync_playwright

from tests import factories
from tests.browser.journeys import Journey

# Playwright runs an event loop in this thread; the tests' own queries beside it are harmless.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PATIENCE = 10_000  # milliseconds, for what a busy machine is slow to show
expect.set_options(timeout=PATIENCE)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# What a test brings about itself: a refused request, a network that is away.
EXPECTED = ["status of 4", "net::ERR_INTERNET_DISCONNECTED"]
WIDTHS = {"phone": 390, "desk": 1280}
WITH_SCRIPTS = ["phone-en", "phone-zh", "desk-en", "desk-zh"]
WITHOUT_SCRIPTS = ["plain-en"]
LANGUAGES = {"en": ("en", "en-GB"), "zh": ("zh-hans", "zh-CN")}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="there is no Chromium on this machine"))


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _fresh(transactional_db, settings, tmp_path):
    """Throttles begin anew, and files go to a folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


@pytest.fixture(params=WIDTHS)
def page(request, chromium, live_server):
    """A page on the live server, on a phone and on a desk. Errors in its console fail the test."""
    yield from opened(chromium, live_server, WIDTHS[request.param])


@pytest.fixture
def desk(chromium, live_server):
    """A page at 1,280 px only, for what staff do."""
    yield from opened(chromium, live_server, WIDTHS["desk"])


@pytest.fixture
def plain(chromium, live_server):
    """A page on a phone with scripts switched off."""
    yield from opened(chromium, live_server, WIDTHS["phone"], java_script_enabled=False)


@pytest.fixture(params=[*WITH_SCRIPTS, *WITHOUT_SCRIPTS])
def journey(request, chromium, live_server):
    """On a phone and at a desk, each in both languages, and on a phone without scripts."""
    place, spoken = request.param.split("-")
    language, locale = LANGUAGES[spoken]
    width = WIDTHS["desk" if place == "desk" else "phone"]
    how = {"locale": locale, "java_script_enabled": place != "plain"}
    for page in opened(chromium, live_server, width, **how):
        yield Journey(page, language)


def opened(chromium, live_server, width: int, **how):
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 900},
        reduced_motion="reduce",
        **({"locale": "en-GB"} | how),
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console",
        lambda message: (
            message.type == "error"
            and not any(known in message.text for known in EXPECTED)
            and troubles.append(message.text)
        ),
    )
    yield page
    context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def log_in(live_server):
    """`log_in(page, user)` gives the browser a session, without the log-in form."""

    def with_session(page, user):
        from_client = factories.session_of(user)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": from_client, "url": live_server.url}]
        )

    return with_session


def is_wide_enough(page) -> bool:
    """Nothing scrolls sideways, once the page is there."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
