"""Where a back office is, what Redline shows it, and how long it may take."""

from __future__ import annotations

from dataclasses import dataclass, field

from .origin import Origin, origin_typed

_MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How long and how large an answer may be: seconds, bytes, brackets within brackets.

    ``longest`` is for one whole answer, so that one that trickles ends as well. BOPS takes 1.9 s for the slowest page (seen live).
    """

    connect: float = 10.0
    read: float = 30.0
    longest: float = 90.0
    longest_file: float = 600.0
    largest_answer: int = 64 * _MEBIBYTE
    largest_file: int = 200 * _MEBIBYTE
    deepest: int = 200


@dataclass(frozen=True)
class Patience:
    """What is done about an answer that may come the next time: only questions (GET) are ever asked again.

    ``waits`` are the seconds before each further try. A back office that asks for more than ``longest_wait`` is left alone, and the
    officer told.
    """

    waits: tuple[float, ...] = (0.5, 2.0)
    longest_wait: float = 30.0


@dataclass(frozen=True)
class Connection:
    """One authority's back office.

    ``address`` is as it was typed ("southwark.bops.services"; only its origin counts): the authority is told by the first part of the
    host. ``token`` may be empty where something else signs the requests (QGIS's stored credentials) or for public pages.
    """

    address: str
    token: str = field(default="", repr=False)
    limits: Limits = field(default_factory=Limits)
    patience: Patience = field(default_factory=Patience)

    @property
    def origin(self) -> Origin:
        """Raises BackOfficeError where the address is none, or not safe."""
        return origin_typed(self.address)

    @property
    def source(self) -> str:
        """The name under which the case file keeps what comes from here."""
        return str(self.origin)

    @property
    def authority(self) -> str:
        """The authority's name within the back office: the first part of the host."""
        return self.origin.host.split(".")[0]
