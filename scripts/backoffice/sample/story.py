"""How an application comes to its state: only through the state machine, each event at its own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from plugin.domain.clock import london

from .. import casework, intake, recommending, validation
from ..back_office import BackOffice
from ..storage.database import jsonb
from .submissions import SampleCase

_VALID = ("validate",)
_DECIDED = (*_VALID, "draft", "submit")
_ASSESSOR, _REVIEWER = "Amina Yusuf", "Helen Marsh"
_WHY = {"granted": "The proposal keeps to the policies of the plan.", "refused": "The proposal takes too much light from its neighbours."}
_CHALLENGE = "The light of the house to the north is not assessed."
#: What has to happen, from "not_started" on.
_WAYS: dict[str, tuple[str, ...]] = {
    "pending": (),
    "not_started": (),
    "invalidated": ("invalidate",),
    "in_assessment": _VALID,
    "assessment_in_progress": (*_VALID, "save_assessment"),
    "awaiting_determination": _DECIDED,
    "in_committee": (*_DECIDED, "send_to_committee"),
    "to_be_reviewed": (*_DECIDED, "challenge"),
    "determined": (*_DECIDED, "determine"),
    "returned": ("return",),
    "withdrawn": (*_VALID, "withdraw"),
    "closed": ("close",),
}


class MovingClock:
    """Stands where it is put, so that a story can be told in its own time."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class Story:
    """Tells what happened, with a clock that is moved by hand; nothing happens after ``today``."""

    def __init__(self, office: BackOffice) -> None:
        self._real = office.clock
        self.clock = MovingClock(office.clock.now())
        self.office = replace(office, clock=self.clock)

    @property
    def today(self) -> date:
        """The last day of all stories."""
        return self._real.now().astimezone(london()).date()

    def at(self, day: date, hour: int = 10, minute: int = 0) -> None:
        """Go to a time of day in London, but never beyond now."""
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=london())
        self.clock.moment = min(moment, self._real.now())

    def arrives(self, case: SampleCase, *, accepted: bool = True) -> int:
        """Taken in at the clock's time; gives the id. A red line that intake refuses is put in by hand, as staff would."""
        identity = intake.begin(self.office, case.submission, reference=case.reference)
        if case.by_hand:
            self.office.boundaries.add(identity, jsonb(case.boundary), self.office.now(), "submission")
        if accepted:
            intake.finish(self.office, identity)
        return identity

    def comes_to(self, identity: int, status: str, *, decision: str = "granted") -> None:
        """Through every event between "not_started" and ``status``, two days apart."""
        for event in _WAYS[status]:
            self.clock.moment = min(self.clock.moment + timedelta(days=2), self._real.now())
            if event == "validate":
                casework.validate(self.office, identity, self.clock.moment)
            elif event in ("draft", "submit", "challenge"):
                self._recommend(event, identity, decision)
            elif event == "invalidate":
                reason, wanted = "The drawings have no scale bar.", {"suggestion": "Send drawings with a scale bar."}
                validation.raise_request(self.office, identity, "OtherChangeValidationRequest", reason, wanted)
                validation.send_all(self.office, identity)
            else:
                casework.happens(self.office, identity, event)

    def _recommend(self, event: str, identity: int, decision: str) -> None:
        application, latest = casework.known(self.office, identity), self.office.recommendations.latest(identity)
        if event == "draft" or latest is None:
            committee = {"recommend": False, "reasons": []}
            content = {"decision": decision, "public_comment": _WHY.get(decision, ""), "assessor_comment": "", "committee": committee}
            recommending.draft(self.office, application, content, _ASSESSOR)
        elif event == "submit":
            recommending.submit(self.office, application, latest.id, _ASSESSOR)
        else:
            recommending.review(self.office, application, latest.id, _CHALLENGE, _REVIEWER, challenged=True)
