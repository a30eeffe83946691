"""The JSON form of the readiness of a store."""

from __future__ import annotations

from datetime import date
from typing import Any

from ...constraints.readiness.dataset_readiness import Age, DatasetReadiness, Fault, Readiness, StandardStanding
from ...constraints.standard.issue import Severity
from ..figures import rounded
from .readiness_summary import summary_sentences
from .readiness_words import next_step


def readiness_form(store: str, readiness: Readiness) -> dict[str, Any]:
    """`store readiness --json`, without the times of acts."""
    return {
        "store": store,
        "generation": readiness.generation,
        "authority": readiness.authority,
        "on": readiness.on.isoformat(),
        "summary": list(summary_sentences(readiness)),
        "datasets": [_dataset_form(each) for each in readiness.datasets],
    }


def _dataset_form(each: DatasetReadiness) -> dict[str, Any]:
    snapshot = each.snapshot
    return {
        "dataset": each.dataset.slug,
        "name": each.dataset.name,
        "in_store": each.in_store,
        "coverage": each.coverage.value if each.coverage is not None else None,
        "area_percent": rounded(each.share, 1) if each.share is not None else None,
        "expected": each.expected.value if each.expected is not None else None,
        "records": snapshot.count if snapshot is not None else None,
        "without_geometry": snapshot.without_geometry if snapshot is not None else None,
        "repaired": snapshot.repaired if snapshot is not None else None,
        **_age_form(each.age),
        "found": [_fault_form(fault) for fault in each.faults],
        "standard": _standing_form(each.standard),
        "next": next_step(each),
    }


def _age_form(age: Age | None) -> dict[str, Any]:
    return {
        "data_date": _day(age.data_on) if age is not None else None,
        "loaded_on": _day(age.loaded_on) if age is not None else None,
        "data_days": age.data_days if age is not None else None,
        "loaded_days": age.loaded_days if age is not None else None,
        "data_days_allowed": age.data_allowed if age is not None else None,
        "loaded_days_allowed": age.loaded_allowed if age is not None else None,
        "freshness": age.freshness.value if age is not None else None,
    }


def _standing_form(standing: StandardStanding) -> dict[str, Any]:
    return {
        "state": standing.state.value,
        "must_fix": standing.count(Severity.MUST_FIX),
        "should_fix": standing.count(Severity.SHOULD_FIX),
        "warnings": standing.count(Severity.WARNING),
        "faults": [_fault_form(fault) for fault in standing.faults],
        "links_not_checked": list(standing.not_followed),
        "why": standing.why,
    }


def _fault_form(fault: Fault) -> dict[str, Any]:
    form: dict[str, Any] = {"code": fault.code, "count": fault.count, "example": fault.example}
    if fault.severity is not None:
        form.update(field=fault.field, severity=fault.severity.value)
    return form


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
