"""What the README promises a newcomer exists."""

import re
from pathlib import Path

from django.core.management import get_commands

from tests.test_settings import VARIABLES

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.S)
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.S))
PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?")


def paths_of_the_tree() -> list[str]:
    """An indented line belongs to the folder above it."""
    tree = next(text for kind, text in BLOCKS if kind == "text" and "templates/" in text)
    found, above = [], ""
    for line in tree.splitlines():
        names = [word for word in line.split() if word.endswith(("/", ".py"))]
        above = above if line.startswith(" ") else names[0]
        found += [above + name for name in names] if line.startswith(" ") else names
    return found


def paths_in_the_text() -> list[str]:
    """Words in code that name a file or a folder of ours; addresses begin with a slash."""
    words = [word for text in CODE for word in text.split()]
    return [
        word
        for word in words
        if PATH.fullmatch(word) and ("/" in word or Path(word).suffix in {".py", ".toml", ".md"})
    ]


def exists(path: str) -> bool:
    """Also what set-up makes: var/ and .venv/."""
    return path.startswith(("var/", ".venv/")) or (ROOT / path).exists()


def test_readme_is_short():
    assert len(README.splitlines()) < 160


def test_readme_names_the_two_commands():
    assert [text for kind, text in BLOCKS if kind == "sh"] == ["make run\n", "make test\n"]


def test_make_targets_of_the_readme_exist():
    code = [*CODE, *(text for kind, text in BLOCKS if kind == "sh")]
    named = {*re.findall(r"\bmake ([a-z][\w-]*)", "\n".join(code))}
    targets = {*re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.M)}

    assert named - targets == set()
    assert {"run", "test", "check"} <= named


def test_commands_of_the_readme_exist():
    named = {*re.findall(r"\bmanage\.py ([a-z_]+)", README)}

    assert "migrate" in named
    assert named - get_commands().keys() == set()


def test_paths_of_the_tree_exist():
    paths = paths_of_the_tree()

    assert "members/cpd/" in paths
    assert [path for path in paths if not exists(path)] == []


def test_paths_in_the_text_exist():
    paths = paths_in_the_text()

    assert "members/cpd/views.py" in paths
    assert [path for path in paths if not exists(path)] == []


def test_variables_of_the_readme_are_those_of_the_settings():
    rows = re.findall(r"^\| (`[A-Z].*?) \|", README, re.M)

    assert sorted(re.findall(r"`(\w+)`", " ".join(rows))) == sorted(VARIABLES)
