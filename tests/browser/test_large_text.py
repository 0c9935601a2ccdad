"""Text at twice its size, as readers set it: nothing is cut off, overlaps or scrolls sideways."""

import pytest

from tests.browser.conftest import WIDTHS, is_wide_enough, opened
from tests.walk import PUBLIC, make_content

# As a browser at a desk zooms, and as a phone enlarges its text.
ZOOMED = {"viewport": WIDTHS["desk"] // 2, "text": "100%"}
ENLARGED = {"viewport": WIDTHS["phone"], "text": "200%"}

# Elements whose text is wider or higher than the box that hides what sticks out.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(node => {
    const style = getComputedStyle(node);
    const seen = node.checkVisibility() && node.getClientRects().length;
    const isOnlyHeard = node.closest(".only-heard, .skip");
    const hides = [style.overflowX, style.overflowY].some(one => ["hidden", "clip"].includes(one));
    const sticksOut = node.scrollWidth > node.clientWidth + 1
        || node.scrollHeight > node.clientHeight + 1;
    const isForScreenReaders = node.clientWidth <= 1 || node.clientHeight <= 1;
    return seen && !isOnlyHeard && !isForScreenReaders && hides && sticksOut && node.innerText;
}).map(node => node.outerHTML.slice(0, 120))"""

# Neighbours in one row or column whose texts lie over each other.
OVERLAPPING = """() => {
    const textOf = node => {
        const range = document.createRange();
        range.selectNodeContents(node);
        return range.getBoundingClientRect();
    };
    return [...document.querySelectorAll("a, button, h1, h2, h3, p, dt, dd, li, label")]
    .filter(node => node.checkVisibility() && node.innerText && node.nextElementSibling)
    .filter(node => !node.closest(".only-heard, .skip")
        && getComputedStyle(node).position !== "absolute")
    .filter(node => {
        const next = node.nextElementSibling;
        if (!next.innerText || next.closest(".only-heard, .skip")) return false;
        if (["absolute", "fixed"].includes(getComputedStyle(next).position)) return false;
        const one = textOf(node), two = textOf(next);
        const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        const isInLine = getComputedStyle(node).display.startsWith("inline");
        return !isInLine && wide > 2 && high > 2;
    }).map(node => node.outerHTML.slice(0, 120));
}"""

# What reaches beyond the right edge, in a page that can be moved sideways.
SIDEWAYS = """() => [...document.querySelectorAll("body *")]
    .filter(node => node.getBoundingClientRect().right > window.innerWidth + 1)
    .map(node => `sideways: ${node.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(params=[ZOOMED, ENLARGED], ids=["desk", "phone"])
def large(request, chromium, live_server):
    """A page and its size of text."""
    for page in opened(chromium, live_server, request.param["viewport"]):
        yield page, request.param["text"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_text_of_twice_the_size_is_read_as_well(large, language):
    page, size = large
    make_content()
    troubles = {}

    for path in PUBLIC:
        page.goto(f"/{language}/{path}")
        page.evaluate("size => (document.documentElement.style.fontSize = size)", size)
        found = [*page.evaluate(CUT_OFF), *page.evaluate(OVERLAPPING)]
        if not is_wide_enough(page):
            found += page.evaluate(SIDEWAYS) or ["scrolls sideways"]
        if found:
            troubles[path] = found

    assert troubles == {}
