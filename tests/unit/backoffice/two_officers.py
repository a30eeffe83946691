"""An officer at her own computer, before the back office that she shares with another."""

from __future__ import annotations

from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.backoffice.refresh import refresh_case
from plugin.backoffice.send_report import SendReport
from plugin.backoffice.sending import send_waiting
from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.kept_record import CaseworkRecord, KeptRecord
from plugin.domain.identity import Identity, Role
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.pulling import transformer

HELEN = Identity("Helen Marsh", "helen@council.example", Role.REVIEWER)


class Officer:
    """One of the two, with a case file of her own."""

    def __init__(self, agreement: Agreement, file: CaseFile, role: str) -> None:
        self.agreement = agreement
        self.file = file
        self.role = role

    @property
    def uuid(self) -> str:
        return self.file.find(self.agreement.officer.reference) or ""

    def read(self) -> None:
        client = self.agreement.client(self.role)
        ask_capabilities(client, self.file, self.agreement.clock)
        refresh_case(client, self.file, transformer(), self.agreement.clock, self.uuid)
        client.close()

    def send(self) -> SendReport:
        client = self.agreement.client(self.role)
        try:
            return send_waiting(client, self.file, transformer(), self.agreement.clock)
        finally:
            client.close()

    def kept(self, kind: type[CaseworkRecord]) -> KeptRecord:
        (only,) = [each for each in self.file.case(self.uuid).casework if isinstance(each.record, kind)]
        return only

    def writes(self, record: CaseworkRecord) -> str:
        """Keep a record in place of the one of its kind, if there is one, and queue it."""
        held = [each for each in self.file.case(self.uuid).casework if type(each.record) is type(record)]
        name = self.file.keep_casework(self.uuid, record, *((held[0].uuid, held[0].revision) if held else ()))
        self.file.send_casework(self.uuid)
        return name

    def drops(self, kind: type[CaseworkRecord]) -> None:
        kept = self.kept(kind)
        self.file.remove_casework(self.uuid, kept.uuid, kept.revision)
        self.file.send_casework(self.uuid)

    def conflicts(self) -> list[tuple[str, str, object, object, object]]:
        return [(each.record_kind, each.field, each.base, each.mine, each.theirs) for each in self.file.conflicts(self.uuid)]
