"""How far round a site a constraint is near: an option of its own, else the authority's profile."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .values import metres

if TYPE_CHECKING:
    from ...constraints.profile import Profile


def add_near(verb: argparse.ArgumentParser) -> None:
    """The distance, and the profile that has it otherwise."""
    verb.add_argument("--within", type=metres, metavar="METRES", help="how far round a site a change touches it (usually 50)")
    verb.add_argument("--profile", type=Path, metavar="FILE", help="the authority's profile, which may say how far")


def profile_of(chosen: argparse.Namespace) -> Profile:
    """The profile that was named, else one that knows of nothing. Raises RedlineError where it can't be read."""
    from ...constraints.profile import Profile

    return Profile.load(chosen.profile) if chosen.profile is not None else Profile.default()


def near_of(chosen: argparse.Namespace) -> float:
    """The distance in metres. Raises RedlineError for a profile that can't be read."""
    return float(chosen.within) if chosen.within is not None else profile_of(chosen).settings.near
