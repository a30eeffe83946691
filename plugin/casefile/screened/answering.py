"""An officer's answers to constraints and to datasets that were not checked; an earlier answer stays as evidence."""

from __future__ import annotations

from datetime import date

from ...domain.constraint_answer import AnswerKind, ConstraintAnswer, GivenAnswer
from ..casework.assessment_guard import refuse_locked
from ..errors import CaseFileError
from ..file.json_text import canonical, storable
from ..trail.act import Act, new_uuid
from ..whole_case import application_row
from .answer_rows import answers_of

ANSWER = "constraint_answer"

_ADD = """
INSERT INTO constraint_answer (uuid, application_uuid, source, dataset, records, kind, reason, checked_source, checked_on, found,
  boundary_version_uuid, snapshot, answered_at, officer_uuid)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SUPERSEDE = "UPDATE constraint_answer SET superseded_at = ? WHERE uuid = ?"
_SNAPSHOT = "SELECT snapshot FROM dataset_result WHERE screening_uuid = ? AND dataset = ?"


def answer_constraint(act: Act, application_uuid: str, given: GivenAnswer, on: date) -> str:
    """Keep an answer in place of an earlier one to the same thing; gives its uuid.

    CaseFileError with what to do where a reason, a source or a day is missing, or where what was assessed can only be read now: nothing is
    kept then.
    """
    row = application_row(act.connection, application_uuid)
    refuse_locked(act, application_uuid)
    _check(given, on)
    uuid = new_uuid()
    earlier = _earlier(act, application_uuid, row["source"], given)
    for each in earlier:
        act.connection.execute(_SUPERSEDE, (act.at, each.uuid))
    act.connection.execute(
        _ADD,
        (
            uuid,
            None if given.for_authority else application_uuid,
            row["source"],
            given.dataset,
            canonical([list(record) for record in given.records]),
            given.kind.value,
            storable(given.reason.strip()),
            storable(given.source.strip()),
            None if given.checked_on is None else given.checked_on.isoformat(),
            None if given.found is None else given.found.value,
            row["boundary_uuid"],
            _snapshot(act, row["screening_uuid"], given.dataset),
            act.at,
            act.officer_uuid,
        ),
    )
    verb = "dataset answered for the authority" if given.for_authority else "constraint answered" if given.records else "dataset answered"
    told = _told(act, application_uuid, given)
    act.trail.add(application_uuid, verb, ANSWER, uuid, _told(act, application_uuid, earlier[0].given) if earlier else None, told)
    return uuid


def take_back_answer(act: Act, application_uuid: str, answer_uuid: str) -> None:
    """The officer answers nothing any more; what was answered stays in the trail. CaseFileError where it does not stand."""
    row = application_row(act.connection, application_uuid)
    refuse_locked(act, application_uuid)
    answer = next((each for each in answers_of(act.connection, application_uuid, row["source"]) if each.uuid == answer_uuid), None)
    if answer is None:
        raise CaseFileError("That answer stands no more: it was changed or taken back meanwhile. Look at the constraint again.")
    act.connection.execute(_SUPERSEDE, (act.at, answer_uuid))
    act.trail.add(application_uuid, "answer taken back", ANSWER, answer_uuid, _told(act, application_uuid, answer.given), None)


def _check(given: GivenAnswer, on: date) -> None:
    if given.for_authority and given.records:
        raise CaseFileError("An answer for the whole authority is about a dataset, not about one constraint. Answer for this case.")
    if given.kind is AnswerKind.DOES_NOT_APPLY and not given.reason.strip():
        raise CaseFileError("Say why it does not apply: the reason stands in the report.")
    if given.kind is AnswerKind.CHECKED_ELSEWHERE:
        if not given.source.strip():
            raise CaseFileError("Say where you checked: the source stands in the report.")
        if given.checked_on is None:
            raise CaseFileError("Say on which day you checked: it stands in the report.")
        if given.checked_on > on:
            raise CaseFileError(f"{given.checked_on.isoformat()} is still to come: give the day on which you checked.")
    elif not given.records:
        raise CaseFileError("A dataset that was not checked is answered by where and when you checked it.")


def _earlier(act: Act, application_uuid: str, source: str, given: GivenAnswer) -> list[ConstraintAnswer]:
    standing = answers_of(act.connection, application_uuid, source)
    if given.records:
        return [each for each in standing if each.given.is_about(given.records)]
    whole = [each for each in standing if each.given.dataset == given.dataset and not each.given.records]
    return [each for each in whole if each.given.for_authority is given.for_authority]


def _snapshot(act: Act, screening_uuid: str | None, dataset: str) -> str:
    found = act.connection.execute(_SNAPSHOT, (screening_uuid, dataset)).fetchone()
    return str(found[0]) if found else ""


def _told(act: Act, application_uuid: str, given: GivenAnswer) -> dict[str, object]:
    told: dict[str, object] = {"dataset": given.dataset, "answer": given.kind.value}
    if given.records:
        told["constraint"] = [record.reference or record.number for record in given.records]
    if given.reason.strip():
        told["reason"] = act.trail.digest(application_uuid, given.reason.strip())
    if given.kind is AnswerKind.CHECKED_ELSEWHERE and given.checked_on is not None:
        told.update(source=given.source.strip(), checked_on=given.checked_on.isoformat())
    return told
