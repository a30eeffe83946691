"""The instance of BOPS that was recorded, made again: the same submissions, the same acts, at each moment that was asked about."""

from __future__ import annotations

import copy
import shutil
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

from scripts.backoffice import casework, intake, validation
from scripts.backoffice.back_office import BackOffice
from scripts.backoffice.silence import Effect

from . import recordings
from .bench import TestClock, open_office

#: As BOPS was when it was recorded.
PLAIN = {"silence": Effect.CLOSES_AND_ADOPTS, "officer_api": False}
_LINE = [[-0.0824, 51.4514], [-0.082, 51.4514], [-0.082, 51.4518], [-0.0824, 51.4518], [-0.0824, 51.4514]]
_BOW_TIE = [[-0.0824, 51.4514], [-0.082, 51.4518], [-0.082, 51.4514], [-0.0824, 51.4518], [-0.0824, 51.4514]]
_ELSEWHERE = [[-0.12, 51.52], [-0.119, 51.52], [-0.119, 51.521], [-0.12, 51.521], [-0.12, 51.52]]
_FIRST = [[-0.1, 51.5], [-0.099, 51.5], [-0.099, 51.501], [-0.1, 51.501], [-0.1, 51.5]]
_SECOND = [[-0.11, 51.51], [-0.108, 51.51], [-0.108, 51.512], [-0.11, 51.512], [-0.11, 51.51]]


def proposed(ring: list[list[float]] = _LINE) -> dict[str, Any]:
    """What was drawn as the new line."""
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": None}


def build(folder: Path) -> None:
    """28 cases: the examples twice, the first time still pending."""
    clock = TestClock(datetime(2026, 11, 22, tzinfo=timezone.utc))
    office = open_office(folder, clock, **PLAIN)
    with office.database.act() as connection:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('applications', 14)")
    for half in range(2):
        for number, example in enumerate(recordings.examples()):
            clock.at(f"2026-11-22T10:2{3 + half}:{10 + number:02d}.131")
            identity = intake.begin(office, copy.deepcopy(example))
            if half:
                intake.finish(office, identity)
    office.close()


class Stage:
    """A copy of what ``build`` made, led on to the moment of a recording."""

    def __init__(self, base: Path, folder: Path) -> None:
        shutil.copytree(base, folder)
        self.clock = TestClock(datetime(2026, 11, 22, 10, 26, tzinfo=timezone.utc))
        self.office: BackOffice = open_office(folder, self.clock, **PLAIN)

    def lead_to(self, name: str) -> None:
        """The moment at which the recording ``name`` was made."""
        for act in _ACTS.get(name, ()):
            getattr(self, act)()

    def identity(self, reference: str) -> int:
        application = self.office.applications.by_reference(reference)
        assert application is not None
        return application.id

    def requested(self, reference: str, reason: str, *, send: bool = True, ring: list[list[float]] = _LINE) -> int:
        request = validation.raise_request(
            self.office, self.identity(reference), validation.RED_LINE, reason, {"new_geojson": proposed(ring)}
        )
        if send:
            validation.send(self.office, request)
        return request

    def pending(self) -> None:
        self.clock.at("2026-11-22T10:28:43.531")
        self.requested("26-00119-HAPP", "The red line takes in part of the highway", send=False)

    def invalidated(self) -> None:
        self.pending()
        self.clock.at("2026-11-22T10:29:40.649")
        validation.send_all(self.office, self.identity("26-00119-HAPP"))
        self.requested("26-00118-HAPP", "Include the access", send=False)
        validation.send_all(self.office, self.identity("26-00118-HAPP"))

    def post_validation(self) -> None:
        self.invalidated()
        self.clock.at("2026-11-22T10:30:26.444")
        casework.validate(self.office, self.identity("26-00115-LDCE"), self.clock.now())
        self.requested("26-00115-LDCE", "Post validation")

    def answered_with_a_word(self) -> None:
        """BOPS takes a word for a yes; ours does not, so it is put in by hand."""
        self.post_validation()
        (request,) = self.office.requests.of_application(self.identity("26-00115-LDCE"))
        self.close_by_hand(request.id, approved=True)

    def asked_again_after_validation(self) -> None:
        self.post_validation()
        (request,) = self.office.requests.of_application(self.identity("26-00115-LDCE"))
        self.clock.at("2026-11-22T11:47:35.590")
        validation.answer(self.office, request.id, True)
        self.requested("26-00115-LDCE", "After validation", ring=_ELSEWHERE)

    def answered_without_a_reason(self) -> None:
        """After validation BOPS takes a no without a reason; ours does not, so it is put in by hand."""
        self.asked_again_after_validation()
        _, second = self.office.requests.of_application(self.identity("26-00115-LDCE"))
        self.close_by_hand(second.id, approved=False)

    def close_by_hand(self, request: int, *, approved: bool | None) -> None:
        self.office.requests.close(request, self.office.now(), approved=approved)

    def rejected(self) -> None:
        self.invalidated()
        (request,) = self.office.requests.of_application(self.identity("26-00118-HAPP"))
        self.clock.at("2026-11-22T10:30:50.100")
        validation.answer(self.office, request.id, False, "The access is not part of the site")

    def approved_null(self) -> None:
        """BOPS closes a request on null; ours refuses null, so it is put in by hand."""
        self.rejected()
        (request,) = self.office.requests.of_application(self.identity("26-00119-HAPP"))
        self.clock.at("2026-11-22T10:31:07.398")
        self.close_by_hand(request.id, approved=None)

    def second_and_third_open(self) -> None:
        self.approved_null()
        self.clock.at("2026-11-22T10:31:41.852")
        self.requested("26-00119-HAPP", "Second request")
        self.requested("26-00119-HAPP", "Third request while second is open")

    def approved(self) -> None:
        self.second_and_third_open()
        _, second, third = (request.id for request in self.office.requests.of_application(self.identity("26-00119-HAPP")))
        self.clock.at("2026-11-22T10:32:07.071")
        validation.answer(self.office, second, True)
        # BOPS takes a yes with a reason for a no; ours refuses it.
        self.office.requests.close(third, self.office.now(), approved=True, rejection_reason="but I disagree")

    def cancelled_after_agreed(self) -> None:
        self.approved()
        _, second, _ = self.office.requests.of_application(self.identity("26-00119-HAPP"))
        validation.cancel(self.office, second.id, "Agreed in error")

    def cancelled(self) -> None:
        self.clock.at("2026-11-22T10:31:42.579")
        validation.cancel(self.office, self.requested("26-00123-PA3MA", "To be cancelled"), "Sent in error")

    def silent(self) -> None:
        self.clock.at("2026-11-10T09:00:00.000")
        self.requested("26-00120-MAJOR", "Auto close")
        self.clock.at("2026-11-22T10:31:42.516")
        assert validation.close_silent(self.office)

    def bow_tie(self) -> None:
        self.clock.at("2026-11-22T10:31:42.900")
        self.requested("26-00122-PA20AB", "Bow tie", send=False, ring=_BOW_TIE)

    def two_open(self) -> None:
        self.clock.at("2026-11-22T10:35:00.000")
        self.requested("26-00124-PA7M", "First proposal", send=False, ring=_FIRST)
        self.requested("26-00124-PA7M", "Second proposal", send=False, ring=_SECOND)
        validation.send_all(self.office, self.identity("26-00124-PA7M"))

    def second_answered(self) -> None:
        self.two_open()
        validation.answer(self.office, self.office.requests.of_application(self.identity("26-00124-PA7M"))[1].id, True)

    def both_answered(self) -> None:
        self.second_answered()
        validation.answer(self.office, self.office.requests.of_application(self.identity("26-00124-PA7M"))[0].id, True)

    def determined(self) -> None:
        self.rejected()
        identity = self.identity("26-00118-HAPP")
        self.clock.at("2026-11-22T10:32:45.523")
        casework.validate(self.office, identity, self.clock.now())
        casework.consult(self.office, identity, date(2026, 11, 22), date(2026, 12, 15))
        casework.decide(self.office, identity, "granted")
        for event in ("assess", "submit", "determine"):
            casework.happens(self.office, identity, event)
        casework.publish(self.office, identity)

    def shapes(self) -> None:
        """The cases on which 22 red lines were tried; those that were taken bear the numbers 145 to 161."""
        with self.office.database.act() as connection:
            connection.execute("UPDATE counters SET value = 144 WHERE name = 'references'")
        self.clock.at("2026-11-22T10:33:00.000")
        for shape in recordings.red_line_shapes().values():
            if shape["create"]["status"] == 200:
                intake.submit(self.office, with_red_line(shape))

    def without_line(self) -> None:
        self.shapes()
        self.clock.at("2026-11-22T10:31:42.915")
        self.requested("26-00160-HAPP", "No red line was supplied", send=False)


def with_red_line(shape: dict[str, Any]) -> dict[str, Any]:
    """The example with this red line; without any where the shape has none."""
    submission = recordings.householder()
    if "site" in shape and not _is_absent(shape):
        submission["data"]["proposal"]["boundary"]["site"] = copy.deepcopy(shape["site"])
    else:
        del submission["data"]["proposal"]["boundary"]
    return submission


def _is_absent(shape: dict[str, Any]) -> bool:
    """Null was posted once and refused; once nothing was posted, and taken."""
    return bool(shape["site"] is None and shape["create"]["status"] == 200)


_ACTS: dict[str, tuple[str, ...]] = {
    "approve-show-after": ("approved",),
    "approve-v2-after": ("approved",),
    "approve": ("second_and_third_open",),
    "approve-second-open": ("second_and_third_open",),
    "auto-closed-answer-late": ("silent",),
    "auto-closed-v1": ("silent",),
    "auto-closed-v2": ("silent",),
    "bow-tie-v2": ("bow_tie",),
    "cancelled-after-agreed": ("cancelled_after_agreed",),
    "cancelled-answer": ("cancelled",),
    "cancelled-v1": ("cancelled",),
    "cancelled-v2": ("cancelled",),
    "delete-not-there": (),
    "determined-documents": ("determined",),
    "determined-search": ("determined",),
    "determined-show": ("determined",),
    "list-maxresults-0": ("shapes",),
    "list-maxresults-text": ("shapes",),
    "no-original-v2": ("without_line",),
    "post-validation-after-reject": ("answered_without_a_reason",),
    "post-validation-reject-no-reason": ("asked_again_after_validation",),
    "public-comments": ("determined",),
    "public-documents": ("determined",),
    "public-search": ("determined",),
    "public-show": ("determined",),
    "public-specialist": ("determined",),
    "public-submission": ("determined",),
    "red-line-show-after-approve-null": ("approved_null",),
    "red-line-show-after-reject": ("rejected",),
    "red-line-v1-after-approve-null": ("approved_null",),
    "red-line-v1-after-reject": ("rejected",),
    "red-line-v1-after-reject-no-reason": ("invalidated",),
    "red-line-v1-after-string": ("answered_with_a_word",),
    "red-line-v1-answer-empty": ("invalidated",),
    "red-line-v1-answer-no-data": ("invalidated",),
    "red-line-v1-answer-no-token": ("post_validation",),
    "red-line-v1-answer-not-json": ("post_validation",),
    "red-line-v1-answer-read-only-token": ("invalidated",),
    "red-line-v1-answer-string": ("post_validation",),
    "red-line-v1-approve-after-null": ("approved_null",),
    "red-line-v1-approve-null": ("invalidated",),
    "red-line-v1-approve-twice": ("approved_null",),
    "red-line-v1-by-reference": ("post_validation",),
    "red-line-v1-no-key": ("pending",),
    "red-line-v1-no-token": ("post_validation",),
    "red-line-v1-open": ("invalidated",),
    "red-line-v1-pending": ("pending",),
    "red-line-v1-reject": ("invalidated",),
    "red-line-v1-reject-after-approve": ("approved_null",),
    "red-line-v1-reject-no-reason": ("invalidated",),
    "red-line-v1-unknown": ("invalidated",),
    "red-line-v1-wrong-key": ("pending",),
    "red-line-v2-after-approve-null": ("approved_null",),
    "red-line-v2-after-reject": ("rejected",),
    "red-line-v2-all-open": ("post_validation",),
    "red-line-v2-all-pending": ("pending",),
    "red-line-v2-open": ("invalidated",),
    "red-line-v2-pending": ("pending",),
    "red-line-v2-post-validation": ("post_validation",),
    "search-bad-date": ("shapes",),
    "search-bad-sort": ("shapes",),
    "search-determined": ("determined",),
    "search-filter-without-brackets": ("shapes",),
    "search-from-to": ("shapes",),
    "search-sort": ("shapes",),
    "two-open-approve-first-last": ("second_answered",),
    "two-open-approve-second-first": ("two_open",),
    "two-open-requests": ("two_open",),
    "two-open-show-after-first": ("both_answered",),
    "two-open-show-after-second": ("second_answered",),
    "two-open-v1-list": ("second_and_third_open",),
}
