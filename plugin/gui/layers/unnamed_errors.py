"""What QGIS lets through from a provider's own code: an exception without a name, where a line breaks while a layer is opened."""

from __future__ import annotations

from types import TracebackType

from ...domain.errors import RedlineError


class UnnamedErrors:
    """A context manager: an exception that is no more than that is told as ``error``; those with a name go on as they are."""

    def __init__(self, error: RedlineError) -> None:
        self._error = error

    def __enter__(self) -> None:
        """Nothing has to be made ready."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is Exception:
            raise self._error from error
