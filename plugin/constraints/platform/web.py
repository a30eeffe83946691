"""How the platform is reached: a seam, because inside QGIS every request goes through QGIS's own network."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Optional, Protocol

from ...domain.errors import RedlineError


@dataclass(frozen=True)
class WebAnswer:
    """What came back, whole, whatever its status; the headers' names in lower case."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Sink(Protocol):
    """Where a file goes, piece by piece."""

    def write(self, piece: bytes) -> object: ...

    def close(self) -> None: ...


#: Told status and headers (the body still empty), says where the body goes; None for one that is read whole.
Place = Callable[[WebAnswer], Optional[Sink]]


class Web(Protocol):
    """Fetches one address at a time, with a time limit, following redirects within the same server."""

    def get(self, address: str, headers: Mapping[str, str]) -> WebAnswer:
        """Raises PlatformError where no whole answer came, and whatever stops the work when the officer cancels."""
        ...

    def save(self, address: str, headers: Mapping[str, str], place: Place) -> WebAnswer:
        """Bring a file of any size within the settings to where ``place`` says, and give the answer without it.

        Raises as ``get`` does; what had come by then stays where it was put.
        """
        ...


class PlatformError(RedlineError):
    """The platform could not be asked, or its answer can't be used. ``passes``: the same question may be answered later; ``wait`` is how
    many seconds the platform asked for."""

    def __init__(self, message: str, *, passes: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.passes = passes
        self.wait = wait
