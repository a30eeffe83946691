"""The store that a verb is about: a folder that it fills or changes, or any store that it reads."""

from __future__ import annotations

import argparse

from .values import store_folder


def add_store_folder(verb: argparse.ArgumentParser, *, made: bool = False) -> None:
    """For verbs that fill or change a store; ``made``: its folder need not be there yet."""
    verb.add_argument(
        "store", type=store_folder, metavar="STORE", help=f"the store's folder{'; made where it is not there' if made else ''}"
    )


def add_any_store(verb: argparse.ArgumentParser) -> None:
    """For verbs that only read one."""
    verb.add_argument("store", metavar="STORE", help="the store's folder, or a team's PostGIS (postgresql://...)")
