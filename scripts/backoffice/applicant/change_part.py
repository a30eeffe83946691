"""The part of the page that shows the change: one map, and the same in words and figures."""

from __future__ import annotations

from html import escape

from plugin.boundary.compare import measured
from plugin.domain.boundary_change import BoundaryChange
from plugin.reports.change_map.change_map import ADDED, PRESENT, PROPOSED, REMOVED, change_map, simplified_words
from plugin.reports.change_words import accuracy_words, change_sentences, figures, parts_words, size_words
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
    return list(change_sentences(change, shown.present.geometry, proposed))


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
    present = None if shown.present is None else shown.present.geometry
    simplified = simplified_words(present, shown.proposed.geometry, shown.change)
    return " ".join(filter(None, ["Both boundaries are drawn to one scale. North is at the top.", simplified])) + around


def _table(shown: Shown, rules: Rules) -> str:
    if shown.change is None:
        return f"<p>The proposed site is {size_words(measured(shown.proposed.geometry, rules))} in size.</p>"
    body = "".join(f'<tr><th scope="row">{name}</th><td>{escape(area)}</td></tr>' for name, area in figures(shown.change))
    return (
        "<table><caption>The figures</caption>"
        '<thead><tr><th scope="col">Land</th><th scope="col">Size</th></tr></thead>'
        f"<tbody>{body}</tbody></table><p>{accuracy_words(shown.change.after)}</p>"
    )
