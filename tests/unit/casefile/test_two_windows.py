"""Two QGIS windows on one case file: both work, or one is told in time; nothing of either is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.casework.held_records import keep_held
from plugin.casefile.errors import ActOver, CaseFileBusy, CaseFileError, ConflictMoved
from plugin.domain.casework.condition import Condition
from plugin.domain.conflict import Choice, Settling, Side, by_record
from plugin.domain.held_record import HeldRecord
from plugin.domain.outbox_entry import OutboxState
from tests.unit.casefile.examples import SOURCE, pulled

BRICKS = Condition("Materials", "The bricks match.", "The street.")
#: How many pieces each window writes.
_MANY = 25


@pytest.fixture
def other(case_file: CaseFile) -> Iterator[CaseFile]:
    """The same file, as another window has it."""
    with CaseFile.open(case_file.path, clock=case_file.clock, identity=case_file.identity, patience=0.2) as opened:
        yield opened


@pytest.fixture
def uuid(case_file: CaseFile) -> str:
    return str(case_file.take_in([pulled()], SOURCE).uuids[0])


def held(title: str, record_uuid: str = "") -> HeldRecord:
    content = {"id": 1, "title": title, "text": BRICKS.text, "reason": BRICKS.reason, "standard": False, "pre_commencement": False}
    return HeldRecord("condition", "1", content, record_uuid)


def in_conflict(case_file: CaseFile, uuid: str) -> tuple[str, list[Settling]]:
    """A condition that both sides have named anew; gives its uuid, and what a window that sees it would settle as mine."""
    name = case_file.keep_casework(uuid, BRICKS)
    with case_file._act() as act:
        keep_held(act, uuid, held("Materials", name))
    case_file.keep_casework(uuid, Condition("Mine", BRICKS.text, BRICKS.reason), name, 1)
    case_file.take_casework(uuid, [held("Theirs")])
    return name, seen(case_file, uuid, Side.MINE)


def seen(file: CaseFile, uuid: str, side: Side) -> list[Settling]:
    found = by_record(file.conflicts(uuid)).values()
    return [Settling(each, {one.field: Choice(side) for one in each}) for each in found]


def title(file: CaseFile, uuid: str, name: str) -> str:
    record = next(each.record for each in file.case(uuid).casework if each.uuid == name)
    assert isinstance(record, Condition)
    return record.title


def beside(path: Path, case_file: CaseFile, do: Callable[[CaseFile], None]) -> None:
    """Something that another window does, on a thread of its own."""
    with CaseFile.open(path, clock=case_file.clock, identity=case_file.identity) as file:
        do(file)


def test_both_windows_write_at_once_and_every_piece_is_there(case_file: CaseFile, uuid: str) -> None:
    def write(who: str) -> Callable[[CaseFile], None]:
        def pieces(file: CaseFile) -> None:
            for number in range(_MANY):
                file.keep_casework(uuid, Condition(f"{who} {number}", BRICKS.text, BRICKS.reason))

        return pieces

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(beside, case_file.path, case_file, write(who)) for who in ("one", "other")]:
            each.result()

    titles = [each.record.title for each in case_file.case(uuid).casework if isinstance(each.record, Condition)]
    assert sorted(titles) == sorted(f"{who} {number}" for who in ("one", "other") for number in range(_MANY))
    positions = [each.position for each in case_file.case(uuid).casework]
    assert len(set(positions)) == 2 * _MANY
    assert case_file.verify_audit() == []


def test_who_writes_second_over_the_same_piece_is_told_and_the_first_stands(case_file: CaseFile, other: CaseFile, uuid: str) -> None:
    name = case_file.keep_casework(uuid, BRICKS)
    other.keep_casework(uuid, Condition("Stone", BRICKS.text, BRICKS.reason), name, 1)

    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.keep_casework(uuid, Condition("Slate", BRICKS.text, BRICKS.reason), name, 1)
    assert title(case_file, uuid, name) == "Stone"


def test_what_one_window_takes_away_the_other_is_told_of(case_file: CaseFile, other: CaseFile, uuid: str) -> None:
    name = case_file.keep_casework(uuid, BRICKS)
    other.remove_casework(uuid, name, 1)

    with pytest.raises(CaseFileError, match="taken away in another window"):
        case_file.keep_casework(uuid, Condition("Slate", BRICKS.text, BRICKS.reason), name, 1)


def test_an_act_of_the_other_that_lasts_too_long_is_said_and_nothing_is_half_done(case_file: CaseFile, other: CaseFile, uuid: str) -> None:
    with case_file._act():
        with pytest.raises(CaseFileBusy, match="another QGIS window"):
            other.keep_casework(uuid, BRICKS)
        assert other.case(uuid).casework == (), "reading waits for nobody"

    other.keep_casework(uuid, BRICKS)
    assert len(case_file.case(uuid).casework) == 1


def test_an_act_is_sent_by_one_window_only(case_file: CaseFile, other: CaseFile, uuid: str) -> None:
    key = case_file.edit(uuid, "describe", {"description": "Mine."})
    case_file.begin_attempt(key)
    case_file.move_in_outbox(key, OutboxState.SENT, "taken")

    with pytest.raises(ActOver):
        other.begin_attempt(key)


def test_a_conflict_is_settled_by_one_window_and_the_other_is_told(case_file: CaseFile, other: CaseFile, uuid: str) -> None:
    name, mine = in_conflict(case_file, uuid)
    other.settle_conflicts(uuid, seen(other, uuid, Side.THEIRS))

    with pytest.raises(ConflictMoved, match="changed again"):
        case_file.settle_conflicts(uuid, mine)
    assert title(case_file, uuid, name) == "Theirs"
    assert case_file.outbox(uuid) == []


def test_words_that_the_other_window_writes_into_a_conflict_are_not_settled_unseen(case_file: CaseFile, other: CaseFile, uuid: str) -> None:
    name, mine = in_conflict(case_file, uuid)
    other.keep_casework(uuid, Condition("Mine, further", BRICKS.text, BRICKS.reason), name, 2)

    with pytest.raises(ConflictMoved):
        case_file.settle_conflicts(uuid, mine)
    case_file.compare_conflicts(uuid)
    (conflict,) = case_file.conflicts(uuid)
    assert conflict.mine == "Mine, further"


def test_both_settle_at_once_and_one_word_stands(case_file: CaseFile, uuid: str) -> None:
    name, _ = in_conflict(case_file, uuid)
    told: list[str] = []
    gate = threading.Barrier(2)

    def settle(side: Side) -> Callable[[CaseFile], None]:
        def once(file: CaseFile) -> None:
            settlings = seen(file, uuid, side)
            gate.wait(10)
            try:
                file.settle_conflicts(uuid, settlings)
            except ConflictMoved as error:
                told.append(str(error))

        return once

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(beside, case_file.path, case_file, settle(side)) for side in (Side.MINE, Side.THEIRS)]:
            each.result()

    assert len(told) == 1
    assert case_file.conflicts(uuid) == []
    stands = title(case_file, uuid, name)
    assert len(case_file.outbox(uuid)) == (1 if stands == "Mine" else 0)
    assert case_file.verify_audit() == []
