"""The JSON form of an enquiry: what `redline enquire --json` promises. docs/command-line.md lists every key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...domain.enquiry import Enquiry, PlaceFinding
from ...domain.finding import DatasetState
from ..figures import rounded
from ..forms import DISTANCE_DECIMALS, PERCENT_DECIMALS, check_form, dataset_form
from ..site_history import HistoryEntry
from .answer import EnquiryAnswer
from .answer_history import made_decision
from .placed_history import PlaceHistory

_STATES = {
    DatasetState.OVERLAPS: "applies",
    DatasetState.TOUCHES: "may apply",
    DatasetState.CLEAR: "clear",
    DatasetState.NOT_CHECKED: "not checked",
}


def enquiry_form(enquiry: Enquiry, answer: EnquiryAnswer, history: PlaceHistory) -> dict[str, Any]:
    """One enquiry with the earlier applications there; ``answer`` is the same in words."""
    place = enquiry.place
    return {
        "place": {
            "words": place.words,
            "how": place.how,
            "easting": rounded(place.east, 3),
            "northing": rounded(place.north, 3),
            "within_m": rounded(place.within_m, 3),
            "plot": place.plot.wkt if place.plot is not None else None,
        },
        "summary": answer.summary,
        "findings": _findings(enquiry.findings),
        "not_yet": _findings(enquiry.not_yet),
        "ended": _findings(enquiry.ended),
        "history": _history(history, answer),
        "datasets": [{**dataset_form(result), "state": _STATES[result.state]} for result in enquiry.datasets],
        "checks": [check_form(check) for check in enquiry.checks],
        "cautions": list(enquiry.cautions),
        "data": answer.data,
        "standing": answer.standing,
        "near_m": enquiry.near_m,
        "judged_on": enquiry.judged_on.isoformat(),
        "asked_at": enquiry.asked_at,
        "engine": enquiry.engine,
        "generation": enquiry.generation,
    }


def _history(history: PlaceHistory, answer: EnquiryAnswer) -> dict[str, Any]:
    return {
        "checked": answer.history.checked,
        "said": answer.history.said or answer.history.none,
        "sources": [
            {"name": each.name, "applications": each.count, "unplaced": each.unplaced, "problem": each.reason} for each in history.sources
        ],
        "applications": [_application(entry) for entry in history.entries],
    }


def _application(entry: HistoryEntry) -> dict[str, Any]:
    told = entry.application.application
    days = {"received_on": told.received_on or told.submitted_on, "valid_on": told.valid_on, "decided_on": told.decided_on}
    return {
        "reference": told.reference,
        "type": told.type_description or told.type_code,
        "description": told.description,
        "address": told.address.text,
        "status": told.status,
        "decision": made_decision(told),
        **{name: day.isoformat() if day is not None else None for name, day in days.items()},
        "appeal": entry.application.appeal,
        "relation": entry.relation.value,
        "distance_m": rounded(entry.distance_m, DISTANCE_DECIMALS),
        "overlap_percent": rounded(entry.overlap_percent, PERCENT_DECIMALS),
        "known_from": entry.application.known_from,
    }


def _findings(findings: Sequence[PlaceFinding]) -> list[dict[str, Any]]:
    return [_finding(finding) for finding in findings]


def _finding(finding: PlaceFinding) -> dict[str, Any]:
    entity = finding.entity
    return {
        "dataset": entity.dataset,
        "entity": entity.number,
        "reference": entity.reference,
        "name": entity.name,
        "constraint": entity.constraint,
        "start_date": entity.start_date.isoformat() if entity.start_date is not None else None,
        "end_date": entity.end_date.isoformat() if entity.end_date is not None else None,
        "bearing": finding.bearing.value,
        "distance_m": rounded(finding.distance_m, DISTANCE_DECIMALS),
        "edge_m": None if finding.edge_m is None else rounded(finding.edge_m, DISTANCE_DECIMALS),
        "percent": None if finding.percent is None else rounded(finding.percent, PERCENT_DECIMALS),
        "says": list(finding.says),
        "means": [
            {"sentence": each.sentence, "rule": each.citation.code, "source": each.citation.source, "sure": each.citation.sure}
            for each in finding.meanings
        ],
        "snapshot": finding.snapshot,
    }
