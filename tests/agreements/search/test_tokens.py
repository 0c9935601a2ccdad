"""An index says by which reading it was made."""

from hashlib import sha256

from agreements.search.simplified import table
from agreements.search.tokens import READING, kept_tokens

SAMPLE = [
    "Engineers recognised by the PEC: co-operation, Engineer's “Café” ﬁt Straße, IntPE(UK) 2025.",
    "与香港工程師學會（HKIE）簽署的ＡＰＥＣ工程师互认協議、認證，２０２５年。",
    "The P.E.C. programmes, and the engineers’ council: zero\u200bwidth, colour, centre.",
]


def test_reading_is_raised_whenever_words_are_read_another_way():
    """Otherwise an index made before the change is taken for a complete one."""
    read = [*kept_tokens("zh", "article", SAMPLE, SAMPLE, SAMPLE), *sorted(table().items())]
    digest = sha256(repr(read).encode()).hexdigest()[:16]

    assert (READING, digest) == (4, "dab23d29b366639a")
