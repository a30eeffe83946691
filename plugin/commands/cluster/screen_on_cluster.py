"""`redline screen --cluster`: partitions are screened by whichever worker is free, and merged when all are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...boundary.many.many_reader import ManyReader
from ...boundary.many.site_batch import SiteBatch
from ...constraints.screening.screening import ENGINE
from ...constraints.screening.spatial_order import in_spatial_order
from ...constraints.store.generations import generation_path
from ...domain.errors import RedlineError, UnreadableFile
from ..exit_code import ExitCode
from ..many.batch_screening import ManyOptions
from ..many.many_sink import ManySink
from ..many.totals import Totals
from ..output import Output
from .cluster import Cluster
from .partition_work import Screened, screen_partition, sees_store, take_in
from .partitions import Partitions, recipe_of
from .site_file import packed

if TYPE_CHECKING:
    from ..progress import Progress

#: Sites of a partition: some seconds of work, and what a lost worker costs.
PARTITION = 20_000
#: Sites that are put in the order of space at a time.
_HELD = 400_000
#: How often a partition that failed is tried again; what was lost with a worker is tried again in any case.
_RETRIES = 2
_PIECE = 64 << 20


class ScreenOnCluster:
    """One run: it begins, or goes on where an earlier one of the same sites, store and options stopped."""

    def __init__(self, options: ManyOptions, output: Output, sink: ManySink, result: Path, cluster: Cluster) -> None:
        self._options = options
        self._output = output
        self._sink = sink
        self._folder = result.with_name(f"{result.name}.partitions")
        self._cluster = cluster
        self._totals = Totals(output)

    def run(self, reader: ManyReader, files: list[Path]) -> ExitCode:
        """Screen and merge. Raises RedlineError where the cluster can't go on; what is done is kept for the next run."""
        partitions = Partitions(self._folder, self._recipe(files))
        if partitions.resumed():
            self._output.line(f"Going on: {len(partitions.not_checked):,} of {partitions.count:,} partitions are done.")
        else:
            partitions.begin(self._partitioned(reader))
        with self._output.progress("Screening") as progress:
            if len(partitions.not_checked) < partitions.count:
                with self._cluster.connected() as client:
                    self._screen(client, partitions, progress)
            self._merge(partitions, progress)
        self._totals.add(sum(partitions.sites), sum(partitions.not_checked.values()))
        partitions.clear()
        return self._totals.told()

    def _recipe(self, files: list[Path]) -> str:
        stamps = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in files if path.exists()]
        return recipe_of(ENGINE, self._options.recipe, stamps, PARTITION)

    def _partitioned(self, reader: ManyReader) -> Iterator[tuple[int, bytes]]:
        for batch in in_spatial_order(self._read(reader), PARTITION, _HELD):
            yield len(batch), packed(batch)

    def _read(self, reader: ManyReader) -> Iterator[SiteBatch]:
        for item in reader:
            if isinstance(item, UnreadableFile):
                self._totals.unreadable(item)
            else:
                yield item

    def _screen(self, client: Any, partitions: Partitions, progress: Progress) -> None:
        import distributed

        library: Any = distributed
        self._bring_store(client)
        waiting = partitions.waiting()
        numbers: dict[str, int] = {}
        running = library.as_completed(loop=client.loop)

        def submit(number: int | None) -> None:
            if number is not None:
                future = client.submit(screen_partition, self._options, partitions.sites_of(number), pure=False, retries=_RETRIES)
                numbers[future.key] = number
                running.add(future)

        for _ in range(2 * len(client.scheduler_info()["workers"]) + 1):
            submit(next(waiting, None))
        for future in running:
            number = numbers.pop(future.key)
            screened = self._result(future, number)
            if screened.data is None:
                # A worker that came later than the store was brought round.
                self._bring_store(client)
                submit(number)
                continue
            partitions.done(number, screened.data, screened.not_checked)
            progress.told("partitions", len(partitions.not_checked), partitions.count)
            submit(next(waiting, None))

    def _result(self, future: Any, number: int) -> Screened:
        error = future.exception()
        if error is not None:
            kept = f"What is done is kept in {self._folder}: run again to go on."
            raise RedlineError(f"Partition {number + 1} could not be screened: {error} {kept}") from error
        screened: Screened = future.result()
        return screened

    def _bring_store(self, client: Any) -> None:
        """Send the generation to the workers that can't see it."""
        path = generation_path(Path(self._options.store), self._options.generation)
        blind = [worker for worker, sees in client.run(sees_store, self._options, on_error="return").items() if sees is False]
        size = path.stat().st_size
        for worker in blind:
            with path.open("rb") as file:
                start = 0
                while piece := file.read(_PIECE):
                    client.submit(take_in, self._options, start, piece, size, workers=[worker], pure=False).result()
                    start += len(piece)

    def _merge(self, partitions: Partitions, progress: Progress) -> None:
        from pyarrow import parquet

        with self._sink as sink:
            for number in range(partitions.count):
                sink.add(parquet.read_table(partitions.result(number)))
                progress.told("merging", number + 1, partitions.count)
