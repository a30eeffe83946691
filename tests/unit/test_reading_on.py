"""Whoever reads the README finds every page, and whoever reads the architecture finds every room of the house."""

from __future__ import annotations

import re

from tests.source import TOP, tracked_files

README = (TOP / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (TOP / "docs" / "architecture.md").read_text(encoding="utf-8")


def rooms() -> list[str]:
    folders = {path.parent.relative_to(TOP / "plugin") for path in tracked_files() if path.is_relative_to(TOP / "plugin")}
    return sorted(str(folder) for folder in folders if folder.name)


def test_the_readme_names_every_page_of_the_docs():
    pages = sorted(path.name for path in tracked_files() if path.parent == TOP / "docs" and path.suffix == ".md")

    assert pages
    assert [page for page in pages if f"(docs/{page})" not in README] == []


def test_the_architecture_names_every_room_of_the_house():
    (house,) = re.findall(r"```\n(metadata\.txt.*?)```", ARCHITECTURE, re.DOTALL)

    named = set(re.findall(r"([a-z_0-9]+)/", house))

    assert {"boundary", "gui/waiting"} <= set(rooms())
    assert [room for room in rooms() if not set(room.split("/")) <= named] == []


def test_what_the_architecture_points_at_is_there():
    paths = {str(path.relative_to(TOP)) for path in tracked_files()}
    pointed = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`", ARCHITECTURE)

    assert len(pointed) > 50
    assert [name for name in pointed if not {name, f"plugin/{name}"} & paths] == []
