"""The readiness of a store at a glance: a line for each dataset, its age as a bar, a sign for coverage and one for the standard."""

from __future__ import annotations

from html import escape

from ...constraints.readiness.dataset_readiness import DatasetReadiness, Freshness, Readiness, StandardState
from ...domain.dataset import Coverage
from ...domain.plain_figures import counted
from ..plain_text import plain_text
from .colours import Colours
from .readiness_summary import heading_words, summary_sentences
from .readiness_words import state_words

WIDTH = 940
_TOP, _ROW = 56, 30
_NAME, _BAR, _COVERAGE, _STANDARD, _FOUND = 8, 260, 548, 652, 850
_BAR_LENGTH = 200
_NAME_LETTERS = 33
_ATTRIBUTES = (
    'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="readiness-title readiness-words" '
    'font-family="Arial, Helvetica, sans-serif" font-size="14"'
)
_COVERAGES = {Coverage.FULL: "full", Coverage.PARTIAL: "partial", Coverage.NONE: "none", Coverage.UNKNOWN: "not said"}


def picture_height(readiness: Readiness) -> int:
    """How high the picture is, in its own units, of which it is ``WIDTH`` wide."""
    return _TOP + _ROW * max(len(readiness.in_store), 1) + 12


def readiness_picture(readiness: Readiness, colours: Colours) -> str:
    """An ``<svg>`` of what the store has, in the order of the table, without ground of its own; read out as its summary."""
    height = picture_height(readiness)
    title = f"How ready the datasets are: {heading_words(readiness)}"
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" {_ATTRIBUTES}>',
        f'<title id="readiness-title">{escape(plain_text(title))}</title>',
        f'<desc id="readiness-words">{escape(plain_text(" ".join(summary_sentences(readiness))))}</desc>',
        *_headings(readiness, colours, height),
    ]
    for number, each in enumerate(readiness.in_store):
        parts += _row(each, _TOP + _ROW * number, colours)
    return "".join([*parts, "</svg>"])


def _headings(readiness: Readiness, colours: Colours, height: int) -> list[str]:
    allowed = next((each.age.loaded_allowed for each in readiness.in_store if each.age is not None), 0)
    titles = ((_NAME, "Dataset"), (_BAR, "Loaded, days ago"), (_COVERAGE, "Coverage"), (_STANDARD, "Standard"), (_FOUND, "Found"))
    half = _BAR + _BAR_LENGTH / 2
    return [
        *(_text(x, 18, words, colours.ink, ' font-weight="bold"') for x, words in titles),
        f'<line x1="0" y1="{_TOP - 12}" x2="{WIDTH}" y2="{_TOP - 12}" stroke="{colours.faint}"/>',
        *([_text(half, 38, f"{allowed} allowed", colours.ink, ' text-anchor="middle" font-size="12"')] if allowed else []),
        *(
            [f'<line x1="{half}" y1="{_TOP - 12}" x2="{half}" y2="{height - 8}" stroke="{colours.ink}" stroke-dasharray="3 3"/>']
            if allowed
            else []
        ),
    ]


def _row(each: DatasetReadiness, top: float, colours: Colours) -> list[str]:
    middle = top + _ROW / 2
    name = plain_text(each.dataset.name)
    shown = name if len(name) <= _NAME_LETTERS else f"{name[: _NAME_LETTERS - 1]}…"
    found = sum(fault.count for fault in each.faults) + (each.snapshot.repaired if each.snapshot is not None else 0)
    return [
        _text(_NAME, middle + 5, shown, colours.ink),
        *_age(each, middle, colours),
        *([] if each.dataset.administrative else _coverage(each.coverage, middle, colours)),
        *_standard(each.standard.state, middle, colours),
        _text(_FOUND, middle + 5, f"{found:,}" if found else "nothing", colours.ink),
    ]


def _age(each: DatasetReadiness, middle: float, colours: Colours) -> list[str]:
    age = each.age
    if age is None or age.loaded_days is None:
        return [_text(_BAR, middle + 5, "not known", colours.bad)]
    due = age.freshness is Freshness.DUE
    length = min(age.loaded_days / (2 * max(age.loaded_allowed, 1)), 1.0) * _BAR_LENGTH
    words = f"{age.loaded_days:,}{': due' if due else ''}"
    colour = colours.bad if due else colours.bar
    return [
        f'<rect x="{_BAR}" y="{middle - 7:g}" width="{max(length, 2):.1f}" height="14" fill="{colour}"/>',
        _text(_BAR + max(length, 2) + 6, middle + 5, words, colours.ink),
    ]


def _coverage(coverage: Coverage | None, middle: float, colours: Colours) -> list[str]:
    """A disc that is full, half full or empty; a question mark where nobody has said."""
    if coverage is None:
        return []
    x, round_ = _COVERAGE + 8, f'r="7" stroke="{colours.ink}" stroke-width="1.5"'
    if coverage is Coverage.UNKNOWN:
        sign = [_text(x, middle + 6, "?", colours.bad, ' text-anchor="middle" font-weight="bold" font-size="17"')]
    else:
        inside = colours.ink if coverage is Coverage.FULL else "none"
        sign = [f'<circle cx="{x}" cy="{middle:g}" {round_} fill="{inside}"/>']
        if coverage is Coverage.PARTIAL:
            sign.append(f'<path d="M{x} {middle - 7:g} A7 7 0 0 0 {x} {middle + 7:g} Z" fill="{colours.ink}"/>')
    return [*sign, _text(x + 14, middle + 5, _COVERAGES[coverage], colours.ink)]


def _standard(state: StandardState, middle: float, colours: Colours) -> list[str]:
    """A tick, a tick with a dotted line under it, a cross, a question mark, or a dash."""
    x = _STANDARD + 8
    line = 'fill="none" stroke-width="2.6" stroke-linecap="round"'
    tick = f'<path d="M{x - 6} {middle:g} L{x - 1.5:g} {middle + 5:g} L{x + 7} {middle - 6:g}" {line} stroke="{colours.good}"/>'
    under = f'<line x1="{x - 7}" y1="{middle + 9:g}" x2="{x + 8}" y2="{middle + 9:g}" stroke="{colours.doubtful}" stroke-dasharray="2 2"/>'
    cross = (
        f'<path d="M{x - 5} {middle - 5:g} L{x + 5} {middle + 5:g} M{x + 5} {middle - 5:g} L{x - 5} {middle + 5:g}" '
        f'{line} stroke="{colours.bad}"/>'
    )
    question = _text(x, middle + 6, "?", colours.doubtful, ' text-anchor="middle" font-weight="bold" font-size="17"')
    dash = f'<line x1="{x - 5}" y1="{middle:g}" x2="{x + 5}" y2="{middle:g}" stroke="{colours.faint}" stroke-width="2"/>'
    signs = {
        StandardState.MET: [tick],
        StandardState.MET_AS_FAR: [tick, under],
        StandardState.NOT_MET: [cross],
        StandardState.NOT_CHECKED: [question],
        StandardState.NONE: [dash],
    }
    return [*signs[state], _text(x + 14, middle + 5, state_words(state), colours.ink)]


def _text(x: float, y: float, words: str, colour: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}"{more}>{escape(words)}</text>'


def picture_words(count: int) -> str:
    """What stands under the picture."""
    return f"{counted(count, 'dataset')} in the store. A bar past the dashed line is older than is allowed."
