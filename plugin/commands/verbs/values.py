"""Values that options take, each told apart from what it can't be."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

_MOST_NEAR_M = 100_000.0
_MOST_PROCESSES = 64
_MOST_COUNTED = 1000


def store_folder(text: str) -> Path:
    """The folder of a store that is to be filled or changed; a database is filled by a push alone."""
    from ...constraints.postgis.database import is_postgis
    from ...constraints.postgis.hidden_words import shown

    if is_postgis(text):
        raise argparse.ArgumentTypeError(f"{shown(text)} is a database: name the folder that is pushed into it (store push)")
    return Path(text)


def metres(text: str) -> float:
    """A distance in metres."""
    try:
        metres = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of metres") from None
    if not 0 <= metres <= _MOST_NEAR_M:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_MOST_NEAR_M:,.0f} metres")
    return metres


def count(text: str) -> int:
    """A whole number, one at least."""
    if not (text.isdecimal() and 1 <= int(text) <= _MOST_COUNTED):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {_MOST_COUNTED:,}")
    return int(text)


def processes(text: str) -> int:
    """How many processes."""
    try:
        count = int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes") from None
    if not 1 <= count <= _MOST_PROCESSES:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and {_MOST_PROCESSES}")
    return count


def day(text: str) -> date:
    """A day like 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-22") from None


def file_of_dataset(text: str) -> tuple[str, Path]:
    """A dataset with a file of it, like tree-preservation-order=orders.csv."""
    dataset, mark, path = text.partition("=")
    if not (dataset and mark and path):
        raise argparse.ArgumentTypeError(f"{text!r} is not like tree-preservation-order=orders.csv")
    return dataset, Path(path)
