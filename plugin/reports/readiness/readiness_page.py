"""The readiness of a store as a web page that can be mailed, kept and printed: picture, table, times of acts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ...constraints.readiness.dataset_readiness import DatasetReadiness, Freshness, Readiness, StandardState
from ...domain.dataset import Coverage
from ..plain_text import plain_text
from ..web_page import web_page, wide_part
from .act_figures import ActFigures
from .act_page import act_part
from .colours import Colours
from .readiness_picture import picture_words, readiness_picture
from .readiness_summary import heading_words, summary_sentences
from .readiness_words import (
    coverage_words,
    data_words,
    fault_lines,
    faults_words,
    freshness_words,
    loaded_words,
    next_step,
    standard_words,
)

_STYLE = """
:root { color-scheme: light dark; --ink: #0b0c0c; --faint: #767b80; --ground: #fff; --line: #b1b4b6; --bar: #5694ca;
  --good: #00703c; --doubtful: #8a5a00; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef0f2; --faint: #9aa1a8; --ground: #17191c; --line: #50565c; --bar: #6fb1e4;
  --good: #5fd28f; --doubtful: #f0b952; --bad: #ff8a80; } }
body { font: 1rem/1.45 Arial, Helvetica, sans-serif; color: var(--ink); background: var(--ground); margin: 0; }
main { max-width: 78rem; margin: 1.5rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; } h2 { font-size: 1.2rem; margin: 2em 0 .4em; }
.when { margin: .2em 0 1em; } ul.sum { margin: 0 0 1.5em; padding-left: 1.2em; }
svg { width: 100%; min-width: 40rem; max-width: 60rem; height: auto; }
.wide { overflow-x: auto; } .wide:focus { outline: 3px solid var(--bar); }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
caption { text-align: left; padding-bottom: .5em; }
th, td { text-align: left; padding: .4em .9em .4em 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { border-bottom-width: 2px; } td.n, th.n { text-align: right; white-space: nowrap; }
.bad { color: var(--bad); font-weight: bold; } .doubtful { color: var(--doubtful); font-weight: bold; } .good { color: var(--good); }
table.times { margin: 1.4em 0; } table.times td, table.times th { white-space: nowrap; } table.times caption strong { font-size: 1.05rem; }
svg.range { width: 13.5rem; min-width: 0; height: 1.1rem; }
details { margin: .3em 0; } details ul { margin: .3em 0; padding-left: 1.2em; }
@media print { main { margin: 0; max-width: none; } tr, svg { break-inside: avoid; } }
"""
_COLOURS = Colours("var(--ink)", "var(--faint)", "var(--bar)", "var(--good)", "var(--doubtful)", "var(--bad)")
_TITLE = "Readiness of constraint layers"
_HEADINGS = ("Dataset", "Coverage", "Freshness", "Loaded on", "Data of", "Records", "Found when loaded", "Standard", "What to do next")
_RIGHT = {"Records"}
_WORDS = {
    StandardState.MET: "good",
    StandardState.MET_AS_FAR: "doubtful",
    StandardState.NOT_MET: "bad",
    StandardState.NOT_CHECKED: "doubtful",
    StandardState.NONE: "",
}
_FRESH = {Freshness.FRESH: "good", Freshness.QUIET: "doubtful", Freshness.DUE: "bad", Freshness.UNKNOWN: "bad"}


def readiness_page(readiness: Readiness, times: ActFigures | None = None) -> str:
    """A whole HTML document; every word is escaped, nothing in it is fetched or run. ``times`` are those of officers' acts."""
    there, absent = readiness.in_store, readiness.absent
    body = [
        f"<h1>{_TITLE}</h1>",
        f'<p class="when">{escape(plain_text(heading_words(readiness)))}. Generation {escape(plain_text(readiness.generation))}.</p>',
        f'<ul class="sum">{"".join(f"<li>{escape(plain_text(words))}</li>" for words in summary_sentences(readiness))}</ul>',
    ]
    if there:
        body += [wide_part("At a glance", readiness_picture(readiness, _COLOURS)), f"<p>{escape(picture_words(len(there)))}</p>"]
        body += ["<h2>Dataset by dataset</h2>", _table(there), _faults(there)]
    if times is not None:
        body.append(act_part(times, _COLOURS))
    if absent:
        # Last, for it is the longest
        body += ["<h2>Not in the store</h2>", _absent(absent)]
    return web_page(_TITLE, _STYLE, "\n".join(body))


def _table(there: Sequence[DatasetReadiness]) -> str:
    heads = "".join(f'<th scope="col"{_right(name)}>{name}</th>' for name in _HEADINGS)
    rows = "".join(_row(each) for each in there)
    caption = "What the store has, and what to do next with each."
    table = f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    return wide_part("Dataset by dataset", table)


def _row(each: DatasetReadiness) -> str:
    fresh = _FRESH[each.age.freshness] if each.age is not None else ""
    cover = {Coverage.UNKNOWN: "bad", Coverage.NONE: "doubtful", Coverage.PARTIAL: "doubtful"}.get(each.coverage or Coverage.FULL, "")
    count = f"{each.snapshot.count:,}" if each.snapshot is not None else ""
    cells = (
        (coverage_words(each), cover if not each.dataset.administrative else ""),
        (freshness_words(each), fresh),
        (loaded_words(each), ""),
        (data_words(each), ""),
        (count, "n"),
        (faults_words(each), ""),
        (standard_words(each), _WORDS[each.standard.state]),
        (next_step(each), ""),
    )
    told = "".join(f"<td{_class(name)}>{escape(plain_text(words))}</td>" for words, name in cells)
    return f'<tr><th scope="row">{escape(plain_text(each.dataset.name))}</th>{told}</tr>'


def _faults(there: Sequence[DatasetReadiness]) -> str:
    """Every kind of fault with one case of it, dataset by dataset, folded away."""
    parts = []
    for each in there:
        told = fault_lines(each)
        if told:
            items = "".join(f"<li>{escape(plain_text(words))}</li>" for words in told)
            parts.append(f"<details><summary>{escape(plain_text(each.dataset.name))}</summary><ul>{items}</ul></details>")
    return "<h2>What was found, with an example each</h2>" + "".join(parts) if parts else ""


def _absent(absent: Sequence[DatasetReadiness]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(plain_text(each.dataset.name))}</th><td>{escape(standard_words(each))}</td>'
        f"<td>{escape(plain_text(next_step(each)))}</td></tr>"
        for each in absent
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Dataset", "Standard", "What to do next"))
    caption = "Of these nothing can be said of a site: it reads “not checked” where the profile expects them."
    return wide_part("Not in the store", f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")


def _right(name: str) -> str:
    return ' class="n"' if name in _RIGHT else ""


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
