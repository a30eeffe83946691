"""Enquiries to make answers of: a few findings at one place, hostile ones as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import shapely

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.domain.accuracy import UNTRANSFORMED
from plugin.domain.application import Application
from plugin.domain.check import Check, Severity
from plugin.domain.citation import Citation
from plugin.domain.dataset import Coverage, Snapshot
from plugin.domain.enquiry import Bearing, Enquiry, Meaning, PlaceFinding
from plugin.domain.finding import DatasetResult, DatasetState, Entity
from plugin.domain.place import Place
from plugin.domain.placed_application import PlacedApplication
from plugin.domain.settings import ScreeningSettings
from plugin.reports.enquiry.answer import EnquiryAnswer
from plugin.reports.enquiry.enquiry_answer import enquiry_answer
from plugin.reports.enquiry.placed_history import HistorySource, PlaceHistory, placed_history

X, Y = 530_000.0, 180_000.0
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e&amp;\x1b[31m</title></svg></style>"
PROFILE = replace(Profile.default(), authority_name="Borough of Saltmere")
CITED = Citation("what-it-means.conservation-area", "An act of its own, section 1", "C", date(2026, 11, 27))
MEANING = Meaning("Trees need six weeks' notice.", CITED)
NO_HISTORY = PlaceHistory()
LARGE = shapely.box(X - 500, Y - 500, X + 500, Y + 500)


def finding(dataset: str = "conservation-area", number: int = 1, bearing: Bearing = Bearing.APPLIES, **more: Any) -> PlaceFinding:
    """One record; ``entity`` names what differs in it."""
    told: dict[str, Any] = more.pop("entity", {})
    entity = Entity(number, dataset, number, **{"reference": "", "name": "Old Market", "constraint": f"{dataset}:{number}", **told})
    usual: dict[str, Any] = {
        "distance_m": 0.0 if bearing is Bearing.APPLIES else 12.0,
        "edge_m": 30.0 if bearing is Bearing.APPLIES else None,
        "percent": None,
        "snapshot": f"{dataset}@1",
        "shape": shapely.box(X - 30, Y - 30, X + 40, Y + 40),
    }
    return PlaceFinding(entity, bearing, **{**usual, **more})


def snapshot(dataset: str, fetched: str = "2026-11-20T08:00:00Z", data_date: str = "2026-10-03") -> Snapshot:
    rights = {"licence": "Open Government Licence v3.0", "attribution": "© the keepers", "data_date": data_date}
    return Snapshot(f"{dataset}@1", dataset, f"{dataset}.json", fetched, 5, 0, 0, Coverage.FULL, UNTRANSFORMED, "0" * 64, **rights)


def result(dataset: str, state: DatasetState = DatasetState.CLEAR, coverage: Coverage = Coverage.FULL, why: str = "") -> DatasetResult:
    return DatasetResult(dataset, dataset.replace("-", " ").capitalize(), state, coverage, why, 0, f"{dataset}@1", UNTRANSFORMED)


def enquiry(*findings: PlaceFinding, **more: Any) -> Enquiry:
    states = {Bearing.APPLIES: DatasetState.OVERLAPS, Bearing.MAY_APPLY: DatasetState.TOUCHES, Bearing.NEAR: DatasetState.CLEAR}
    usual: dict[str, Any] = {
        "place": Place(X, Y, "12 High Street", "Found in the council's addresses."),
        "not_yet": (),
        "ended": (),
        "datasets": (
            *{each.entity.dataset: result(each.entity.dataset, states[each.bearing]) for each in findings}.values(),
            result("green-belt"),
            result("tree", DatasetState.NOT_CHECKED, Coverage.NONE, "not in the store"),
        ),
        "checks": (),
        "cautions": (),
        "near_m": 50.0,
        "judged_on": date(2026, 11, 27),
        "asked_at": "2026-11-27T14:05:00Z",
        "engine": "redline-engine 1",
        "generation": "one",
        "authority": "Southmere",
    }
    return Enquiry(findings=findings, **{**usual, **more})


def earlier(reference: str = "19/AP/0417", place: Any = None, **told: Any) -> PlacedApplication:
    """An application that was decided; where nothing else is said, on a plot that holds the place."""
    usual = {"description": "A rear extension", "decision": "granted", "decided_on": date(2019, 6, 3)}
    shape = shapely.box(X - 9, Y - 9, X + 9, Y + 9) if place is None else place
    return PlacedApplication(Application(reference=reference, **{**usual, **told}), shape, "cases.redline")


def answer(
    *findings: PlaceFinding, profile: Profile = PROFILE, officer: str = "", history: PlaceHistory = NO_HISTORY, **more: Any
) -> EnquiryAnswer:
    asked = enquiry(*findings, **more)
    loaded = {each.dataset: snapshot(each.dataset) for each in asked.datasets if each.state is not DatasetState.NOT_CHECKED}
    return enquiry_answer(asked, loaded, Catalogue.load(), profile, officer, history)


def history_of(*applications: PlacedApplication, name: str = "the case file cases.redline", place: Place | None = None) -> PlaceHistory:
    """What of some applications lies at the place, or near it."""
    entries = placed_history(place or Place(X, Y, "", ""), applications, ScreeningSettings())
    return PlaceHistory(tuple(entries), (HistorySource(name, len(applications), sum(each.place is None for each in applications)),))


def full_answer() -> EnquiryAnswer:
    """One of everything that an answer may hold."""
    return answer(
        finding(meanings=(MEANING,), entity={"reference": "CA1", "start_date": date(1974, 5, 1)}, shape=LARGE),
        finding("article-4-direction-area", 2, meanings=(MEANING,), says=("This direction removes Part 3 Class L.",)),
        finding("flood-risk-zone", 3, Bearing.MAY_APPLY, says=("Flood zone 3.",), shape=shapely.box(X + 0.5, Y - 90, X + 90, Y + 90)),
        finding("listed-building", 4, Bearing.NEAR, says=("Grade II.",), shape=shapely.Point(X + 12, Y)),
        finding("tree-preservation-zone", 5, Bearing.NEAR, shape=shapely.LineString([(X - 40, Y - 20), (X - 20, Y - 40)])),
        officer="Jo Officer",
        history=history_of(
            earlier(), earlier("21/AP/0099", shapely.Point(X + 20, Y), decision="", decided_on=None, status="in_assessment")
        ),
        profile=replace(PROFILE, sample=True),
        not_yet=(finding("article-4-direction-area", 6, entity={"start_date": date(2027, 1, 1)}),),
        ended=(finding("conservation-area", 7, entity={"end_date": date(2020, 1, 1)}),),
        checks=(Check("at-the-border", Severity.WARNING, "The place lies at the border."),),
        cautions=("The place may lie 7 m off.",),
        place=Place(X, Y, "TQ 300 800", "A grid reference names a square.", within_m=7.0),
    )


def hostile_answer() -> EnquiryAnswer:
    """The same with markup, scripts and terminal codes wherever a file or a person may have put them."""
    told = {"name": HOSTILE, "reference": HOSTILE}
    return answer(
        finding(entity=told, says=(HOSTILE,), meanings=(Meaning(HOSTILE, replace(CITED, source=HOSTILE)),)),
        finding("a-layer-of-ours", 2, Bearing.NEAR, entity=told, says=(HOSTILE,)),
        officer=HOSTILE,
        history=history_of(earlier(HOSTILE, description=HOSTILE, decision=HOSTILE), name=HOSTILE),
        profile=replace(PROFILE, authority_name=HOSTILE),
        place=Place(X, Y, HOSTILE, HOSTILE),
        checks=(Check("x", Severity.WARNING, HOSTILE),),
        cautions=(HOSTILE,),
        datasets=(replace(result("tree", DatasetState.NOT_CHECKED, Coverage.NONE, HOSTILE), name=HOSTILE),),
    )
