"""Builds the plugin's zip: what goes in, under which folder, byte for byte the same from the same files."""

from __future__ import annotations

import configparser
import sys
import zipfile
from pathlib import Path

FOLDER = "redline"
ROOT_FILES = ("__init__.py", "metadata.txt", "LICENSE", "CHANGELOG.md", "README.md")
FOLDERS = ("plugin", "ui", "resources")
SUFFIXES = frozenset({".whl", ".py", ".ui", ".qml", ".qpt", ".svg", ".png", ".csv", ".json", ".sql", ".yaml", ".txt", ".md", ".model3"})

#: The oldest moment that a zip can hold; a real one would make two builds of the same files differ.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


class UnexpectedFile(Exception):
    """Something lies in the plugin's folders that nobody meant to ship."""


def version(top: Path) -> str:
    """The version, from metadata.txt, its one place."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read_string((top / "metadata.txt").read_text(encoding="utf-8"))
    return metadata["general"]["version"]


def contents(top: Path) -> list[Path]:
    """The files of the plugin relative to ``top``, sorted; raises UnexpectedFile for a kind of file that is not shipped."""
    missing = [name for name in ROOT_FILES if not (top / name).is_file()]
    if missing:
        raise UnexpectedFile(f"{', '.join(missing)} is missing from {top}: the zip cannot be made without it.")
    found = [Path(name) for name in ROOT_FILES]
    for folder in FOLDERS:
        for path in (top / folder).rglob("*"):
            relative = path.relative_to(top)
            if path.is_dir() or "__pycache__" in relative.parts:
                continue
            if path.suffix not in SUFFIXES or any(part.startswith(".") for part in relative.parts):
                raise UnexpectedFile(
                    f"{relative.as_posix()} would go into the zip, and it is none of the kinds of file that Redline ships: "
                    "take it away, or add its kind to SUFFIXES in scripts/build_zip.py."
                )
            found.append(relative)
    return sorted(found, key=lambda relative: relative.as_posix())


def build(top: Path, target: Path) -> Path:
    """Write redline-VERSION.zip into the folder ``target`` and return its path."""
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"redline-{version(top)}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for relative in contents(top):
            entry = zipfile.ZipInfo(f"{FOLDER}/{relative.as_posix()}", date_time=_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, (top / relative).read_bytes(), compresslevel=9)
    return path


def main(arguments: list[str]) -> int:
    """Build into the folder named first, "dist" unless said."""
    top = Path(__file__).resolve().parent.parent
    try:
        path = build(top, Path(arguments[0] if arguments else "dist"))
    except UnexpectedFile as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path} ({path.stat().st_size / 1024:.0f} KiB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
