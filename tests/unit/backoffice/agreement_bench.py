"""An officer with a case file before the local back office itself, which is served on a socket of this computer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import requests
import shapely
from requests.adapters import HTTPAdapter
from shapely import affinity

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.officer_api import OfficerApi
from plugin.backoffice.pull import Pull
from plugin.backoffice.refresh import refresh_case
from plugin.backoffice.send_report import SendReport
from plugin.backoffice.sending import send_waiting
from plugin.boundary.geojson_writer import to_geojson
from plugin.boundary.proposed import read_proposed
from plugin.casefile.case_file import CaseFile
from plugin.domain.case import Case
from plugin.domain.draft import DraftStep
from plugin.domain.identity import Identity, Role
from plugin.domain.outbox_entry import OutboxEntry
from plugin.domain.plain_days import plain_day
from plugin.domain.red_line_request import Certificate, Grounds, Handling
from plugin.rules.request_outcome import asked_outcome
from plugin.rules.rules import Rules
from scripts.backoffice import casework, validation
from tests.unit.backoffice.pulling import transformer
from tests.unit.backoffice_server.bench import Bench, TestClock
from tests.unit.backoffice_server.officer_bench import OfficerBench

OFFICER = Identity("Amina Yusuf", "amina@council.example", Role.ASSESSOR)
_LIMITS = Limits(connect=2.0, read=10.0, longest=20.0)


class LosingAdapter(HTTPAdapter):
    """Carries what it is given, and loses the answers to so many orders on the way back."""

    def __init__(self, losing: int) -> None:
        super().__init__()
        self.losing = losing
        self.orders = 0

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        response = super().send(request, *arguments, **options)
        if request.method != "GET":
            self.orders += 1
            if self.losing > 0:
                self.losing -= 1
                response.close()
                raise requests.exceptions.ChunkedEncodingError("the line went dead", request=request)
        return response


class FaultyAdapter(HTTPAdapter):
    """Carries what it is given, unless ``fault`` says how it goes wrong: by a status that is answered in JSON, or by an exception."""

    def __init__(self, fault: Callable[[requests.PreparedRequest], int | Exception | None]) -> None:
        super().__init__()
        self.fault = fault

    def send(self, request: requests.PreparedRequest, *arguments: Any, **options: Any) -> requests.Response:
        fault = self.fault(request)
        if isinstance(fault, Exception):
            raise fault
        if fault is None:
            return super().send(request, *arguments, **options)
        body = b'{"error": {"message": "Not here."}}'
        answer = requests.Response()
        answer.status_code, answer.request, answer.url, answer.raw = fault, request, str(request.url), BytesIO(body)
        answer.headers.update({"Content-Type": "application/json", "Content-Length": str(len(body))})
        return answer


def grounds(**changes: Any) -> Grounds:
    told: dict[str, Any] = {
        "reason": "The access has to lie inside the red line.",
        "handling": Handling.ACCEPT_AS_DRAWN,
        "handling_reason": "Nobody else is affected.",
        "certificate": Certificate.UNCHANGED,
    }
    return Grounds(**{**told, **changes})


class Agreement:
    """One application in the back office and in the case file; the officer draws, asks, sends; the applicant answers."""

    def __init__(self, bench: Bench, clock: TestClock, folder: Path, *, status: str = "in_assessment", adapter: Any = None) -> None:
        self.bench = bench
        self.clock = clock
        self.officer = OfficerBench(bench, status)
        self.adapter = adapter
        self.file = CaseFile.open(folder / "cases.redline", clock=clock, identity=OFFICER)
        self.pull()
        uuid = self.file.find(self.officer.reference)
        assert uuid is not None
        self.uuid = uuid

    def client(self, role: str = "officer") -> Bops:
        token = self.bench.office.tokens.by_role()[role]
        connection = Connection(self.bench.url, token, _LIMITS, Patience(waits=()))
        return Bops(connection, self.clock, adapter=self.adapter)

    @contextmanager
    def api(self, role: str = "officer") -> Iterator[OfficerApi]:
        client = self.client(role)
        try:
            yield OfficerApi(client, self.clock)
        finally:
            client.close()

    def pull(self) -> None:
        client = self.client()
        report = Pull(client, self.file, transformer(), self.clock).run()
        client.close()
        assert report.complete, report.sentence

    def refresh(self) -> None:
        client = self.client()
        outcome = refresh_case(client, self.file, transformer(), self.clock, self.uuid)
        client.close()
        assert not outcome.notes

    @property
    def case(self) -> Case:
        return self.file.case(self.uuid)

    @property
    def in_force(self) -> int:
        """The number of the version in force."""
        version = self.case.boundary
        assert version is not None
        return version.number

    @property
    def entries(self) -> list[OutboxEntry]:
        return self.file.outbox(self.uuid, over=True)

    def wider(self, by: float = 5.0) -> shapely.Geometry:
        """The line in force with a strip added on its east."""
        version = self.case.boundary
        assert version is not None
        assert version.boundary is not None
        return shapely.union(version.boundary.geometry, affinity.translate(version.boundary.geometry, by, 0.0)).simplify(0.001)

    def smaller(self) -> shapely.Geometry:
        """The western half of the line in force."""
        version = self.case.boundary
        assert version is not None
        assert version.boundary is not None
        west, south, east, north = version.boundary.geometry.bounds
        return shapely.intersection(version.boundary.geometry, shapely.box(west - 1, south - 1, (west + east) / 2, north + 1))

    def ask(self, line: shapely.Geometry | None = None, said: Grounds | None = None) -> str:
        """Draw a line and ask the applicant to agree to it; gives the request's uuid. Nothing is sent yet."""
        geometry = self.wider() if line is None else line
        over = self.case.boundary
        assert over is not None
        start = over.boundary.geometry if over.boundary is not None else shapely.MultiPolygon()
        self.file.begin_draft(self.uuid, start, f"Version {over.number}")
        self.file.add_draft_step(self.uuid, 1, DraftStep("Drawn", geometry))
        reading = read_proposed(geometry, over.reading, transformer(), Rules(self.clock.now().date()))
        assert reading.boundary is not None
        _, request, _ = self.file.ask_with_draft(self.uuid, reading, said or grounds(), to_geojson(geometry, transformer()))
        return request

    def send(self, role: str = "officer") -> SendReport:
        client = self.client(role)
        try:
            return send_waiting(client, self.file, transformer(), self.clock)
        finally:
            client.close()

    def asked(self, line: shapely.Geometry | None = None, said: Grounds | None = None) -> str:
        """Draw, ask and send."""
        request = self.ask(line, said)
        report = self.send()
        assert (report.sent, report.refused, report.waiting) == (1, [], []), report
        return request

    def theirs(self) -> list[Mapping[str, Any]]:
        """The back office's own requests, as the officer API shows them."""
        listed: list[Mapping[str, Any]] = self.officer.ask(self.officer.requests).json()["data"]
        return listed

    def answer(self, number: int, *, approved: bool, reason: str | None = None) -> None:
        """The applicant's answer to the request of that number in the order of making."""
        validation.answer(self.bench.office, self.theirs()[number]["id"], approved, reason)

    def outcome(self, request: str) -> str:
        """The state of a request in words, as the case file has it."""
        case = self.case
        found = next(each for each in case.asked_requests if each.uuid == request)
        outcome = asked_outcome(found, case.replies, Rules(self.clock.now().date()))
        return outcome.words if outcome is not None else "not sent"

    def lead_to(self, event: str) -> None:
        """Something that the officer does in the back office itself."""
        casework.happens(self.bench.office, self.officer.identity, event)

    def today(self) -> str:
        return plain_day(self.clock.now().date())
