"""The house rules that a machine can read: who imports whom, one name a page, one word a state."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from cse_portal.states import WORDS

ROOT = Path(__file__).resolve().parent.parent

# Each may import those before it.
APPS = ["agreements", "news", "members", "cse_portal"]

# Concepts of an app, a row a layer: each may import those in the rows before it.
LAYERS = {
    "agreements": [
        ["search"],
        ["freshness"],
        ["titles"],
        ["register", "requirements"],
        ["pathways"],
        ["opendata"],
    ],
    "news": [
        ["withheld"],
        ["pictures"],
        ["removed"],
        ["publishing", "versions", "preview"],
        ["articles", "events", "pages"],
        ["newsletters"],
        ["addresses"],
    ],
    "members": [
        ["profile"],
        ["membership", "evidence", "reading"],
        ["qualifications", "experience", "declarations"],
        ["cpd", "review"],
        ["recognition", "certificates", "plans", "statements", "attendance", "exchange"],
        ["following", "reports"],
        ["notices", "impact", "audits"],
    ],
    "cse_portal": [],
}
NOT_CONCEPTS = {
    "demo",
    "formats",
    "management",
    "migrations",
    "postgresql",
    "static",
    "templatetags",
}
HOMELESS = re.compile(r"(service|util|helper)s?|common|misc")
IMPORTS_BY_TEXT = {"__import__", "get_model", "import_module", "import_string"}


# --- The source, as modules and their imports ----------------------------------------------------


class Module(NamedTuple):
    name: str
    path: Path
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def place(self) -> str:
        return str(self.path.relative_to(ROOT))


class Import(NamedTuple):
    importer: Module
    imported: str
    line: int

    def __str__(self):
        return f"{self.importer.place}:{self.line} imports {self.imported}"


@cache
def modules(*folders: str) -> dict[str, Module]:
    found = {}
    for path in (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = Module(name, path, ast.parse(path.read_text(), str(path)))
    return found


def ours() -> list[Module]:
    return [one for one in modules(*APPS).values() if "migrations" not in one.name.split(".")]


def absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module
    parts = module.name.split(".")
    above = node.level - 1 if module.path.name == "__init__.py" else node.level
    return ".".join([*parts[: len(parts) - above], *([node.module] if node.module else [])])


def imports_of(module: Module) -> Iterator[Import]:
    """Modules of ours that `module` imports; `from package import module` is an import of both."""
    known = modules(*APPS)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = absolute(module, node)
            names = [f"{base}.{alias.name}" for alias in node.names]
            names = [name if name in known else base for name in names]
        else:
            continue
        for name in dict.fromkeys(names):
            if name.split(".")[0] in APPS:
                yield Import(module, name, node.lineno)


def all_imports(*folders: str) -> list[Import]:
    return [found for module in modules(*folders).values() for found in imports_of(module)]


def concept(name: str) -> str:
    """`members.cpd.forms` belongs to cpd, `members.views` to none."""
    app, *parts = name.split(".")
    return parts[0] if parts and (ROOT / app / parts[0] / "__init__.py").exists() else ""


def layer(name: str) -> int:
    """Of a concept by the table; of a module beside the concepts, the highest it imports."""
    app = name.split(".")[0]
    if own := concept(name):
        return next((at for at, row in enumerate(LAYERS[app]) if own in row), len(LAYERS[app]))
    module = modules(*APPS).get(name)
    if module is None or name == app:
        return -1
    imported = [found.imported for found in imports_of(module)]
    return max((layer(name) for name in imported if name.startswith(f"{app}.")), default=-1)


# --- Who may import whom -------------------------------------------------------------------------


def test_arrows_between_apps_never_run_back():
    wrong = [
        str(found)
        for found in all_imports(*APPS)
        if APPS.index(found.imported.split(".")[0]) > APPS.index(found.importer.app)
    ]

    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_concepts_all_have_their_layer(app):
    found = {path.parent.name for path in (ROOT / app).glob("*/__init__.py")} - NOT_CONCEPTS

    assert found - {name for row in LAYERS[app] for name in row} == set()


@pytest.mark.parametrize("app", [app for app in APPS if LAYERS[app]])
def test_arrows_between_concepts_never_run_back(app):
    wrong = [
        str(found)
        for found in all_imports(app)
        if (own := concept(found.importer.name))
        and own not in NOT_CONCEPTS
        and found.imported.startswith(f"{app}.")
        and concept(found.imported) != own
        and layer(found.imported) >= layer(found.importer.name)
    ]

    assert wrong == []


def test_modules_import_in_no_circle():
    graph = {
        module.name: {found.imported for found in imports_of(module)} - {module.name}
        for module in ours()
    }

    while free := {name for name, needs in graph.items() if not needs & graph.keys()}:
        graph = {name: needs for name, needs in graph.items() if name not in free}

    assert graph == {}


def test_models_are_imported_from_their_concept_not_from_a_registry():
    registries = {
        module.name
        for module in ours()
        if module.name in {f"{app}.models" for app in APPS}
        and not any(isinstance(node, ast.ClassDef) for node in module.tree.body)
    }

    wrong = [str(found) for found in all_imports(*APPS, "tests") if found.imported in registries]

    assert wrong == []


def test_imports_stand_at_the_top_of_the_file():
    deferred = [
        f"{module.place}:{node.lineno}"
        for module in ours()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and node not in module.tree.body
    ]

    assert deferred == []


def test_nothing_of_ours_is_imported_by_text():
    hidden = [
        f"{module.place}:{node.lineno} {name}"
        for module in ours()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (name := getattr(node.func, "attr", getattr(node.func, "id", ""))) in IMPORTS_BY_TEXT
    ]

    assert hidden == []


def test_no_signals_between_our_parts():
    wired = [
        f"{module.place}:{node.lineno}"
        for module in ours()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module in {"django.dispatch", "django.db.models.signals"}
    ]

    assert wired == []


def test_tasks_come_through_one_door():
    doors = {
        module.place
        for module in ours()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and re.match(r"(from|import) django_tasks\b", ast.unparse(node))
    }

    assert doors == {"agreements/background.py"}


def test_files_are_named_after_what_they_know():
    homeless = [module.place for module in ours() if HOMELESS.fullmatch(module.name.split(".")[-1])]

    assert homeless == []


# --- A page has one name -------------------------------------------------------------------------


class Page(NamedTuple):
    view: object
    name: str | None
    is_for_people: bool

    @property
    def expected(self) -> str:
        """`members.cpd.views::record_list` is members:cpd:record_list."""
        module, _, _ = self.view.__module__.rpartition(".")
        return ":".join(
            [*(part for part in module.split(".") if part != "cse_portal"), self.view.__name__]
        )

    @property
    def path(self) -> str:
        module, _, _ = self.view.__module__.rpartition(".")
        return module.replace(".", "/")


def pages_in(resolver, namespaces: tuple[str, ...] = (), is_for_people=False) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            prefixed = is_for_people or isinstance(pattern.pattern, LocalePrefixPattern)
            inside = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from pages_in(pattern, inside, prefixed)
        elif is_ours(pattern.callback) and namespaces[:1] != ("admin",):
            name = pattern.name and ":".join([*namespaces, pattern.name])
            yield Page(pattern.callback, name, is_for_people)


def is_ours(view) -> bool:
    """A function of ours. Classes finish pages of a library, under the library's names."""
    is_function = inspect.isfunction(view) and not hasattr(view, "view_class")
    return is_function and view.__module__.split(".")[0] in APPS


def pages() -> list[Page]:
    return [page for page in pages_in(get_resolver()) if page.is_for_people]


def templates_in(view) -> set[str]:
    """Whole pages that the view names; a part (`_row.html`) is not a page."""
    tree = ast.parse(inspect.getsource(inspect.unwrap(view)))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    named = {text for text in texts if isinstance(text, str) and text.endswith(".html")}
    return {text for text in named if not text.rsplit("/")[-1].startswith("_")}


def test_pages_are_found():
    assert "members:home" in {page.name for page in pages()}


def test_pages_carry_the_name_of_their_view():
    wrong = [
        f"{page.view.__module__}.{page.view.__name__} is {page.name}"
        for page in pages()
        if page.name != page.expected
    ]

    assert wrong == []


def test_pages_carry_the_name_of_their_template():
    wrong = [
        f"{page.name} renders {', '.join(sorted(templates))}"
        for page in pages()
        if (templates := templates_in(page.view))
        and f"{page.path}/{page.view.__name__}.html" not in templates
    ]

    assert wrong == []


def test_templates_that_views_name_exist():
    missing = [
        template
        for page in pages()
        for template in templates_in(page.view)
        if not (ROOT / "templates" / template).exists()
    ]

    assert missing == []


def test_pages_carry_the_name_of_their_test():
    missing = [
        test
        for page in pages()
        if not (ROOT / (test := f"tests/{page.path}/test_{page.view.__name__}.py")).exists()
    ]

    assert missing == []


# --- A state has one word ------------------------------------------------------------------------


def states() -> dict[str, type[TextChoices]]:
    """Every State and Status of our models, and of the modules that their bases come from."""
    models = [model for model in apps.get_models() if model._meta.app_label in APPS]
    places = {
        place
        for model in models
        for base in model.__mro__
        if base.__module__.split(".")[0] in APPS
        for place in (base, sys.modules[base.__module__])
    }
    found = [getattr(place, name, None) for place in places for name in ("State", "Status")]
    return {
        f"{one.__module__}.{one.__qualname__}": one
        for one in found
        if inspect.isclass(one) and issubclass(one, TextChoices)
    }


def test_states_are_found():
    assert "members.cpd.models.Record.State" in states()


def test_states_all_have_a_badge():
    without = [
        f"{name}.{value}"
        for name, choices in states().items()
        for value in choices.values
        if value not in WORDS
    ]

    assert without == []


def test_badges_use_icons_that_are_drawn():
    icons = (ROOT / "cse_portal/static/portal/icons.svg").read_text()

    drawn = set(re.findall(r'<symbol id="([\w-]+)"', icons))

    assert {look.icon for look in WORDS.values()} - drawn == set()
