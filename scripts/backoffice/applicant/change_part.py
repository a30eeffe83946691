"""The part of the page that shows the change: one map, and the same in words and figures."""

from __future__ import annotations

from html import escape

from plugin.boundary.compare import measured
from plugin.domain.boundary_change import BoundaryChange, ChangeKind
from plugin.domain.measured_area import MeasuredArea
from plugin.domain.plain_figures import area_words
from plugin.reports.change_map.change_map import ADDED, PRESENT, PROPOSED, REMOVED, change_map
from plugin.reports.change_words import kind_words, land_words, move_words, parts_words
from plugin.rules.rules import Rules

from .shown import Shown

_LINE = '<path d="M2 13h42" {}/>'
_LAND = '<rect width="46" height="26" {}/>'


def change_part(shown: Shown, rules: Rules) -> str:
    """Words, map, figures."""
    words = _words(shown)
    sentences = "".join(f"<li>{escape(sentence)}</li>" for sentence in words)
    return f"<h2>What would change</h2><ul>{sentences}</ul>{_figure(shown, words)}{_table(shown, rules)}"


def _words(shown: Shown) -> list[str]:
    change, proposed = shown.change, shown.proposed.geometry
    if change is None or shown.present is None:
        missing = (
            "Your present boundary cannot be drawn: its line crosses itself, or is not complete."
            if shown.has_line
            else "Your application has no boundary yet."
        )
        return [f"{missing} The map shows the one that we propose.", *filter(None, [parts_words(proposed)])]
    said = [kind_words(change)]
    if change.kind is ChangeKind.RELOCATION:
        said.append(move_words(shown.present.geometry, proposed))
    if change.added_area.square_metres >= _TOLD_M2:
        said.append(f"Land added: {land_words(change.added, shown.present.geometry)}.")
    if change.removed_area.square_metres >= _TOLD_M2:
        said.append(f"Land taken away: {land_words(change.removed, shown.present.geometry)}.")
    return [*said, *filter(None, [parts_words(proposed)])]


#: Less than a hand's breadth is not worth a sentence.
_TOLD_M2 = 0.1


def _figure(shown: Shown, words: list[str]) -> str:
    present = None if shown.present is None else shown.present.geometry
    title = "Map of your present boundary and the proposed boundary" if present is not None else "Map of the proposed boundary"
    svg = change_map(present, shown.proposed.geometry, shown.change, shown.surroundings, title, " ".join(words))
    return f"<figure>{svg}{_legend(shown.change)}<figcaption>{escape(_caption(shown))}</figcaption></figure>"


def _legend(change: BoundaryChange | None) -> str:
    signs = [(_LINE.format(PROPOSED), "Proposed boundary")]
    if change is not None:
        signs.insert(0, (_LINE.format(PRESENT), "Present boundary"))
        signs += [(_LAND.format(ADDED), "Land added")] if not change.added.is_empty else []
        signs += [(_LAND.format(REMOVED), "Land taken away")] if not change.removed.is_empty else []
    entries = (f'<li><svg viewBox="0 0 46 26" aria-hidden="true">{sign}</svg>{name}</li>' for sign, name in signs)
    return f'<ul class="legend">{"".join(entries)}</ul>'


def _caption(shown: Shown) -> str:
    around = f" The ground around: {shown.surroundings.attribution}." if shown.surroundings.attribution else ""
    return f"Both boundaries are drawn to one scale. North is at the top.{around}"


def _table(shown: Shown, rules: Rules) -> str:
    if shown.change is None:
        return f"<p>The proposed site is {_area(measured(shown.proposed.geometry, rules))} in size.</p>"
    change = shown.change
    rows = (
        ("Your present boundary", _area(change.before)),
        ("The proposed boundary", _area(change.after)),
        ("Land added", _area(change.added_area)),
        ("Land taken away", _area(change.removed_area)),
    )
    body = "".join(f'<tr><th scope="row">{name}</th><td>{escape(area)}</td></tr>' for name, area in rows)
    accuracy = f"Measured on the map. The size of the whole site may be about {change.after.uncertainty:,.0f} m² more or less."
    return (
        "<table><caption>The figures</caption>"
        f'<thead><tr><th scope="col">Land</th><th scope="col">Size</th></tr></thead><tbody>{body}</tbody></table><p>{accuracy}</p>'
    )


def _area(area: MeasuredArea) -> str:
    return "none" if area.square_metres < _TOLD_M2 else area_words(area.square_metres)
