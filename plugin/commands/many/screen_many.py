"""`redline screen` for tables of sites: batch by batch into one file, with a line of counts at the end."""

from __future__ import annotations

from collections.abc import Iterator

from ...boundary.many.many_reader import ManyReader
from ...boundary.many.site_batch import SiteBatch
from ...constraints.screening.spatial_order import in_spatial_order
from ...domain.errors import UnreadableFile
from ..exit_code import ExitCode
from ..output import Output
from .batch_screening import ManyOptions
from .many_sink import ManySink
from .processes import screened
from .totals import Totals

#: Sites that are screened together: enough that numpy's own costs vanish, few enough that a batch stays in one part of the country.
BATCH = 2000


class ScreenMany:
    """One run over files of sites."""

    def __init__(self, options: ManyOptions, output: Output, sink: ManySink, processes: int = 1) -> None:
        self._options = options
        self._output = output
        self._sink = sink
        self._processes = processes
        self._totals = Totals(output)

    def run(self, reader: ManyReader) -> ExitCode:
        """Screen and write."""
        batches = in_spatial_order(self._read(reader), BATCH)
        with self._sink as sink, self._output.progress("Screening") as progress:
            for batch in screened(batches, self._options, sink.form, self._processes):
                sink.add(batch.made)
                self._totals.add(batch.sites, batch.not_checked)
                progress.told("sites", self._totals.sites)
        return self._totals.told()

    def _read(self, reader: ManyReader) -> Iterator[SiteBatch]:
        for item in reader:
            if isinstance(item, UnreadableFile):
                self._totals.unreadable(item)
            else:
                yield item
