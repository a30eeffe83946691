"""The sites in the files and folders of a command line; what can't be read is told, and the rest is still done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..domain.clock import Clock
from ..domain.errors import UnreadableFile
from ..domain.reading import SiteReading
from .output import Output

if TYPE_CHECKING:
    from ..boundary.mapping import ColumnMapping
    from ..boundary.transformer import Transformer


class Sites:
    """Reads on demand; afterwards ``unreadable`` lists the files that gave no site, with the reason."""

    def __init__(
        self,
        paths: Sequence[Path],
        transformer: Transformer,
        output: Output,
        *,
        each: bool = False,
        mapping: ColumnMapping | None = None,
        clock: Clock | None = None,
    ) -> None:
        """``clock`` gives the date whose rules judge what bears no date; the machine's unless told."""
        self._paths = paths
        self._transformer = transformer
        self._output = output
        self._each = each
        self._mapping = mapping
        self._clock = clock
        self.unreadable: list[tuple[str, UnreadableFile]] = []

    def __iter__(self) -> Iterator[SiteReading]:
        from ..boundary.intake import read_sites

        for item in read_sites(self._paths, self._transformer, each=self._each, mapping=self._mapping, clock=self._clock):
            if isinstance(item, UnreadableFile):
                self.unreadable.append((item.file, item))
                self._output.fault(str(item))
            else:
                yield item
