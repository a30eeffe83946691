"""`python -m scripts.sample FOLDER [--seed N] [--grids DIR]`: writes the sample borough."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .generate import generate


def main() -> int:
    """Read the command line, write the borough. Returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.sample", description="Write a fictional borough: applications, constraints, base map."
    )
    parser.add_argument("folder", type=Path, help="where to write it; made if it is not there")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another town; the cases keep their places (default 1)")
    parser.add_argument(
        "--grids", type=Path, action="append", default=[], metavar="DIR", help="a folder with the OSTN15 grid; may be repeated"
    )
    arguments = parser.parse_args()
    count = generate(arguments.folder, arguments.seed, arguments.grids)
    sys.stdout.write(f"{count} sample applications and their constraints are in {arguments.folder}. None of it is a real place.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
