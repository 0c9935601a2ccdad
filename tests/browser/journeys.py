"""What a person does in a journey, and what it costs: clicks, fields, keys."""

import re

from playwright.sync_api import Locator, Page, expect

WRITABLE = "input, textarea, [contenteditable=true]"


class Hands:
    """Counts clicks, fields, and keystrokes beside the free text."""

    def __init__(self, page: Page):
        self.page, self.clicks, self.fields, self.keys = page, 0, 0, 0

    def click(self, locator: Locator):
        self.clicks += 1
        locator.click()

    def write(self, text: str):
        """Free text into the field that has the focus."""
        self.fields += 1
        expect(self.page.locator(f":is({WRITABLE}):focus")).to_be_visible()
        self.page.keyboard.type(text)

    def fill(self, locator: Locator, text: str):
        self.fields += 1
        locator.fill(text)

    def choose(self, locator: Locator, value: str):
        """From a list."""
        self.fields += 1
        locator.select_option(value)

    def attach(self, locator: Locator, file: dict):
        """A file, or a photo that the phone takes."""
        self.fields += 1
        locator.set_input_files(file)

    def press(self, *keys: str):
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def fill_by_keys(self, text: str):
        self.fields += 1
        self.press(*text)

    @property
    def spent(self) -> tuple[int, int, int]:
        return self.clicks, self.fields, self.keys


class Journey(Hands):
    """In one of the two languages; what is looked for is named in both."""

    def __init__(self, page: Page, language: str):
        super().__init__(page)
        self.language = language

    def open(self, path: str):
        self.page.goto(f"/{self.language}/{path}")

    def said(self, english: str, chinese: str) -> str:
        return english if self.language == "en" else chinese

    def link(self, english: str, chinese: str, **how) -> Locator:
        return self.page.get_by_role("link", name=self.said(english, chinese), **how)

    def button(self, english: str, chinese: str, **how) -> Locator:
        return self.page.get_by_role("button", name=self.said(english, chinese), **how)

    def field(self, english: str, chinese: str) -> Locator:
        """Its label, after which “optional” may follow."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(self.said(english, chinese))}"))

    def heading(self, english: str, chinese: str, **how) -> Locator:
        return self.page.get_by_role("heading", name=self.said(english, chinese), **how)

    def text(self, english: str, chinese: str, **how) -> Locator:
        return self.page.get_by_text(self.said(english, chinese), **how)
