"""Text kept in two columns, `*_en` and `*_zh`, and read in the language of the page."""

from django.utils.translation import get_language

SUFFIXES = ("en", "zh")


def suffix() -> str:
    """The column suffix of the language in force: "zh" for any Chinese, else "en"."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


def column(name: str) -> str:
    """`name` in the language of the page: column("title") is "title_zh" on a Chinese page."""
    return f"{name}_{suffix()}"


class Bilingual:
    """A model attribute that reads `<name>_en` or `<name>_zh`, as the language of the page is.

    The name is the attribute's own, unless another is given.
    """

    def __init__(self, name: str = ""):
        self.name = name

    def __set_name__(self, owner: type, name: str) -> None:
        self.owner, self.name = owner, self.name or name

    def __get__(self, row, owner=None):
        return self if row is None else getattr(row, column(self.name))

    @property
    def short_description(self) -> str:
        """Head of its column in the administration: the column's name in that language."""
        return self.owner._meta.get_field(column(self.name)).verbose_name
