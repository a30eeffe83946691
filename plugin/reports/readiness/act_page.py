"""The times of acts as a part of the readiness page: a table for each measure, with a bar from quartile to quartile beside the figures."""

from __future__ import annotations

from html import escape

from ..web_page import wide_part
from .act_figures import ActFigures, MeasureFigures, PeriodFigures, longest
from .act_words import about_sentences, count_words, figure_words, period_words
from .colours import Colours

_LENGTH, _HEIGHT = 220, 18
_HEADINGS = ("Period", "Acts", "Lower quartile", "Median", "Upper quartile", "Quartiles and median")
_NOTHING = "No act of which both ends are known ended in this time."


def act_part(figures: ActFigures, colours: Colours) -> str:
    """HTML that is safe to stand in a page."""
    said = "".join(f"<p>{escape(words)}</p>" for words in about_sentences(figures))
    tables = "".join(_table(each, figures.least, colours) for each in figures.measures) or f"<p>{_NOTHING}</p>"
    return f"<h2>How long acts took</h2>{said}{tables}"


def range_picture(told: PeriodFigures, most: float, colours: Colours) -> str:
    """A bar from the lower to the upper quartile with a mark at the median, on a scale from 0 to ``most``; "" without figures."""
    found = told.figures
    if found is None:
        return ""
    scale = (_LENGTH - 6) / most if most > 0 else 0.0
    lower, median, upper = (3 + scale * value for value in (found.lower, found.median, found.upper))
    middle = _HEIGHT / 2
    return (
        f'<svg class="range" viewBox="0 0 {_LENGTH} {_HEIGHT}" xmlns="http://www.w3.org/2000/svg" aria-hidden="true">'
        f'<line x1="3" y1="{middle}" x2="{_LENGTH - 3}" y2="{middle}" stroke="{colours.faint}"/>'
        f'<rect x="{lower:.1f}" y="{middle - 5}" width="{max(upper - lower, 2):.1f}" height="10" fill="{colours.bar}"/>'
        f'<line x1="{median:.1f}" y1="1" x2="{median:.1f}" y2="{_HEIGHT - 1}" stroke="{colours.ink}" stroke-width="3"/></svg>'
    )


def _table(told: MeasureFigures, least: int, colours: Colours) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in _HEADINGS)
    most = longest(told)
    rows = "".join(_row(each, told, least, most, colours) for each in told.periods)
    caption = f"<strong>{escape(told.measure.name)}</strong>, in {_unit(told)}. From {escape(told.measure.source)}."
    head = f'<table class="times"><caption>{caption}</caption><thead><tr>{heads}</tr></thead>'
    return wide_part(told.measure.name, f"{head}<tbody>{rows}</tbody></table>")


def _unit(told: MeasureFigures) -> str:
    return "time by the clock" if told.measure.unit.value == "elapsed" else told.measure.unit.value


def _row(each: PeriodFigures, told: MeasureFigures, least: int, most: float, colours: Colours) -> str:
    words = figure_words(each, told.measure.unit)
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in (count_words(each, least), *words))
    return f'<tr><th scope="row">{escape(period_words(each))}</th>{cells}<td>{range_picture(each, most, colours)}</td></tr>'
