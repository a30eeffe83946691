"""The project's own source as the house rules see it: which files there are, each read and parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent

#: Made by tools or by running, never part of the project.
_NOT_OURS = frozenset({".git", "out", "dist", "__pycache__"})
_TEXT = frozenset({".py", ".md", ".toml", ".txt", ".ui", ".qml", ".qpt", ".svg", ".csv", ".json", ".sql", ".yaml", ".yml", ".sh", ""})


@dataclass(frozen=True)
class Source:
    """One Python file; ``path`` is relative to the top of the checkout, with forward slashes."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, which each rule walks."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        return {child: node for node in self.nodes for child in ast.iter_child_nodes(node)}

    def is_in(self, *folders: str) -> bool:
        return self.path.startswith(tuple(f"{folder}/" for folder in folders))


def tracked_files() -> Iterator[Path]:
    """Every text file of the checkout that is the project's own."""
    pending = [TOP]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.is_symlink() or path.name in _NOT_OURS:
                continue
            if path.is_dir():
                # hidden folders belong to tools, but for the one that CI reads
                pending += [path] if not path.name.startswith(".") or path.name == ".ci" else []
            elif path.suffix in _TEXT:
                yield path


def python_sources() -> list[Source]:
    """Every Python file of the project."""
    paths = (path for path in tracked_files() if path.suffix == ".py")
    return [Source(path=path.relative_to(TOP).as_posix(), text=path.read_text(encoding="utf-8")) for path in paths]
