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

#: Sites that are screened together: enough that numpy's own costs vanish, few enough that a batch stays in one part of the country.
BATCH = 2000


class ScreenMany:
    """One run over files of sites."""

    def __init__(self, options: ManyOptions, output: Output, sink: ManySink, processes: int = 1) -> None:
        self._options = options
        self._output = output
        self._sink = sink
        self._processes = processes
        self._unreadable = 0

    def run(self, reader: ManyReader) -> ExitCode:
        """Screen and write; NOT_READABLE outranks SOMETHING_NOT_CHECKED."""
        sites = not_checked = 0
        batches = in_spatial_order(self._read(reader), BATCH)
        with self._sink as sink, self._output.progress("Screening") as progress:
            for batch in screened(batches, self._options, sink.form, self._processes):
                sink.add(batch.made)
                sites += batch.sites
                not_checked += batch.not_checked
                progress.told("sites", sites)
        self._total(sites, not_checked)
        if self._unreadable:
            return ExitCode.NOT_READABLE
        return ExitCode.SOMETHING_NOT_CHECKED if not_checked or sites == 0 else ExitCode.EVERYTHING_CHECKED

    def _read(self, reader: ManyReader) -> Iterator[SiteBatch]:
        for item in reader:
            if isinstance(item, UnreadableFile):
                self._unreadable += 1
                self._output.fault(str(item))
            else:
                yield item

    def _total(self, sites: int, not_checked: int) -> None:
        counted = "1 site screened" if sites == 1 else f"{sites:,} sites screened"
        parts = [counted, f"{not_checked:,} with something not checked"]
        if self._unreadable:
            parts.append("1 file could not be read" if self._unreadable == 1 else f"{self._unreadable:,} files could not be read")
        self._output.line("; ".join(parts) + ".")
