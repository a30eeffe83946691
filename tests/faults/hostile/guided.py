"""A program that looks for input that breaks a reader by watching what it reaches (atheris); it ends badly when it finds one."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["plugin.boundary", "plugin.backoffice", "plugin.constraints"]):
    from tests.faults.hostile.readers import read

_NAME, _ENDING = sys.argv[1:3]


def main() -> None:
    """``reader ending`` and then the fuzzer's own arguments."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"found.{_ENDING}"

        def once(data: bytes) -> None:
            path.write_bytes(data)
            read(_NAME, path)

        atheris.Setup([sys.argv[0], *sys.argv[3:]], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
