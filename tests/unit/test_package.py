"""The zip that councils install: what is in it, what its metadata says, and the plugin repository's scans over it."""

from __future__ import annotations

import configparser
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.build_zip import UnexpectedFile, build, contents, version
from tests.source import TOP

#: What the repository asks for, and what Redline promises beside it.
REQUIRED = ("name", "description", "version", "qgisMinimumVersion", "author", "email", "about", "tracker", "repository")
PROMISED = {
    "qgisMinimumVersion": "3.40",
    "qgisMaximumVersion": "4.99",
    "hasProcessingProvider": "yes",
    "category": "Vector",
    "experimental": "True",
    "deprecated": "False",
    "server": "False",
    "icon": "resources/icons/redline.svg",
    "license": "GPL-2.0-or-later",
}

#: The rules that the repository itself leaves out.
NOT_SCANNED_FOR = "B404,B410,B411"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(TOP, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def unpacked(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder / "redline"


@pytest.fixture(scope="module")
def metadata(unpacked: Path) -> configparser.SectionProxy:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str
    read.read_string((unpacked / "metadata.txt").read_text(encoding="utf-8"))
    return read["general"]


def a_checkout(folder: Path) -> Path:
    """The least that can be packaged."""
    for name in ("__init__.py", "LICENSE", "CHANGELOG.md", "README.md"):
        (folder / name).write_text(name, encoding="utf-8")
    (folder / "metadata.txt").write_text("[general]\nname=Redline\nversion=1.2.3\n", encoding="utf-8")
    (folder / "plugin").mkdir()
    (folder / "plugin" / "cli.py").write_text("x = 1\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("stray", ["plugin/library.so", "plugin/.hidden.py", "resources/.cache/x.json", "ui/run.sh", "plugin/case.gpkg"])
def test_a_file_that_nobody_meant_to_ship_stops_the_build(tmp_path: Path, stray: str):
    top = a_checkout(tmp_path)
    (top / stray).parent.mkdir(parents=True, exist_ok=True)
    (top / stray).write_text("stray", encoding="utf-8")

    with pytest.raises(UnexpectedFile, match=stray):
        build(top, tmp_path / "dist")


def test_a_checkout_without_its_licence_is_not_packaged(tmp_path: Path):
    top = a_checkout(tmp_path)
    (top / "LICENSE").unlink()

    with pytest.raises(UnexpectedFile, match="LICENSE"):
        build(top, tmp_path / "dist")


def test_what_python_compiled_and_what_is_only_for_developers_stays_out(tmp_path: Path):
    top = a_checkout(tmp_path)
    for name in ("plugin/__pycache__/cli.pyc", "tests/test_x.py", "scripts/run.py", ".ci/run.py", "out/findings.json"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text("x", encoding="utf-8")

    names = [path.as_posix() for path in contents(top)]

    assert names == ["CHANGELOG.md", "LICENSE", "README.md", "__init__.py", "metadata.txt", "plugin/cli.py"]


def test_the_same_files_give_the_same_bytes(archive: Path, tmp_path: Path):
    assert build(TOP, tmp_path).read_bytes() == archive.read_bytes()


def test_the_zip_bears_the_version_of_the_metadata(archive: Path, metadata: configparser.SectionProxy):
    assert archive.name == f"redline-{metadata['version']}.zip"
    assert version(TOP) == metadata["version"]
    assert all(part.isdigit() for part in metadata["version"].split("."))


def test_the_zip_has_one_folder_whose_name_is_a_python_name(archive: Path):
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()

    assert {name.split("/")[0] for name in names} == {"redline"}
    assert not [name for name in names if "\\" in name or ".." in name or "__pycache__" in name or name.endswith((".pyc", ".so", ".sh"))]
    assert {"redline/__init__.py", "redline/metadata.txt", "redline/LICENSE", "redline/CHANGELOG.md", "redline/README.md"} <= set(names)
    assert {"redline/plugin/cli.py", "redline/plugin/gui/shell.py", "redline/resources/catalogue/datasets.json"} <= set(names)


def test_the_zip_is_small_enough_for_the_repository(archive: Path):
    assert archive.stat().st_size < 25 * 1024 * 1024


def test_the_licence_in_the_zip_is_the_gpl(unpacked: Path):
    text = (unpacked / "LICENSE").read_text(encoding="utf-8")

    assert "GNU GENERAL PUBLIC LICENSE" in text
    assert "Version 2, June 1991" in text
    assert "END OF TERMS AND CONDITIONS" in text


@pytest.mark.parametrize("key", REQUIRED)
def test_the_metadata_has_what_the_repository_requires(metadata: configparser.SectionProxy, key: str):
    assert metadata.get(key, "").strip()


@pytest.mark.parametrize(("key", "value"), PROMISED.items())
def test_the_metadata_promises(metadata: configparser.SectionProxy, key: str, value: str):
    assert metadata[key] == value


def test_the_metadata_is_plain_text_that_the_repository_takes(metadata: configparser.SectionProxy, unpacked: Path):
    assert "/" not in metadata["author"]
    assert "@" in metadata["email"]
    assert not [key for key, value in metadata.items() if "<" in value]
    assert "supportsQt6" not in metadata
    assert all(metadata[key].startswith("https://") for key in ("tracker", "repository", "homepage"))
    assert len(metadata["tags"].split(",")) > 3
    assert (unpacked / metadata["icon"]).is_file()


def test_the_changelog_tells_of_this_version(unpacked: Path, metadata: configparser.SectionProxy):
    assert f"## {metadata['version']}" in (unpacked / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_toolkit_version_is_named_in_the_zip(unpacked: Path):
    named = [
        path.relative_to(unpacked).as_posix()
        for path in unpacked.rglob("*")
        if path.suffix in {".py", ".ui"} and any(name in path.read_text(encoding="utf-8") for name in ("PyQt5", "PyQt6"))
    ]

    assert not named


def bandit(folder: Path) -> tuple[list[str], int]:
    """What the repository's Bandit says, at any severity and confidence, and how many lines it read."""
    command = [
        sys.executable,
        "-m",
        "bandit",
        "--quiet",
        "--recursive",
        str(folder),
        "--format",
        "json",
        "--skip",
        NOT_SCANNED_FOR,
        "--ignore-nosec",
    ]
    answer = json.loads(subprocess.run(command, capture_output=True, text=True, check=False, timeout=240).stdout)
    assert not answer["errors"]
    found = [f"{each['test_id']} {each['filename']}:{each['line_number']} {each['issue_text']}" for each in answer["results"]]
    return found, answer["metrics"]["_totals"]["loc"]


def secrets(folder: Path) -> list[str]:
    """What detect-secrets finds by all of its detectors; it ends with 0 whatever it finds, so its answer is read."""
    command = [sys.executable, "-m", "detect_secrets", "scan", "--all-files", "--no-verify", "."]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=240)
    return [f"{each['type']} {name}:{each['line_number']}" for name, found in json.loads(ran.stdout)["results"].items() for each in found]


@pytest.mark.slow
def test_bandit_finds_nothing_in_the_zip(unpacked: Path):
    found, lines = bandit(unpacked)

    assert not found
    assert lines > 1000


@pytest.mark.slow
def test_detect_secrets_finds_nothing_in_the_zip(unpacked: Path):
    assert not secrets(unpacked)


def test_the_scans_see_what_the_repository_would_refuse(tmp_path: Path):
    (tmp_path / "a.py").write_text("import subprocess\n\nassert subprocess.call('ls', shell=True)  # no" + "sec\n", encoding="utf-8")
    (tmp_path / "b.py").write_text("digest = '" + "9f86d081884c7d659a2feaa0c55ad015" + "a3bf4f1b'\n", encoding="utf-8")

    found, _ = bandit(tmp_path)

    assert {each.split()[0] for each in found} == {"B101", "B602", "B607"}
    assert any(each.startswith("Hex High Entropy String") for each in secrets(tmp_path))
