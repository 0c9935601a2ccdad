"""axe finds nothing on any page: both languages, light and dark, plain and with messages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import is_wide_enough
from tests.walk import ACCOUNTS, MEMBERS, PUBLIC, REFUSED, make_content

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def found(page, options) -> list[str]:
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"]
    ]


def turn_to(page, scheme: str) -> None:
    """Colours that fade from one to the next are read when they have arrived."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate("Promise.allSettled(document.getAnimations().map(fading => fading.finished))")


def looked_at(page, where: str) -> dict[str, list[str]]:
    """All rules on light ground, contrast again on dark; and nothing scrolls sideways."""
    turn_to(page, "light")
    light = found(page, RULES)
    turn_to(page, "dark")
    dark = found(page, COLOURS)
    narrow = [] if is_wide_enough(page) else ["scrolls sideways"]
    return {where: trouble} if (trouble := light + dark + narrow) else {}


def send_empty(page):
    page.locator("main form").last.evaluate(
        """form => {
            for (const field of form.querySelectorAll("input:not([type=hidden])")) field.value = "";
            form.noValidate = true;
            form.requestSubmit();
        }"""
    )
    page.locator(".error-summary").wait_for()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_axe_finds_nothing_on_what_a_visitor_opens(page, language):
    make_content()
    troubles = {}

    for path in [*PUBLIC, *ACCOUNTS]:
        page.goto(f"/{language}/{path}")
        troubles |= looked_at(page, path)

    assert troubles == {}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_axe_finds_nothing_on_what_a_member_opens(page, log_in, language):
    content = make_content()
    log_in(page, content.member.user)
    troubles = {}

    for template in MEMBERS:
        page.goto(f"/{language}/{content.path(template)}")
        troubles |= looked_at(page, template)
    for path in [path for path, is_members in REFUSED.items() if is_members]:
        page.goto(f"/{language}/{content.path(path)}")
        send_empty(page)
        troubles |= looked_at(page, f"{path} refused")

    assert troubles == {}
