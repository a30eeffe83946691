"""The whole bench: data, store, every peer in turn, equal answers, growth."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from pathlib import Path

from . import postgres
from .answers import Answers, difference
from .environments import Environments
from .field import FIELD, OURS, Entry
from .findings_file import findings
from .job import Job, Outcome, SiteFile
from .made.data import MadeData, make_data, thinned
from .made.size import SIZES
from .our_store import OurStore, our_store, rates
from .plan import PLANS
from .results import Growth, Machine, Results
from .runner import run_peer

_TOP = Path(__file__).parents[2]
_STORE_CODE = ("plugin/constraints/store", "plugin/constraints/records", "plugin/constraints/geopackage", "resources/store")
#: Of these, what reads a store and does not build it.
_READING = ("local_store.py", "piece_index.py", "store.py")


@dataclass(frozen=True)
class Options:
    """What the command line asks: ``only`` some peers (all, where there are none), all of them ``fresh``, another limit in seconds."""

    size: str
    folder: Path
    only: Sequence[str] = ()
    fresh: bool = False
    limit: float | None = None
    postgis: str = ""


class Bench:
    """One run. What an earlier, interrupted run has measured with the same code and data is used again."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._plan = PLANS[options.size]
        if options.limit is not None:
            self._plan = replace(self._plan, limit=options.limit, of_wholes=(self._plan.of_wholes[0], options.limit))
        self._environments = Environments(options.folder / "environments")
        self._folder = options.folder / options.size

    def run(self) -> Results:
        """Measure, verify, and gather."""
        made = make_data(self._folder, SIZES[self._options.size])
        code = _digest(_STORE_CODE, without=_READING)
        store = our_store(made, code, anew=self._options.fresh)
        chosen = [entry for entry in FIELD if not self._options.only or entry.name in self._options.only]
        ours = any(entry.name == OURS for entry in chosen)
        loading = rates(made, code, anew=self._options.fresh)
        growth = [self._growth(every, made, code) for every in self._plan.thinned] if ours else []
        borough = self._borough(store, made) if ours else None
        outcomes = [self._outcome(entry, store, made) for entry in chosen]
        if self._has_ours(store, made, chosen):
            _verify(self._answers(made), outcomes)
        return Results(
            size=self._options.size,
            moment=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
            machine=_machine(),
            datasets=made.datasets,
            largest=made.largest,
            store=store,
            rates=loading,
            outcomes=outcomes,
            growth=growth,
            borough=borough,
        )

    def _has_ours(self, store: OurStore, made: MadeData, chosen: Sequence[Entry]) -> bool:
        """Whether Redline's answers are there, of this run or of an earlier one with the same code and data."""
        ours = next(entry for entry in FIELD if entry.name == OURS)
        return ours in chosen or self._found(ours, self._job(ours, store, made), made) is not None

    def _answers(self, made: MadeData) -> Path:
        return made.folder / "answers"

    def _outcome(self, entry: Entry, store: OurStore, made: MadeData) -> Outcome:
        python = self._environments.python(entry)
        if not python:
            return Outcome(entry.name, entry.title, skipped="Its environment is not there: scripts/bench --install-peers makes it.")
        if entry.environment == "qgis" and not _has_qgis(python):
            return Outcome(entry.name, entry.title, skipped="QGIS is not installed.")
        job = self._job(entry, store, made)
        if entry.environment != "postgis":
            return self._measured(entry, python, job, made)
        programs = postgres.programs()
        if not self._options.postgis and programs is None:
            return Outcome(
                entry.name, entry.title, skipped="Debian's postgresql and postgis are not installed, and no --postgis names one."
            )
        found = self._found(entry, job, made)
        if found is not None:
            return found
        with self._database(programs) as dsn:
            return self._measured(entry, python, replace(job, dsn=dsn), made)

    @contextmanager
    def _database(self, programs: Path | None) -> Iterator[str]:
        if self._options.postgis or programs is None:
            yield self._options.postgis
            return
        with postgres.own_server(programs) as dsn:
            yield dsn

    def _job(self, entry: Entry, store: OurStore, made: MadeData) -> Job:
        plan = self._plan
        enough, limit = plan.limits(entry)
        single = SiteFile(str(made.sites(self._most(plan.single))), plan.single)
        return Job(
            module=f"scripts.benchmark.peers.{(entry.module or entry.name).replace('-', '_')}",
            store=store.folder,
            generation=str(store.path),
            answers=str(self._answers(made) / entry.name),
            bulk=[SiteFile(str(made.sites(count)), count) for count in plan.counts(entry)],
            single=None if entry.threads > 1 else single,
            runs=plan.runs,
            enough=enough,
            limit=limit,
            threads=entry.threads,
        )

    def _most(self, count: int) -> int:
        """The smallest file of sites that has so many."""
        return next(each for each in (100, 1000, 10_000) if each >= count)

    def _measured(self, entry: Entry, python: str, job: Job, made: MadeData) -> Outcome:
        found = self._found(entry, job, made)
        if found is not None:
            return found
        print(f"Running {entry.title}.", file=sys.stderr)
        shutil.rmtree(job.answers, ignore_errors=True)
        Path(job.answers).mkdir(parents=True)
        outcome = run_peer(entry, python, job, self._answers(made) / f"{entry.name}.log")
        if not outcome.failure:
            self._record(entry, made).write_text(json.dumps({"key": _key(job), "outcome": asdict(outcome)}, indent=1), encoding="utf-8")
        return outcome

    def _found(self, entry: Entry, job: Job, made: MadeData) -> Outcome | None:
        """What an earlier run has measured, where nothing has changed since."""
        record = self._record(entry, made)
        if self._options.fresh or not record.exists():
            return None
        found = json.loads(record.read_text(encoding="utf-8"))
        return Outcome(**found["outcome"]) if found["key"] == _key(job) else None

    def _record(self, entry: Entry, made: MadeData) -> Path:
        return self._answers(made) / f"{entry.name}.json"

    def _growth(self, every: int, made: MadeData, code: str) -> Growth:
        """Redline on every so-many-th feature, with the sites of the whole."""
        fewer = thinned(made, every, self._folder.with_name(f"{self._options.size}-{every}"))
        entry = next(each for each in FIELD if each.name == OURS)
        store = our_store(fewer, code, anew=self._options.fresh)
        count = self._plan.bulk[-1]
        sites = [SiteFile(str(made.sites(count)), count)]
        job = replace(self._job(entry, store, made), answers=str(self._answers(fewer) / OURS), bulk=sites, enough=self._plan.enough / 3)
        return Growth(every, store, self._measured(entry, self._environments.python(entry), job, fewer))

    def _borough(self, store: OurStore, made: MadeData) -> Outcome:
        """Redline on the sites of one borough: what lies elsewhere should cost nothing."""
        entry = next(each for each in FIELD if each.name == OURS)
        count = SIZES[self._options.size].borough_sites
        sites = [SiteFile(str(made.borough_sites(count)), count)]
        job = replace(self._job(entry, store, made), answers=str(self._answers(made) / "borough"), bulk=sites, single=None)
        return self._measured(replace(entry, name="borough"), self._environments.python(entry), job, made)


def data_and_store(options: Options, every: int) -> tuple[MadeData, OurStore]:
    """The made data, every so-many-th feature of them, and the store of it."""
    folder = options.folder / options.size
    made = make_data(folder, SIZES[options.size])
    if every > 1:
        made = thinned(made, every, folder.with_name(f"{options.size}-{every}"))
    return made, our_store(made, _digest(_STORE_CODE, without=_READING))


def _verify(folder: Path, outcomes: list[Outcome]) -> None:
    """Hold every peer's answers against Redline's; those of one that differ are named, and its times are not shown."""
    for outcome in outcomes:
        outcome.verified, outcome.unequal = [], {}
        if outcome.peer == OURS:
            continue
        for path in _answers_in(folder / outcome.peer):
            ours = [each for each in _answers_in(folder / OURS) if each.stem == path.stem]
            if ours:
                wrong = difference(_read(ours[0]), _read(path))
                if wrong:
                    outcome.unequal[path.stem] = wrong
                else:
                    outcome.verified.append(path.stem)


def _answers_in(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.npz"), *folder.glob("bulk *.csv")])


def _read(path: Path) -> Answers:
    return findings(path) if path.suffix == ".csv" else Answers.load(path)


def _key(job: Job) -> str:
    """What decides a measurement: the job (but where the database is), the peers' code and, for Redline, its own."""
    own = _digest([f"scripts/benchmark/{name}" for name in ("peers", "source.py", "peer.py", "peer_process.py", "answers.py")])
    engine = _digest(("plugin", "resources")) if job.module.endswith(f".{OURS}") else ""
    return hashlib.sha256(f"{replace(job, dsn='').to_json()} {own} {engine}".encode()).hexdigest()


def _digest(places: Sequence[str], without: Sequence[str] = ()) -> str:
    digest = hashlib.sha256()
    for place in places:
        path = _TOP / place
        for file in sorted(each for each in (path.rglob("*") if path.is_dir() else [path]) if each.is_file() and each.suffix != ".pyc"):
            if file.name not in without:
                digest.update(str(file.relative_to(_TOP)).encode("utf-8"))
                digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _has_qgis(python: str) -> bool:
    return subprocess.run([python, "-c", "import qgis.core"], check=False, capture_output=True).returncode == 0


def _machine() -> Machine:
    models = [line.split(":", 1)[1].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in _lines(Path("/proc/meminfo")) if line.startswith("MemTotal")]
    return Machine(
        processor=models[0] if models else platform.processor(),
        cores=os.cpu_count() or 1,
        memory_gib=round(memory[0] / 1024 / 1024, 1) if memory else 0.0,
        system=platform.platform(),
        load=os.getloadavg()[0],
    )


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
