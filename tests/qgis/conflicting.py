"""A case with pieces that an officer and the back office have both changed, and the window that settles them."""

from __future__ import annotations

from typing import Any

from plugin.casefile.case_file import CaseFile
from plugin.casefile.casework.held_records import keep_held
from plugin.casefile.conflicts.told_in_conflict import ToldInConflict
from plugin.casefile.outbox.outbox import put_in_outbox
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.informative import Informative
from plugin.domain.clock import Clock
from plugin.domain.conflict import Choice, Settling, Side, by_record
from plugin.domain.held_record import HeldRecord
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.conflicts.conflicts_dialog import ConflictsDialog
from plugin.gui.conflicts.field_rows import FieldRows
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, pulled, until

BRICKS = Condition("Materials", "The bricks match those of the house.", "The character of the street.")
HOURS = Condition("Hours", "Work from 8 to 18.", "Neighbours.")
WALL = Informative("Party wall", "An Act may apply.")
LINES = (
    "POLYGON ((530000 180000, 530040 180000, 530040 180030, 530000 180030, 530000 180000))",
    "POLYGON ((530000 180000, 530050 180000, 530050 180030, 530000 180030, 530000 180000))",
    "POLYGON ((530000 180000, 530040 180000, 530040 180020, 530000 180020, 530000 180000))",
)


def held(number: int, record: Condition | Informative, uuid: str = "", **changes: Any) -> HeldRecord:
    """A piece as the back office holds it."""
    content: dict[str, Any] = {"id": number, "title": record.title, "text": record.text, "position": number, "updated_by": "Helen Marsh"}
    if isinstance(record, Condition):
        content.update(reason=record.reason, standard=record.standard, pre_commencement=record.pre_commencement)
    return HeldRecord("condition" if isinstance(record, Condition) else "informative", str(number), {**content, **changes}, uuid)


class Conflicting:
    """``desk`` has the case open; ``other`` is the same case file in another window."""

    def __init__(self, open_desk: OpenDesk, clock: Clock) -> None:
        self.clock = clock
        self.desk: CasesDesk = open_desk(pulled(1), pulled(2))
        if self.desk.file is None:
            raise AssertionError("the desk has no case file")
        self.path = self.desk.file.path
        self.uuid = self.desk.find(pulled(1).reference)
        with self.other() as file:
            self.names = [file.keep_casework(self.uuid, each) for each in (BRICKS, HOURS, WALL)]
            with file._act() as act:
                for number, each, uuid in self._pieces():
                    keep_held(act, self.uuid, held(number, each, uuid))
        self.dialog: ConflictsDialog | None = None

    def other(self) -> CaseFile:
        return CaseFile.open(self.path, clock=self.clock, identity=OFFICER)

    def theirs(self, *records: HeldRecord, whole: tuple[str, ...] = ()) -> None:
        """What the back office is found to hold, by another window."""
        with self.other() as file:
            file.take_casework(self.uuid, records, whole)

    def mine(self, record: Condition | Informative, place: int) -> None:
        """The officer writes a piece anew."""
        with self.other() as file:
            kept = next(each for each in file.case(self.uuid).casework if each.uuid == self.names[place])
            file.keep_casework(self.uuid, record, kept.uuid, kept.revision)

    def drop(self, place: int) -> None:
        with self.other() as file:
            kept = next(each for each in file.case(self.uuid).casework if each.uuid == self.names[place])
            file.remove_casework(self.uuid, kept.uuid, kept.revision)

    def in_conflict(self) -> None:
        """Title and text of the first condition, and the text of the informative, are changed on both sides."""
        self.mine(Condition("Bricks", "The bricks match those of number 12.", BRICKS.reason), 0)
        self.mine(Informative("Party wall", "The Party Wall Act applies."), 2)
        self.theirs(
            held(1, BRICKS, title="Stone", text="The stones match those of the house.", reason="The conservation area."),
            held(1, WALL, text="The Act of 1996 may apply."),
        )

    def line_in_conflict(self) -> None:
        """An act about a red line that another one has taken the place of."""
        with self.other() as file:
            with file._act() as act:
                outbox = put_in_outbox(act, self.uuid, ("boundary", self.uuid), "put in force", {})
            told = ToldInConflict(("boundary", self.uuid), "boundary", "", None)
            file.note_act_conflict(outbox, told, *({"boundary": line} for line in LINES))

    def open(self) -> ConflictsDialog:
        """The case is open, and the window in front of it."""
        self.desk.open(self.uuid)
        until(lambda: self.desk.case is not None and self.desk.case.uuid == self.uuid and not self.desk.refreshes_case)
        self.dialog = ConflictsDialog(self.desk, self.uuid, "26-00001-HAPP")
        self.dialog.show()
        self.rest()
        return self.dialog

    def rest(self) -> None:
        """Until what the window has begun is over."""
        dialog = self.dialog
        until(lambda: dialog is None or dialog._runner._task is None)

    def row(self, field: str) -> FieldRows:
        if self.dialog is None:
            raise AssertionError("the window is not open")
        return next(each for each in self.dialog.shown if each.conflict.field == field)

    def conflicts(self) -> list[tuple[str, str]]:
        with self.other() as file:
            return [(each.record_kind, each.field) for each in file.conflicts(self.uuid)]

    def kept(self, place: int) -> Any:
        with self.other() as file:
            return next((each.record for each in file.case(self.uuid).casework if each.uuid == self.names[place]), None)

    def waiting(self) -> list[dict[str, Any]]:
        with self.other() as file:
            return [dict(each.payload["data"]) for each in file.outbox(self.uuid)]

    def settle_elsewhere(self, side: Side) -> None:
        """Another window settles everything."""
        with self.other() as file:
            found = by_record(file.conflicts(self.uuid)).values()
            file.settle_conflicts(self.uuid, [Settling(each, {one.field: Choice(side) for one in each}) for each in found])

    def _pieces(self) -> list[tuple[int, Condition | Informative, str]]:
        return [(1, BRICKS, self.names[0]), (2, HOURS, self.names[1]), (1, WALL, self.names[2])]
