"""What the source of Redline must not do, each rule with an example that breaks it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.source import Source

Lines = Iterator[int]

_QT_CLASS = re.compile(r"Q(t|gis|(gs)?[A-Z]\w*)$")


@dataclass(frozen=True)
class Rule:
    """One rule: in which folders it holds, which lines of a file break it, and examples on both sides."""

    name: str
    find: Callable[[Source], Lines]
    broken_by: str
    kept_by: str
    folders: tuple[str, ...] = ("plugin",)
    except_in: tuple[str, ...] = ()

    def holds_for(self, source: Source) -> bool:
        return source.is_in(*self.folders) and not source.path.startswith(self.except_in or ("\0",))


def _imports(source: Source) -> Iterator[tuple[int, str]]:
    for node in source.nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _called(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def imports_of(*packages: str) -> Callable[[Source], Lines]:
    """Finds imports of packages, or of what is below them, by their absolute name."""

    def find(source: Source) -> Lines:
        for line, name in _imports(source):
            if any(name == package or name.startswith(f"{package}.") for package in packages):
                yield line

    return find


def calls_of(*names: str, methods: bool = True) -> Callable[[Source], Lines]:
    """Finds calls by the last part, or the last parts, of what is called; without ``methods`` by the whole of it."""

    def find(source: Source) -> Lines:
        for node in source.nodes:
            called = _called(node)
            if called and any(called == name or (methods and called.endswith(f".{name}")) for name in names):
                yield node.lineno

    return find


def comments_like(pattern: str) -> Callable[[Source], Lines]:
    """Finds lines by a regular expression."""
    compiled = re.compile(pattern)

    def find(source: Source) -> Lines:
        yield from (number for number, line in enumerate(source.text.splitlines(), start=1) if compiled.search(line))

    return find


def missing_docstrings(source: Source) -> Lines:
    """A file with anything in it opens with the sentence that says what it knows."""
    if source.text.strip() and ast.get_docstring(source.tree) is None:
        yield 1


def missing_future(source: Source) -> Lines:
    """QGIS on macOS has Python 3.9, where a modern annotation is an error unless annotations stay text."""
    annotated = any(getattr(node, "annotation", None) or getattr(node, "returns", None) for node in source.nodes)
    if annotated and not any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in source.tree.body):
        yield 1


def long_files(source: Source) -> Lines:
    """Four hundred lines are a sign to split."""
    if source.text.count("\n") > 400:
        yield 401


def swallowed_errors(source: Source) -> Lines:
    """Bare, blind or silent except clauses."""
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler):
            blind = node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
            if blind or all(isinstance(statement, ast.Pass) for statement in node.body):
                yield node.lineno


def asserts(source: Source) -> Lines:
    """Asserts vanish under -O, and the plugin repository refuses them."""
    yield from (node.lineno for node in source.nodes if isinstance(node, ast.Assert))


def unscoped_enums(source: Source) -> Lines:
    """``Qt.UserRole`` is gone in Qt 6; ``Qt.ItemDataRole.UserRole`` works in both."""
    annotations = {
        part
        for node in source.nodes
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if isinstance(annotation, ast.AST)
        for part in ast.walk(annotation)
    }
    for node in source.nodes:
        if not (
            isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and re.match(r"Q(t$|gis$|gs[A-Z]|[A-Z])", node.value.id)
        ):
            continue
        if not node.attr[0].isupper() or node.attr.isupper() or node in annotations:
            continue
        parent = source.parents[node]
        if isinstance(parent, ast.Attribute) or (isinstance(parent, ast.Call) and parent.func is node):
            continue
        yield node.lineno


def unions_at_run_time(source: Source) -> Lines:
    """``isinstance(x, A | B)`` needs Python 3.10."""
    for node in source.nodes:
        asks = isinstance(node, ast.Call) and _called(node) in {"isinstance", "issubclass"}
        if asks and any(isinstance(part, ast.BinOp) for part in ast.walk(node.args[1])):
            yield node.lineno


EVERYWHERE = ("plugin", "scripts", "tests")
FUTURE = "from __future__ import annotations\n"

RULES = (
    Rule("a file opens with a docstring", missing_docstrings, "x = 1\n", '"""X."""\n', folders=EVERYWHERE),
    Rule("annotations stay text", missing_future, '"""X."""\nx: int = 1\n', f'"""X."""\n{FUTURE}x: int = 1\n', folders=EVERYWHERE),
    Rule("a file has at most 400 lines", long_files, "x = 1\n" * 401, "x = 1\n" * 400, folders=EVERYWHERE),
    Rule(
        "only gui and processing import QGIS",
        imports_of("qgis", "PyQt5", "PyQt6"),
        "def f():\n    from qgis.core import QgsGeometry\n",
        "from .qgis import x\n",
        except_in=("plugin/gui/", "plugin/processing/"),
    ),
    Rule(
        "imports inside the plugin are relative",
        imports_of("plugin", "redline", "ui"),
        "from plugin.domain import x\n",
        "from ..domain import x\n",
    ),
    Rule(
        "errors are not swallowed",
        swallowed_errors,
        "try:\n    f()\nexcept OSError:\n    pass\n",
        "try:\n    f()\nexcept OSError:\n    g()\n",
    ),
    Rule("nothing is asserted in shipped code", asserts, "assert x\n", "check(x)\n"),
    Rule("nothing prints", calls_of("print", methods=False), "print(1)\n", "console.print(1)\n"),
    Rule(
        "the time comes from the injected clock",
        calls_of("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"),
        "datetime.now(timezone.utc)\n",
        "clock.now()\n",
        except_in=("plugin/domain/clock.py",),
    ),
    Rule("enums are scoped", unscoped_enums, "f(Qt.UserRole)\n", "def f(x: Qt.Key): g(Qt.ItemDataRole.UserRole, QgsTask.Flag(0))\n"),
    Rule(
        "SQLite is told of a file in one place, because it takes no share as Python writes it",
        calls_of("as_uri"),
        "sqlite3.connect(path.as_uri(), uri=True)\n",
        "sqlite3.connect(sqlite_uri(path), uri=True)\n",
        except_in=("plugin/sqlite_uri.py",),
    ),
    Rule("dialogs run by exec", calls_of("exec_"), "dialog.exec_()\n", "dialog.exec()\n"),
    Rule(
        "actions come from QtWidgets",
        imports_of("qgis.PyQt.QtGui.QAction", "qgis.PyQt.QtGui.QActionGroup", "qgis.PyQt.QtGui.QShortcut", "qgis.PyQt.Qt"),
        "from qgis.PyQt.QtGui import QAction\n",
        "from qgis.PyQt.QtWidgets import QAction\n",
    ),
    Rule("layers are found by custom property", calls_of("mapLayersByName"), "project.mapLayersByName('Sites')\n", "project.mapLayers()\n"),
    Rule(
        "pyproj is used where its thread is chosen",
        imports_of("pyproj"),
        "def f():\n    from pyproj import Geod\n",
        "from .proj_data import import_pyproj\n",
        except_in=("plugin/boundary/proj_data.py", "plugin/boundary/operation.py", "plugin/boundary/transformer.py"),
    ),
    Rule("long work is a task", calls_of("processEvents"), "QCoreApplication.processEvents()\n", "start_task(task)\n"),
    Rule(
        "a task is held until it has ended",
        calls_of("addTask"),
        "QgsApplication.taskManager().addTask(task)\n",
        "start_task(task)\n",
        except_in=("plugin/gui/tasks/start_task.py",),
    ),
    Rule(
        "the network is QGIS's own", calls_of("QNetworkAccessManager"), "QNetworkAccessManager()\n", "QgsNetworkAccessManager.instance()\n"
    ),
    Rule(
        "arrays become lists in one place, because each numpy types that differently",
        calls_of("tolist"),
        "ids.tolist()\n",
        "values(ids)\n",
        folders=("plugin", "scripts"),
        except_in=("plugin/arrays.py",),
    ),
    Rule("unions wait for Python 3.10", unions_at_run_time, "isinstance(x, int | str)\n", "isinstance(x, (int, str))\n"),
    Rule(
        "a checker is silenced only with the reason beside it",
        comments_like(r"#\s*(no[q]a|no[s]ec|type:\s*igno[r]e)[^#]*$"),
        "x = f()  # no" + "qa: B008\n",
        "x = f()  # no" + "qa: B008  # Qt's own signature has it\n",
        folders=EVERYWHERE,
    ),
    Rule(
        "nothing is left to be done",
        comments_like(r"#.*\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\b"),
        "# TO" + "DO: later\n",
        "# why it is so\n",
        folders=EVERYWHERE,
    ),
    Rule("no banners", comments_like(r"^\s*#\s*([-=*#~_])\1{2,}"), "# ---- helpers ----\n", "# a reason\n", folders=EVERYWHERE),
)
