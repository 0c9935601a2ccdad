"""Renders the drawings as WebP and the newsletters of the demonstration as PDF.

The results are kept beside this file, so the portal runs without it. After a change of a drawing
or of `newsletters.toml`, with the development requirements, Chromium, Liberation Sans and Noto
Sans CJK installed:

    python -m news.demo.draw
"""

import re
import shutil
import tomllib
from base64 import b64encode
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent
PICTURES = FOLDER / "pictures"
FILES = FOLDER / "files"

PAPER, BLUE, ORANGE = (255, 255, 255), (11, 58, 105), (169, 60, 12)
STEPS = 4  # from paper to full ink, for the edges of a line

# The day of an issue is printed where it is known, its month elsewhere; and its drawing.
ISSUES = {
    54: ("30 July 2025", "2025年7月30日", "conference-hall"),
    52: ("March 2025", "2025年3月", "girder-bridge"),
    31: ("October 2023", "2023年10月", "globe"),
}
WORDS = {
    "en": {
        "lang": "en",
        "society": "Chinese Society of Engineers",
        "number": "Newsletter No. {}",
        "note": "Demonstration edition of the portal, retold from the published issue.",
        "comma": ", ",
        "address": " ({})",
        "title": "{} – {}",
    },
    "zh": {
        "lang": "zh-Hans",
        "society": "中国工程师联合体",
        "number": "简报第{}期",
        "note": "本文件为门户网站演示版，内容据已出版的简报改写。",
        "comma": "，",
        "address": "（{}）",
        "title": "{}：{}",
    },
}
# Sizes, colours and spaces of portal.css, in points and millimetres for A4.
STYLE = """
@page { size: A4; margin: 18mm 16mm 22mm;
  font: 8.5pt FAMILY; color: #3c4d5e;
  @bottom-left { content: "RUNNING" }
  @bottom-right { content: counter(page) " / " counter(pages) } }
* { box-sizing: border-box; margin: 0; padding: 0 }
html { font: 10.5pt/1.6 FAMILY; color: #0f1e2d; font-variant-numeric: tabular-nums }
header { color: #0b3a69; font-weight: 700; font-size: 11pt }
.scale { display: block; margin-top: 2mm; stroke: #6c7c8c; stroke-width: .6 }
main { padding-left: 32mm; counter-reset: story }
.kicker { color: #a93c0c; font-weight: 700; margin-top: 9mm }
h1 { font-size: 25pt; line-height: 1.14; letter-spacing: -.02em; margin: 1.5mm 0 2mm }
.meta { margin-bottom: 3mm }
.lead { font-size: 12.5pt; line-height: 1.5; color: #3c4d5e }
figure { margin: 6mm 0 }
img { display: block; width: 384px }
figcaption, .meta, .address { font-size: 9pt; color: #3c4d5e }
figcaption { margin-top: 1.5mm }
.story { border-top: 1.5pt solid #0f1e2d; padding-top: 2.5mm; margin-top: 8mm }
.story { position: relative; counter-increment: story }
.story::before { content: counter(story); position: absolute; left: -32mm; top: 2.2mm;
  font-size: 16pt; line-height: 1.2; font-weight: 700; color: #a93c0c }
.story h2 { font-size: 15pt; line-height: 1.2; break-after: avoid; margin-bottom: 2.5mm }
.story p, .story ol { margin-bottom: 2.5mm; orphans: 3; widows: 3 }
.story ol { padding-left: 1.4em; break-inside: avoid }
.address { overflow-wrap: anywhere }
h1, h2 { text-wrap: balance }
p, li { text-wrap: pretty }
:lang(zh) { line-break: strict; text-spacing-trim: trim-start }
html:lang(zh) { line-height: 1.75 }
:lang(zh) :is(h1, h2) { font-weight: 700; letter-spacing: .01em; line-height: 1.4 }
:lang(zh) .story p { text-align: justify; line-height: 1.85 }
"""
TICKS = "".join(f"M{x + 0.5} 0V{8 if x % 50 == 0 else 4}" for x in range(0, 672, 10))
SCALE = (
    '<svg class="scale" width="672" height="9" aria-hidden="true" fill="none">'
    f'<path d="M0 .5H672{TICKS}"/></svg>'
)
FAMILIES = {"en": '"Liberation Sans", Arial, sans-serif', "zh": '"Noto Sans CJK SC", sans-serif'}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        sheet = browser.new_page(viewport={"width": 1600, "height": 900})
        for drawing in sorted(PICTURES.glob("*.svg")):
            sheet.goto(drawing.as_uri())
            in_few_inks(sheet.screenshot()).save(
                drawing.with_suffix(".webp"), lossless=True, quality=100, method=6
            )
        page = browser.new_page()
        for issue in read("newsletters.toml")["newsletter"]:
            for language in WORDS:
                print_issue(page, issue, language)
        browser.close()


def read(name: str) -> dict:
    return tomllib.loads((FOLDER / name).read_text())


def in_few_inks(screenshot: bytes) -> Image.Image:
    """The drawing in nine colours: lossless WebP is then a fifth of the lossy one."""
    inks = [
        round(paper + (full - paper) * step / STEPS)
        for ink in (BLUE, ORANGE)
        for step in range(STEPS + 1)
        for paper, full in zip(PAPER, ink, strict=True)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(inks)
    drawing = Image.open(BytesIO(screenshot)).convert("RGB")
    return drawing.quantize(palette=palette, dither=Image.Dither.NONE).convert("RGB")


def print_issue(page: Page, issue: dict, language: str) -> None:
    page.set_content(as_html(issue, language))
    page.pdf(
        path=FILES / f"newsletter-{issue['number']}-{language}.pdf",
        prefer_css_page_size=True,
        print_background=True,
        tagged=True,
        outline=True,
    )


def as_html(issue: dict, language: str) -> str:
    words = WORDS[language]
    number = words["number"].format(issue["number"])
    title = issue[f"title_{language}"]
    date_en, date_zh, drawing = ISSUES[issue["number"]]
    stories = "".join(section(story, language) for story in issue["story"])
    return f"""<!DOCTYPE html>
<html lang="{words["lang"]}"><head><meta charset="utf-8">
<title>{escape(words["title"].format(number, title))}</title>
<style>{style(language, f"{words['society']}{words['comma']}{number}")}</style></head>
<body><header>{words["society"]}{SCALE}</header><main>
<p class="kicker">{number}</p><h1>{escape(title)}</h1>
<p class="meta">{date_en if language == "en" else date_zh}<br>{words["note"]}</p>
<p class="lead">{escape(issue[f"summary_{language}"])}</p>
{figure(drawing, language)}
{stories}
</main></body></html>"""


def style(language: str, running: str) -> str:
    return STYLE.replace("FAMILY", FAMILIES[language]).replace("RUNNING", running)


def figure(drawing: str, language: str) -> str:
    rows = read("pictures.toml")["picture"]
    row = next(row for row in rows if row["file"] == f"{drawing}.webp")
    source = b64encode((PICTURES / f"{drawing}.svg").read_bytes()).decode()
    return (
        f'<figure><img src="data:image/svg+xml;base64,{source}" alt="{row[f"alt_{language}"]}">'
        f"<figcaption>{row[f'caption_{language}']}</figcaption></figure>"
    )


def section(story: dict, language: str) -> str:
    """A story; a link into the portal becomes its words and its address."""
    address = WORDS[language]["address"].format(r"\1")
    both = rf'\2<span class="address">{address}</span>'
    body = re.sub(r'<a href="([^"]+)">(.+?)</a>', both, story[f"body_{language}"])
    title = escape(story[f"title_{language}"])
    return f'<section class="story"><h2>{title}</h2>{body}</section>'


if __name__ == "__main__":
    main()
