"""A run of the bench as a page for people: the same text on the terminal and in bench.md."""

from __future__ import annotations

from collections.abc import Sequence

from .field import OURS, OURS_TWICE
from .job import Outcome
from .results import Growth, Measure, Ratio, Results, percentiles


def report(results: Results) -> str:
    """Markdown whose tables read well as plain text."""
    return "\n".join([*_about(results), *_bulk(results), *_single(results), *_growth(results), *_remarks(results)]).rstrip() + "\n"


def _about(results: Results) -> list[str]:
    store, machine = results.store, results.machine
    rate = f"{store.features / store.seconds:,.0f} features a second"
    return [
        f"# Bench, {results.size}, {results.moment}",
        "",
        f"{machine.processor}, {machine.cores} cores, {machine.memory_gib} GiB, {machine.system}; load {machine.load:.1f} at the end.",
        f"{store.features:,} features of {results.datasets} datasets, {store.vertices:,} vertices, the largest with {results.largest:,}.",
        f"Store: {store.pieces:,} pieces in {store.seconds:.1f} s ({rate}), at most {store.memory:,.0f} MiB in all processes.",
        *(
            f"{each.what.capitalize()} alone: {each.features:,} in {each.seconds:.1f} s ({each.features / each.seconds:,.0f} a second)."
            for each in results.rates
        ),
        "",
    ]


def _bulk(results: Results) -> list[str]:
    compared = [count for count in results.counts if any(results.ratio(outcome, count) for outcome in results.outcomes)]
    ratios = [f"times Redline's at {count:,}" for count in compared]
    head = ["peer", "load", *(f"{count:,}" for count in results.counts), *ratios, "MiB"]
    measured = [each for each in results.outcomes if any(what.startswith("bulk") for what in (*each.seconds, *each.over))]
    return [
        "## Many sites: pairs that meet, with the area of each overlap",
        "Seconds: median of the runs [least, most]. Within its time Redline reads sites and store and writes a file; peers loaded before.",
        "",
        *_table(head, [_bulk_row(results, outcome, compared) for outcome in measured]),
        "",
    ]


def _single(results: Results) -> list[str]:
    rows = [_single_row(outcome) for outcome in results.outcomes if len(outcome.seconds.get("single", [])) > 1]
    return [
        "## One site: everything within 50 m, with overlap and distance",
        "Milliseconds.",
        "",
        *_table(["peer", "first", "p50", "p95", "worst"], rows),
        "",
    ]


def _bulk_row(results: Results, outcome: Outcome, compared: Sequence[int]) -> list[str]:
    load = outcome.seconds.get("load")
    return [
        outcome.title,
        f"{load[0]:.1f}" if load and not outcome.peer.startswith(OURS) else "",
        *(_bulk_cell(results, outcome, count) for count in results.counts),
        *(_ratio_cell(results.ratio(outcome, count), results.bulk(outcome, count)) for count in compared),
        _mebibytes(outcome, "all"),
    ]


def _bulk_cell(results: Results, outcome: Outcome, count: int) -> str:
    if f"bulk {count}" in outcome.unequal:
        return "other answers"
    measure = results.bulk(outcome, count)
    if measure is None:
        return ""
    if measure.over is not None:
        reckoned = f" (~ {measure.seconds:.0f})" if measure.extrapolated else ""
        return f"> {measure.over:.0f}{reckoned}"
    doubt = "" if outcome.peer == OURS or f"bulk {count}" in outcome.verified else " ?"
    return f"{_seconds(measure.seconds)} [{_seconds(measure.low)}, {_seconds(measure.high)}]{doubt}"


def _ratio_cell(ratio: Ratio | None, measure: Measure | None) -> str:
    if ratio is None or measure is None:
        return ""
    if measure.over is not None:
        return f"{'~ ' if measure.extrapolated else '> '}{_times(ratio.median)}"
    return f"{_times(ratio.median)} [{_times(ratio.low)}, {_times(ratio.high)}]"


def _single_row(outcome: Outcome) -> list[str]:
    times = percentiles(outcome.seconds["single"])
    if times is None or "single" in outcome.unequal:
        return [outcome.title, "other answers", "", "", ""]
    first = outcome.seconds["first"][0] * 1000
    return [outcome.title, *(f"{each:.2f}" for each in (first, times["p50"], times["p95"], times["worst"]))]


def _growth(results: Results) -> list[str]:
    ours = next((outcome for outcome in results.outcomes if outcome.peer == OURS), None)
    if ours is None:
        return []
    lines = []
    moves = percentiles(ours.seconds.get("move", []))
    if moves is not None:
        figures = f"p50 {moves['p50']:.2f} ms, p95 {moves['p95']:.2f}, p99 {moves['p99']:.2f}, worst {moves['worst']:.2f}"
        lines = ["## A boundary that is dragged", f"Each move: {figures}.", ""]
    lines += ["## Growth", "", *_table(["Redline", "seconds", "sites a second", "MiB"], _site_rows(results, ours)), ""]
    count = _growth_count(results)
    if count:
        stores = sorted((*results.growth, Growth(1, results.store, ours)), key=lambda each: each.store.features)
        head = ["features", "store, s", f"{count:,} sites, s", "one site p50, ms", "MiB"]
        lines += [*_table(head, [_feature_row(results, each, count) for each in stores]), ""]
    return lines


def _site_rows(results: Results, ours: Outcome) -> list[list[str]]:
    rows = [_site_row(results, ours, count, f"{count:,} sites") for count in results.counts]
    if results.borough is not None:
        counts = [int(what.split()[1]) for what in results.borough.seconds if what.startswith("bulk ")]
        rows += [_site_row(results, results.borough, count, f"{count:,} sites of one borough") for count in counts]
    return [row for row in rows if row]


def _site_row(results: Results, outcome: Outcome, count: int, title: str) -> list[str]:
    measure = results.bulk(outcome, count)
    if measure is None or not measure.runs:
        return []
    return [title, _seconds(measure.seconds), f"{count / measure.seconds:,.0f}", _mebibytes(outcome, f"bulk {count}")]


def _mebibytes(outcome: Outcome, what: str) -> str:
    return f"{outcome.memory[what]:,.0f}" if what in outcome.memory else ""


def _growth_count(results: Results) -> int:
    """How many sites Redline screened on every store; 0 where it did on none."""
    measured = [what for growth in results.growth for what in growth.outcome.seconds if what.startswith("bulk ")]
    return max((int(what.split()[1]) for what in measured), default=0)


def _feature_row(results: Results, growth: Growth, count: int) -> list[str]:
    measure = results.bulk(growth.outcome, count)
    times = percentiles(growth.outcome.seconds.get("single", []))
    return [
        f"{growth.store.features:,}",
        f"{growth.store.seconds:.1f}",
        _seconds(measure.seconds) if measure is not None else "",
        f"{times['p50']:.2f}" if times is not None else "",
        _mebibytes(growth.outcome, "all"),
    ]


def _remarks(results: Results) -> list[str]:
    lines = ["## Beside the figures", ""]
    compared = [outcome for outcome in results.outcomes if outcome.verified and outcome.peer != OURS_TWICE]
    if compared:
        lines.append(
            f"* Equal answers: {len(compared)} peers found the pairs that Redline found, areas within a square millimetre or a billionth "
            "of the overlap, distances within a micrometre. A time is shown only where they did."
        )
    for outcome in results.outcomes:
        lines += [f"* {outcome.title}, {what}: other answers than Redline's: {wrong}." for what, wrong in outcome.unequal.items()]
        if outcome.failure:
            lines.append(f"* {outcome.title} failed. {outcome.failure}")
        if outcome.skipped:
            lines.append(f"* {outcome.title} was left out. {outcome.skipped}")
        if outcome.versions and not outcome.skipped:
            lines.append(f"* {outcome.title}: {outcome.versions}")
    if any(outcome.over for outcome in results.outcomes):
        lines.append("* > stands for a run that was stopped at its limit, ~ for a figure reckoned from fewer sites in proportion.")
    if any(_not_compared(outcome) for outcome in results.outcomes):
        lines.append("* ? stands beside a time whose answers could not be compared, because Redline has none there.")
    return lines


def _not_compared(outcome: Outcome) -> bool:
    measured = {what for what in outcome.seconds if what.startswith("bulk ")}
    return outcome.peer != OURS and bool(measured - {*outcome.verified, *outcome.unequal})


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(str(row[column])) for row in (head, *rows)) for column in range(len(head))]
    lines = [_line(head, widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return [*lines, *(_line(row, widths) for row in rows)]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |"


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _times(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
