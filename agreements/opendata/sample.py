"""An invented entry: what a row looks like, for the description and for whoever reads it."""

from datetime import UTC, date, datetime

from .entries import entry
from .linked import context, typed

SLUG = "example-2025"
AT = datetime(2025, 6, 12, 1, 0, tzinfo=UTC)
BODY = {
    "slug": "example-council",
    "name_en": "Example Engineering Council",
    "name_zh": "示例工程理事会",
    "abbreviation": "EEC",
    "country": "KE",
    "website": "https://www.example.org/",
    "side": "partner",
    "role": "signatory",
    "note_en": "",
    "note_zh": "",
}
EARLIER = {
    "slug": "example-2019",
    "label_en": "Example Council, 2019",
    "label_zh": "示例理事会（2019年）",
}
STEPS = [
    {
        "status": "preparing",
        "changed_on": "2023-01-01",
        "precision": "year",
        "note_en": "Talks began.",
        "note_zh": "开始商谈。",
    },
    {
        "status": "in_force",
        "changed_on": "2025-06-11",
        "precision": "day",
        "note_en": "Signed.",
        "note_zh": "已签署。",
    },
]
TEXTS = {
    "label": ("Example Council, 2025", "示例理事会（2025年）"),
    "name": ("Agreement on mutual recognition with the Example Council", "与示例理事会的互认协议"),
    "summary": ("An invented entry.", "一条虚构的条目。"),
    "place": ("", ""),
    "opens_note": ("Professional Engineers", "专业工程师"),
    "for_whom": ("Professional Engineers in good standing.", "资格有效的专业工程师。"),
    "gives": ("A shorter procedure\nNo second examination", "简化程序\n不再考试"),
    "gives_not": ("Registration by itself", "自动注册"),
    "caution": ("", ""),
    "source": ("An invented source.", "虚构的来源。"),
}
ROW = {
    "slug": SLUG,
    "kind": "mutual_recognition",
    "status": "in_force",
    "status_on": date(2025, 6, 11),
    "status_precision": "day",
    "membership": "",
    "signed_on": date(2025, 6, 1),
    "signed_precision": "month",
    "effective_on": date(2025, 6, 11),
    "expires_on": None,
    "review_months": 24,
    "opens": "route",
    "source_url": "",
    "confidence": "seen",
    "last_checked_on": date(2025, 6, 12),
    "next_check_on": date(2025, 12, 31),
    "created_at": AT,
    "changed_at": AT,
    "parties_rows": [BODY],
    "history_rows": STEPS,
    "predecessor_rows": [
        {
            "slug": "example-2019",
            "label_en": "Example Council, 2019",
            "label_zh": "示例理事会（2019年）",
        }
    ],
    "successors_rows": [],
    "documents_rows": [
        {
            "title_en": "Text of the agreement",
            "title_zh": "协议文本",
            "language": "both",
            "file": "",
            "url": "https://www.example.org/agreement.pdf",
        }
    ],
    "pathways_rows": [],
} | {
    f"{name}_{suffix}": text
    for name, both in TEXTS.items()
    for suffix, text in zip(("en", "zh"), both, strict=True)
}


def sample() -> dict:
    return entry(ROW)


def linked_sample() -> dict:
    return {"@context": context()} | typed(sample())
