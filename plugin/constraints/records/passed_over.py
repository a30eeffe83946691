"""Which files of a folder are no constraint data by their names, so that nothing is left out without a word."""

from __future__ import annotations

from pathlib import Path

from .record_source import files_in, is_map_file

#: Files that belong to a map file beside them: Shapefile, TAB, MIF, GML, QGIS, SQLite.
_COMPANIONS = frozenset(
    {
        *(".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".fix", ".qpj", ".xml"),
        *(".dat", ".id", ".map", ".ind", ".mid", ".gfs", ".xsd", ".qml", ".qmd", ".gpkg-wal", ".gpkg-shm"),
    }
)


def passed_over(path: Path) -> tuple[str, ...]:
    """A sentence for every file in a folder that is not read because of its kind; companions of a map file are not mentioned."""
    if not path.is_dir() or path.suffix.lower() == ".gdb":
        return ()
    files = files_in(path)
    with_map = {(file.parent, file.name.split(".")[0]) for file in files if is_map_file(file)}
    return tuple(
        f"{file} was passed over: {_kind(file)} that holds no constraint data."
        for file in files
        if not is_map_file(file) and not (file.suffix.lower() in _COMPANIONS and (file.parent, file.name.split(".")[0]) in with_map)
    )


def _kind(file: Path) -> str:
    return f"{file.suffix} is a kind of file" if file.suffix else "a name without a suffix is that of a file"
