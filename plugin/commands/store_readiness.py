"""`redline store readiness`: how far the datasets of a store can be relied on, and what to do next with each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..casefile.trail.act_times import act_times_in
from ..constraints.catalogue import Catalogue
from ..constraints.open_store import open_store
from ..constraints.postgis.hidden_words import shown
from ..constraints.profile import Profile
from ..constraints.readiness.dataset_readiness import DatasetReadiness, Freshness, Readiness, StandardState
from ..constraints.readiness.readiness_of import readiness_of
from ..constraints.standard.column_mapping import load_mapping
from ..constraints.standard.six_decimals import ToDegrees
from ..constraints.standard.standard import standard_for
from ..domain.clock import Clock, today
from ..domain.dataset import kind_of
from ..reports.readiness.act_figures import ActFigures, Period, act_figures
from ..reports.readiness.act_form import act_form
from ..reports.readiness.act_words import about_sentences, count_words, figure_words, period_words
from ..reports.readiness.readiness_form import readiness_form
from ..reports.readiness.readiness_page import readiness_page
from ..reports.readiness.readiness_summary import heading_words, summary_sentences
from ..reports.readiness.readiness_words import coverage_words, faults_words, freshness_words, loaded_words, next_step, standard_words
from ..reports.written_text import write_whole
from .exit_code import ExitCode
from .output import Output
from .tone import Tone

_HEADINGS = ("dataset", "coverage", "freshness", "loaded on", "records", "found when loaded", "standard")


def store_readiness(
    address: str,
    output: Output,
    clock: Clock,
    *,
    to_degrees: ToDegrees,
    profile: Path | None = None,
    mappings: Mapping[str, Path] | None = None,
    case_files: Sequence[Path] = (),
    by: str = Period.QUARTER.value,
    page: Path | None = None,
    as_json: bool = False,
) -> ExitCode:
    """Tell how ready each dataset is, how long acts took by the case files that are named, and write the page where one is asked for.

    ``to_degrees`` brings a shape to longitude and latitude.

    Raises CaseFileError for what is no case file, StoreError where there is no store, MissingLibrary for a database without its library,
    and RedlineError for a profile or mapping that can't be read, or a page that can't be written.
    """
    on = today(clock)
    read = {name: load_mapping(path, standard_for(kind_of(name), on).names) for name, path in (mappings or {}).items()}
    known = Profile.load(profile) if profile is not None else Profile.default()
    acts = [act_times_in(path) for path in case_files]
    times = act_figures(acts, on, Period(by)) if case_files else None
    with open_store(address) as store:
        readiness = readiness_of(store, Catalogue.load(), known, on, to_degrees=to_degrees, mappings=read)
    if page is not None:
        write_whole(page, readiness_page(readiness, times))
    if as_json:
        form = readiness_form(shown(address), readiness)
        output.json({**form, "times": act_form(times) if times is not None else None})
    else:
        _tell(readiness, output)
        if times is not None:
            _tell_times(times, output)
        if page is not None:
            output.line(f"The page is in {page}.")
    return _exit_code(readiness)


def _exit_code(readiness: Readiness) -> ExitCode:
    if not all(map(_is_ready, readiness.in_store)):
        return ExitCode.DOES_NOT_HOLD
    unchecked = any(each.standard.state is StandardState.NOT_CHECKED for each in readiness.in_store)
    return ExitCode.SOMETHING_NOT_CHECKED if unchecked else ExitCode.EVERYTHING_CHECKED


def _is_ready(each: DatasetReadiness) -> bool:
    fresh = each.age is not None and each.age.freshness in (Freshness.FRESH, Freshness.QUIET)
    return fresh and each.standard.state is not StandardState.NOT_MET


def _tell(readiness: Readiness, output: Output) -> None:
    output.line(heading_words(readiness), Tone.TITLE)
    for sentence in summary_sentences(readiness):
        output.line(sentence, indent=2)
    output.line()
    there = readiness.in_store
    rows = [_HEADINGS, *(_row(each) for each in there)]
    output.table(rows, right=(4,), tones=[Tone.TITLE, *(Tone.PLAIN if _is_ready(each) else Tone.DOUBTFUL for each in there)])
    output.line()
    for each in there:
        output.line(f"{each.dataset.name}: {next_step(each)}", indent=2)
    if readiness.absent:
        output.line()
        output.line(f"Not in the store: {', '.join(each.dataset.slug for each in readiness.absent)}.")


def _row(each: DatasetReadiness) -> tuple[str, ...]:
    count = f"{each.snapshot.count:,}" if each.snapshot is not None else ""
    found = (coverage_words(each), freshness_words(each), loaded_words(each), count, faults_words(each), standard_words(each))
    return (each.dataset.slug, *found)


def _tell_times(times: ActFigures, output: Output) -> None:
    output.line()
    output.line("How long acts took", Tone.TITLE)
    for sentence in about_sentences(times):
        output.line(sentence, indent=2)
    for told in times.measures:
        output.line()
        output.line(f"{told.measure.name} ({told.measure.unit.value})", Tone.TITLE)
        rows = [(period_words(each), count_words(each, times.least), *figure_words(each, told.measure.unit)) for each in told.periods]
        output.table([("period", "acts", "lower quartile", "median", "upper quartile"), *rows], indent=2, right=(1, 2, 3, 4))
    if not times.measures:
        output.line("No act of which both ends are known ended in this time.", indent=2)
