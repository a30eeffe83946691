"""What people read of an algorithm before they run it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Group(Enum):
    """The folders of Redline's algorithms in the toolbox."""

    APPLICATIONS = "Applications"
    LAYERS = "Constraint layers"
    STANDARD = "National standard"

    @property
    def id(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class About:
    """``name`` is the id behind "redline:", ``summary`` one sentence; ``help`` says more, a line a paragraph, without markup.

    ``example`` are the options of a call by qgis_process, ``icon`` the name of a picture under resources/icons.
    """

    name: str
    title: str
    summary: str
    group: Group
    icon: str
    help: str
    example: str
    tags: tuple[str, ...]

    @property
    def command(self) -> str:
        """The example as a whole command."""
        return f"qgis_process run redline:{self.name} {self.example}"
