"""The sample borough's cases, each with a history that ends today: states, officers, requests, comments, an appeal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from .. import casework, validation
from ..back_office import BackOffice
from ..request_types import RED_LINE
from .fees import pay_what_is_due
from .moved import grown
from .story import Story
from .submissions import BY_ITSELF, SampleCase, SampleSubmissions

OFFICERS = ("Amina Yusuf", "Tom Harker", "Priya Nair", "Owen Castell")
REVIEWER = "Helen Marsh"
#: For cases whose file says nothing: most are live. The number of the case decides.
_STATES = (
    "in_assessment",
    "not_started",
    "in_assessment",
    "invalidated",
    "assessment_in_progress",
    "in_assessment",
    "awaiting_determination",
)
_LIVE = ("not_started", "invalidated", "in_assessment", "assessment_in_progress")
_REASON = "The red line takes in part of the highway. Please confirm the line that we propose."
_SUPPORT = "I live next door and think this is a good idea. My name is Jane Doe."
_OBJECTION = "The extension would take the light from our kitchen at 12 Sample Street."


def load_sample(office: BackOffice, folder: Path) -> int:
    """Take in the 64 applications of ``folder`` and tell their stories; gives how many there are."""
    cases = SampleSubmissions(folder).cases()
    story = Story(office)
    with office.database.act():
        identities = [_tell(story, case, number, len(cases)) for number, case in enumerate(cases)]
        _red_lines(story, [identity for identity, case in zip(identities, cases) if _ordinary(case)])
        for number, identity in enumerate(identities):
            _comments(story, identity, number)
    return len(cases)


def _tell(story: Story, case: SampleCase, number: int, count: int) -> int:
    """The oldest came eight weeks ago, the newest today; some at night or on a Sunday, so that they count from one and the same time.

    Every fifth has paid the fee of an earlier year.
    """
    office = story.office
    state = case.state or _STATES[number % len(_STATES)]
    days = round((count - 1 - number) * 58 / count)
    # What is decided began in time.
    if state in ("determined", "withdrawn", "in_committee", "to_be_reviewed", "awaiting_determination"):
        days = max(days, 30)
    story.at(story.today - timedelta(days=days), hour=20 if number % 5 in (1, 3) else 10, minute=number % 60)
    if number % 5 != 4:
        pay_what_is_due(case, story.clock.moment.date())
    identity = story.arrives(case, accepted=state != "pending")
    if state == "pending":
        return identity
    refused = case.reference.endswith("LDCE")
    story.comes_to(identity, state, decision="refused" if refused else "granted")
    if state != "not_started" or number % 2:
        casework.assign(office, identity, OFFICERS[number % len(OFFICERS)])
    application = casework.known(office, identity)
    if application.maybe("validated_at") is not None and number % 3 != 2:
        start = story.clock.moment.date()
        casework.consult(office, identity, start, start + timedelta(days=21))
        casework.publish(office, identity)
        office.documents.publish(identity, "site-plan.pdf")
    if refused and state == "determined":
        appeal = {"reason": "The use began more than ten years ago.", "lodged_at": story.today.isoformat()}
        casework.appeal(office, identity, appeal)
    return identity


def _ordinary(case: SampleCase) -> bool:
    """Whether the red line may change: the acceptance cases keep theirs."""
    description = case.submission["data"]["proposal"]["description"]
    return isinstance(case.boundary, dict) and "It shows" not in description and BY_ITSELF not in description


def _red_lines(story: Story, identities: list[int]) -> None:
    """One request to move the red line in each state: pending, open, agreed, rejected, cancelled, closed by silence."""
    office = story.office
    live = [identity for identity in identities if casework.known(office, identity).status in _LIVE]
    for days, outcome, identity in zip((3, 1, 9, 8, 6, 12), ("open", "pending", "agreed", "rejected", "cancelled", "silence"), live):
        story.at(story.today - timedelta(days=days), 9, 30)
        request = raise_red_line(story, identity)
        if outcome != "pending":
            validation.send(office, request)
        story.at(story.today - timedelta(days=days - 1), 15)
        if outcome == "agreed":
            validation.answer(office, request, True)
        elif outcome == "rejected":
            validation.answer(office, request, False, "The wall is ours: see the deeds.")
        elif outcome == "cancelled":
            validation.cancel(office, request, "Sent in error.")
    story.at(story.today, 9)
    validation.close_silent(office)


def raise_red_line(story: Story, identity: int, by: float = 1.15) -> int:
    """A proposed line about the present one, larger by this factor; gives the request's id."""
    proposed: Any = grown(casework.known(story.office, identity).json("boundary"), by)
    return validation.raise_request(story.office, identity, RED_LINE, _REASON, {"new_geojson": proposed})


def _comments(story: Story, identity: int, number: int) -> None:
    application = casework.known(story.office, identity)
    if application.maybe("consultation_start") is None:
        return
    comments, received = story.office.comments, story.office.now()
    comments.add_neighbour(
        identity,
        "Jane Doe",
        _SUPPORT,
        sentiment="supportive",
        received_at=received,
        postcode="ZZ99 1AP",
        redacted=_SUPPORT.replace("Jane Doe", "*****"),
    )
    if number % 2:
        objection = _OBJECTION.replace("12 Sample Street", "*****")
        comments.add_neighbour(identity, "John Roe", _OBJECTION, sentiment="objection", received_at=received, redacted=objection)
        comments.add_neighbour(identity, "Not yet read", "Nobody has redacted this.", sentiment="neutral", received_at=received)
    if number % 4 == 0:
        asked = {"organisation": "Heritage", "job_title": "Conservation officer", "reason": "Constraint", "consulted_at": received}
        consultee = comments.add_consultee(identity, {**asked, "constraint_key": "designated.conservationArea"})
        answer = {"received_at": received, "redacted_response": "No objection, subject to matching brick.", "sentiment": "approved"}
        comments.add_consultee_response(consultee, answer)
