"""The JSON form of the times that acts took."""

from __future__ import annotations

from typing import Any

from ..figures import rounded
from .act_figures import ActFigures, MeasureFigures, PeriodFigures
from .act_words import about_sentences


def act_form(figures: ActFigures) -> dict[str, Any]:
    """`store readiness --json`, under ``times``: null figures and a null count where there were fewer acts than are told."""
    return {
        "by": figures.period.value,
        "case_files": figures.files,
        "least": figures.least,
        "months": figures.months,
        "about": list(about_sentences(figures)),
        "measures": [_measure_form(each) for each in figures.measures],
    }


def _measure_form(told: MeasureFigures) -> dict[str, Any]:
    measure = told.measure
    periods = [_period_form(each) for each in told.periods]
    unit = "minutes" if measure.unit.value == "elapsed" else measure.unit.value
    return {"measure": measure.code, "name": measure.name, "unit": unit, "from": measure.source, "periods": periods}


def _period_form(told: PeriodFigures) -> dict[str, Any]:
    found = told.figures
    return {
        "begins": told.begins.isoformat(),
        "name": told.name,
        "unfinished": told.unfinished,
        "count": found.count if found is not None else None,
        "lower_quartile": rounded(found.lower, 2) if found is not None else None,
        "median": rounded(found.median, 2) if found is not None else None,
        "upper_quartile": rounded(found.upper, 2) if found is not None else None,
    }
