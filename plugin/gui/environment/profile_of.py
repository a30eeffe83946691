"""The authority's profile that the settings name, read once until its file changes; one answer for every part of the window."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ...constraints.profile import Profile
    from ..settings import Settings


class ReadProfile(NamedTuple):
    """``problem`` is a sentence where the file can't be read, else ""; ``profile`` is then that of nobody."""

    profile: Profile
    problem: str


def profile_of(settings: Settings) -> ReadProfile:
    """The profile of the settings, the default one where they name none."""
    return profile_in(settings.profile)


def profile_in(file: str) -> ReadProfile:
    """The profile in a file, the default one for "". Never raises: what may not go on without the profile asks for its ``problem``."""
    from ...constraints.profile import Profile
    from ...domain.errors import RedlineError

    if not file:
        return ReadProfile(Profile.default(), "")
    try:
        stamp = Path(file).stat()
        return ReadProfile(_loaded(file, stamp.st_mtime_ns, stamp.st_size), "")
    except RedlineError as error:
        return ReadProfile(Profile.default(), str(error))
    except OSError as error:
        return ReadProfile(Profile.default(), f"The profile {file} could not be read: {error.strerror or error}.")


@lru_cache(maxsize=4)
def _loaded(file: str, _modified: int, _size: int) -> Profile:
    from ...constraints.profile import Profile

    return Profile.load(Path(file))
