"""The answer as a web page that needs nothing from outside: one file to mail, to keep, to print."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ...domain.citation import Citation
from ...domain.plain_lists import listed
from ..change_map.surroundings import Surroundings
from ..plain_text import plain_text
from ..web_page import web_page
from .answer import EnquiryAnswer
from .answer_history import AnswerHistory, HistoryRow
from .answer_rows import NOT_CHECKED, AnswerGroup, AnswerRow, LookedAt
from .map_labels import MapLabels
from .place_map import LINES, colour_of, enquiry_map

_STYLE = """
:root { color-scheme: light dark; --ink: #0b0c0c; --paper: #fff; --quiet: #505a5f; --line: #b1b4b6; --box: #f3f2f1; --warn: #8a4b00; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f3f2f1; --paper: #16191b; --quiet: #b9bfc4; --line: #565d62; --box: #23282b; --warn: #ffc773; } }
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 50rem; margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .2em 0; } h2 { font-size: 1.2rem; margin: 1.6em 0 .4em; }
p, ul { margin: .4em 0; } .quiet { color: var(--quiet); } .summary { font-size: 1.1rem; font-weight: bold; }
.box { background: var(--box); border-left: .35rem solid var(--quiet); padding: .5em .9em; margin: .9em 0; }
.warning { border-color: var(--warn); } .warning p::before { content: "\\26A0\\FE0E\\00A0 "; color: var(--warn); }
.sample { border: 2px solid var(--warn); padding: .3em .8em; font-weight: bold; }
figure { margin: 1em 0; } svg.map { width: 100%; height: auto; border: 1px solid var(--quiet); display: block; }
figcaption { font-size: .9rem; margin-top: .3em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; } caption { text-align: left; }
caption.unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap; }
th, td { text-align: left; vertical-align: top; padding: .45em .7em .45em 0; border-bottom: 1px solid var(--line); }
thead th { font-size: .9rem; } td.number, th.number { width: 2.2rem; } th.where { width: 27%; } th.state { width: 29%; }
th.reference { width: 24%; }
tbody th { font-weight: bold; }
td.number svg { display: block; width: 24px; height: 16px; margin-top: .2em; background: #f7f5f0; }
.meaning { font-weight: normal; } tbody th p { font-weight: normal; } small, .data { font-size: .875rem; color: var(--quiet); }
details { margin: 1em 0; } summary { cursor: pointer; }
@media (max-width: 30rem) { table { font-size: .875rem; hyphens: auto; } th, td { padding-right: .45em; } th.reference { width: 34%; } }
@media print { :root { --ink: #000; --paper: #fff; --quiet: #333; --line: #999; --box: #fff; --warn: #8a4b00; color-scheme: light; }
  main { margin: 0; max-width: none; padding: 0; } html { font-size: 8.5pt; }
  body { line-height: 1.3; } svg.map { height: 78mm; width: auto; margin: 0 auto; }
  h1 { font-size: 14pt; } h2 { font-size: 10.5pt; margin: .9em 0 .2em; break-after: avoid; } .box { padding: .2em .7em; margin: .4em 0; }
  p, ul { margin: .15em 0; } th, td { padding: .2em .6em .2em 0; } .summary { font-size: 10pt; } figure { margin: .4em 0; }
  tr, figure { break-inside: avoid; } thead { break-after: avoid; } tbody tr:first-child { break-before: avoid; }
  details:not([open]) { display: none; } }
"""
_SAMPLE_ATTRIBUTES = 'viewBox="0 0 24 16" aria-hidden="true"'
_SURE = {"A": "read in the law itself", "B": "read in a reliable account of it", "C": "professional knowledge, to be confirmed"}


def answer_page(answer: EnquiryAnswer, surroundings: Surroundings | None = None) -> str:
    """A whole HTML document; every word from outside is escaped, and nothing in it is fetched from anywhere."""
    return web_page(answer.title, _STYLE, "\n".join(part for part in _parts(answer, surroundings) if part))


def _parts(answer: EnquiryAnswer, surroundings: Surroundings | None) -> Iterator[str]:
    if answer.sample:
        yield f'<p class="sample">{escape(answer.sample)}</p>'
    whose = " · ".join(part for part in (answer.authority, "Planning enquiry") if part)
    yield f'<p class="quiet">{escape(whose)}</p><h1>{escape(answer.title)}</h1>'
    facts = " · ".join(f"{label} {value}" for label, value in answer.facts)
    yield f'<p class="quiet">{escape(answer.how)} {escape(facts)}.</p>'
    by = f", answered by {answer.officer}" if answer.officer else ""
    yield f'<p class="quiet">Asked on {escape(answer.asked)}{escape(by)}.</p>'
    yield f'<div class="box"><p class="summary">{escape(answer.summary)}</p><p>{escape(answer.data)}</p></div>'
    if answer.warnings:
        yield f'<div class="box warning">{"".join(f"<p>{escape(warning)}</p>" for warning in answer.warnings)}</div>'
    if answer.cautions:
        yield "".join(f"<p>{escape(caution)}</p>" for caution in answer.cautions)
    yield _figure(answer, surroundings)
    for group in answer.groups:
        yield _group(group)
    yield _not_checked(answer)
    yield _history(answer.history)
    yield _looked_at(answer)
    yield _sources(answer)
    yield f'<h2>What this answer is worth</h2><div class="box"><p>{escape(answer.standing)}</p></div>'
    yield "".join(f'<p class="data">{escape(line)}</p>' for line in answer.attributions)


def _figure(answer: EnquiryAnswer, surroundings: Surroundings | None) -> str:
    svg, labels = enquiry_map(answer, surroundings)
    return f"<figure>{svg}<figcaption>{escape(_caption(answer, labels, surroundings))}</figcaption></figure>"


def _caption(answer: EnquiryAnswer, labels: MapLabels, surroundings: Surroundings | None) -> str:
    place = "the site in red" if answer.plot is not None else "the red cross"
    if answer.within_m * 2 > answer.near_m / 5 and answer.plot is None:
        place += " in the circle in which it may lie"
    says = [f"The place is {place}. A number is that of the list below; full lines apply here, broken ones may, dotted ones are near."]
    if labels.everywhere:
        numbers = listed([str(row.number) for row in labels.everywhere])
        says.append(f"Covering the whole map, so without a line: {numbers}.")
    if labels.crowded:
        says.append(f"There is no room for the numbers of {listed([str(row.number) for row in labels.crowded])}.")
    if answer.plot is None:
        says.append(f"The dotted circle is {answer.near_m:g} m around the place.")
    if surroundings is not None and surroundings.attribution:
        says.append(f"The ground around: {surroundings.attribution}.")
    return " ".join(says)


def _group(group: AnswerGroup) -> str:
    if not group.rows:
        return f"<h2>{escape(group.heading)}</h2><p>{escape(group.none)}</p>" if group.none else ""
    head = (
        '<thead><tr><th scope="col" class="number">No.</th><th scope="col">What</th><th scope="col" class="where">Where</th></tr></thead>'
    )
    body = "".join(_row(row) for row in group.rows)
    caption = f'<caption class="unseen">{escape(group.heading)}</caption>'
    return f"<h2>{escape(group.heading)}</h2><table>{caption}{head}<tbody>{body}</tbody></table>"


def _row(row: AnswerRow) -> str:
    said = "".join(f"<p>{escape(fact)}</p>" for fact in row.facts)
    meaning = "".join(f'<p class="meaning">{escape(sentence)}</p>' for sentence in row.meaning)
    source = f'<p class="data">{escape(row.dataset)} {escape(", ".join(map(str, row.entities)))}; {escape(row.data)}</p>'
    return (
        f'<tr><td class="number">{row.number}{_swatch(row)}</td><th scope="row">{escape(row.title)}{said}{meaning}{source}</th>'
        f"<td>{escape(row.figure)}</td></tr>"
    )


def _swatch(row: AnswerRow) -> str:
    line = LINES.get(row.bearing)
    if line is None or row.shape is None:
        return ""
    colour = colour_of(row)
    if row.shape.geom_type in ("Point", "MultiPoint"):
        return f'<svg {_SAMPLE_ATTRIBUTES}><rect x="5" y="1" width="14" height="14" fill="{colour}" stroke="#0b0c0c"/></svg>'
    return f'<svg {_SAMPLE_ATTRIBUTES}><path d="M1 8h22" fill="none" stroke="{colour}" {line}/></svg>'


def _not_checked(answer: EnquiryAnswer) -> str:
    if not answer.not_checked:
        return ""
    items = "".join(f"<li><strong>{escape(row.name)}</strong>: {escape(row.why or row.state)}</li>" for row in answer.not_checked)
    return f'<h2>{NOT_CHECKED}</h2><div class="box warning"><p>No data does not mean no constraint.</p><ul>{items}</ul></div>'


def _history(history: AnswerHistory) -> str:
    heading = f"<h2>{escape(history.heading)}</h2>"
    if not history.checked:
        return f'{heading}<div class="box warning"><p>{escape(history.none)}</p></div>'
    head = (
        '<thead><tr><th scope="col" class="reference">Reference</th><th scope="col">What for, and what became of it</th>'
        '<th scope="col" class="where">Where</th></tr></thead>'
    )
    rows = "".join(map(_history_row, history.rows))
    caption = f'<caption class="unseen">{escape(history.heading)}</caption>'
    table = f"<table>{caption}{head}<tbody>{rows}</tbody></table>" if rows else f"<p>{escape(history.none)}</p>"
    more = f"<p>and {history.more:,} more</p>" if history.more else ""
    return f'{heading}{table}{more}<p class="data">{escape(history.said)}</p>'


def _history_row(row: HistoryRow) -> str:
    about = f"{escape(row.about)}<br>" if row.about else ""
    return f'<tr><th scope="row">{escape(row.reference)}</th><td>{about}{escape(row.outcome)}</td><td>{escape(row.figure)}</td></tr>'


def _looked_at(answer: EnquiryAnswer) -> str:
    if not answer.looked_at:
        return ""
    rows = "".join(_looked_at_row(row) for row in answer.looked_at)
    head = '<thead><tr><th scope="col">Dataset</th><th scope="col" class="state">Here</th><th scope="col">Data</th></tr></thead>'
    caption = '<caption class="unseen">Every dataset, and what it has here</caption>'
    return f"<h2>What was looked at</h2><table>{caption}{head}<tbody>{rows}</tbody></table>"


def _looked_at_row(row: LookedAt) -> str:
    why = f"<br><small>{escape(row.why)}</small>" if row.why else ""
    return f'<tr><th scope="row">{escape(row.name)}</th><td>{escape(row.state)}{why}</td><td>{escape(row.data or "none")}</td></tr>'


def _sources(answer: EnquiryAnswer) -> str:
    cited: dict[str, Citation] = {citation.source: citation for row in answer.rows for citation in row.citations}
    if not cited:
        return ""
    items = "".join(f"<li>{escape(plain_text(each.source))} ({_SURE.get(each.sure, escape(each.sure))})</li>" for each in cited.values())
    return f"<details><summary>Where the sentences on what follows come from</summary><ul>{items}</ul></details>"
