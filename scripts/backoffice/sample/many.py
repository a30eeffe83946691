"""Thousands of cases in seconds: the sample's own, again and again on moved plots, years of them."""

from __future__ import annotations

import copy
from datetime import timedelta
from pathlib import Path

from .. import casework
from ..back_office import BackOffice
from .load import OFFICERS
from .moved import moved
from .story import Story
from .submissions import SampleCase, SampleSubmissions, with_boundary

_PER_DAY = 6
_LIVE = ("in_assessment", "not_started", "in_assessment", "invalidated", "assessment_in_progress", "not_started", "awaiting_determination")
_DONE = ("determined", "determined", "determined", "determined", "withdrawn", "determined", "returned", "determined", "closed")
# About 55 metres; the town is some hundred of these across.
_STEP = 0.0005


def load_many(office: BackOffice, folder: Path, count: int, live: int | None = None) -> int:
    """``count`` cases, six a day up to today, the newest ``live`` of them (a tenth, unless said) undecided.

    Two in five came out of hours, and so at 09:00 of the next working day with others: what makes pages of a search overlap.
    """
    live = count // 10 if live is None else live
    sources = [case for case in SampleSubmissions(folder).cases() if isinstance(case.boundary, dict)]
    story = Story(office)
    with office.database.act():
        for number in range(count):
            day = story.today - timedelta(days=(count - 1 - number) // _PER_DAY)
            hour = 19 if number % 5 in (0, 2) else 9 + number % _PER_DAY
            story.at(day, hour, number * 7 % 60)
            # Two cases are never made in the same microsecond: the list is ordered by it.
            story.clock.moment -= timedelta(microseconds=count - number)
            undecided = number >= count - live
            states = _LIVE if undecided else _DONE
            identity = story.arrives(_moved_case(sources[number % len(sources)], number))
            story.comes_to(identity, states[number % len(states)])
            casework.assign(story.office, identity, OFFICERS[number % len(OFFICERS)])
            if not undecided:
                casework.publish(story.office, identity)
    return count


def _moved_case(source: SampleCase, number: int) -> SampleCase:
    east, north = (number * 37 % 101 - 50) * _STEP, (number * 61 % 97 - 48) * _STEP * 0.6
    metres = abs(_first_number(source.boundary)) > 400
    boundary = moved(source.boundary, east * 66000 if metres else east, north * 111000 if metres else north)
    submission = copy.copy(source.submission)
    submission["data"] = copy.copy(submission["data"])
    submission["data"]["property"] = copy.copy(submission["data"]["property"])
    address = submission["data"]["property"]["address"]
    place = {"latitude": round(address["latitude"] + north, 7), "longitude": round(address["longitude"] + east, 7)}
    if "uprn" in address:
        place |= {"pao": str(1 + number % 400), "uprn": f"9990{number:08d}"}
    submission["data"]["property"]["address"] = {**address, **place}
    submission["files"] = submission["files"][:2]
    if source.by_hand:
        return SampleCase("", submission, boundary, None, by_hand=True)
    return SampleCase("", with_boundary(submission, boundary), boundary, None)


def _first_number(value: object) -> float:
    while isinstance(value, (dict, list)):
        if isinstance(value, list):
            value = value[0] if value else 0.0
        else:
            value = next((value[key] for key in ("features", "geometry", "geometries", "coordinates") if key in value), 0.0)
    return float(value) if isinstance(value, (int, float)) else 0.0
