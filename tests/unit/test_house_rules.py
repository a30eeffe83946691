"""The rules that keep the source as it is meant to be, read from the source itself."""

from __future__ import annotations

import ast
import re

import pytest

from tests.source import TOP, Source, python_sources, tracked_files
from tests.unit.house_rules import RULES, Rule

#: Slow to load or missing in some QGIS: the plugin must load without them, and load fast.
HEAVY = frozenset({"shapely", "pyproj", "fiona", "numpy", "requests", "pandas", "geopandas"})

#: Folders of a machine, and hosts of package registries; written so that this file does not name one.
MACHINE = re.compile(r"(^|[^A-Za-z0-9_.])/(wor[k]|roo[t]|hom[e])/|https?://[a-z0-9.-]*(debia[n]|pyp[i]|pythonhoste[d]|npmj[s])[a-z0-9.-]*")


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return python_sources()


def each_rule(test):
    return pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name.replace(" ", "_"))(test)


@each_rule
def test_a_rule_sees_what_it_forbids_and_nothing_else(rule: Rule):
    assert list(rule.find(Source(path="plugin/example.py", text=rule.broken_by)))
    assert not list(rule.find(Source(path="plugin/example.py", text=rule.kept_by)))


@each_rule
def test_the_source_keeps_the_rule(rule: Rule, sources: list[Source]):
    broken = [f"{source.path}:{line}" for source in sources if rule.holds_for(source) for line in rule.find(source)]

    assert not broken, f"{rule.name}, but not here: {', '.join(broken)}"


def test_no_file_names_a_path_of_a_machine_or_a_package_registry():
    named = [
        f"{path.relative_to(TOP)}:{number}"
        for path in tracked_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE.search(line)
    ]

    assert not named


def test_every_requirement_is_pinned_and_none_brings_a_second_proj_or_numpy():
    lines = (TOP / "scripts" / "requirements.txt").read_text(encoding="utf-8").splitlines()

    pins = [line.split("==") for line in lines if line and not line.startswith("#")]

    assert all(len(pin) == 2 for pin in pins)
    assert {name for name, _ in pins} >= {"shapely", "pytest", "mypy"}
    assert not {name.lower() for name, _ in pins} & {"numpy", "fiona", "pyproj", "pyogrio", "gdal", "rasterio", "urllib3", "requests"}


def test_no_test_folder_is_a_package_below_the_checkouts_own(sources: list[Source]):
    packages = [source.path for source in sources if source.is_in("tests") and source.path.endswith("/__init__.py")]

    assert not packages
    assert __name__ == "tests.unit.test_house_rules"


def test_class_factory_is_all_that_the_root_holds(sources: list[Source]):
    (root,) = (source for source in sources if source.path == "__init__.py")

    functions = [node.name for node in root.tree.body if isinstance(node, ast.FunctionDef)]

    assert functions == ["classFactory"]


def test_nothing_heavy_is_imported_when_the_plugin_loads(sources: list[Source]):
    by_path = {source.path: source for source in sources}
    pending, seen, heavy = ["plugin/gui/shell.py"], set(), []
    while pending:
        path = pending.pop()
        if path in seen:
            continue
        seen.add(path)
        absolute, relative = imports_at_load(by_path[path])
        heavy += [f"{path} imports {name}" for name in absolute if name in HEAVY]
        pending += [found for name in relative for found in files_of(name) if found in by_path]

    assert not heavy
    assert len(seen) > 5, f"the walk from the shell saw {sorted(seen)} only"


def test_the_walk_over_imports_sees_what_is_under_a_class_but_not_in_a_function():
    source = Source(
        path="plugin/gui/example.py",
        text=(
            "import numpy.linalg\nfrom typing import TYPE_CHECKING\nfrom ..domain import check\nfrom .settings import Settings\n"
            "if TYPE_CHECKING:\n    import shapely\ndef late():\n    import pyproj\nclass C:\n    import fiona\n"
        ),
    )

    absolute, relative = imports_at_load(source)

    assert absolute == {"numpy", "typing", "fiona"}
    assert {"plugin/domain", "plugin/domain/check", "plugin/gui/settings"} <= relative


def imports_at_load(source: Source) -> tuple[set[str], set[str]]:
    """The top packages, and the project's own modules as paths without suffix, that importing a file imports."""
    absolute, relative = set(), set()
    pending: list[ast.AST] = [source.tree]
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            pending += node.orelse
            continue
        if isinstance(node, ast.Import):
            absolute |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            absolute.add(str(node.module).split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            folder = source.path.split("/")[: -node.level]
            module = "/".join([*folder, *(node.module.split(".") if node.module else [])])
            relative |= {module, *(f"{module}/{alias.name}" for alias in node.names)}
        pending += ast.iter_child_nodes(node)
    return absolute, relative


def files_of(module: str) -> list[str]:
    """The files that importing a module runs: its own and its packages'."""
    parts = module.split("/")
    return [f"{module}.py", *("/".join([*parts[:length], "__init__.py"]) for length in range(1, len(parts) + 1))]
