"""Whom the constraints bring into consultation that are about to be sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.domain.casework.consultation import ConsultationAnswer
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.outbox_verbs import PUT_CONSTRAINT
from plugin.reports.consultees_added import added_words, consultees_added
from tests.unit.casefile.examples import SOURCE, finding, opened, pulled
from tests.unit.reports.test_consultees_of_case import judged, lines, railway, screen

SSSI = finding(dataset="site-of-special-scientific-interest", number=8)


@pytest.fixture
def case_file(tmp_path):
    with opened(tmp_path) as file:
        yield file


@pytest.fixture
def uuid(case_file):
    uuid = case_file.take_in([pulled()], SOURCE).uuids[0]
    screen(case_file, uuid, SSSI, railway())
    return uuid


def answer(case_file, uuid, of, kind, reason=""):
    given = GivenAnswer(of.entity.dataset, kind, (AnsweredRecord.of(of.entity),), reason=reason, found=of.relation)
    case_file.answer_constraint(uuid, given)


def added(case_file, uuid):
    steps = case_file.casework_to_send(uuid)
    sent = [step.payload["data"] for step in steps if step.verb == PUT_CONSTRAINT and step.payload is not None]
    return consultees_added(*judged(case_file, uuid), sent)


def test_a_constraint_that_is_sent_adds_whom_the_rules_suggest_for_it_and_nobody_else(case_file, uuid):
    answer(case_file, uuid, SSSI, AnswerKind.APPLIES)

    assert added(case_file, uuid) == ("Natural England",)


@pytest.mark.parametrize("kind", [AnswerKind.DOES_NOT_APPLY, AnswerKind.TO_BE_CONFIRMED])
def test_a_constraint_that_is_not_sent_adds_nobody(case_file, uuid, kind):
    answer(case_file, uuid, SSSI, kind, "it lies beyond the river")

    assert added(case_file, uuid) == ()


def test_who_was_written_to_or_need_not_be_asked_is_not_added(case_file, uuid):
    answer(case_file, uuid, SSSI, AnswerKind.APPLIES)
    line = lines(case_file, uuid)["natural-england"]
    asked = replace(line.answered(ConsultationAnswer.CONSULT, 1), asked_on=date(2026, 11, 20))
    kept = case_file.keep_casework(uuid, asked)
    assert added(case_file, uuid) == ()

    case_file.keep_casework(uuid, line.answered(ConsultationAnswer.NOT_NEEDED, 1, "standing advice"), kept, 1)
    assert added(case_file, uuid) == ()


def test_who_is_to_be_consulted_and_was_not_written_to_is_still_added(case_file, uuid):
    answer(case_file, uuid, SSSI, AnswerKind.APPLIES)
    case_file.keep_casework(uuid, lines(case_file, uuid)["natural-england"].answered(ConsultationAnswer.CONSULT, 1))

    assert added(case_file, uuid) == ("Natural England",)


def test_the_bodies_are_named_in_a_sentence():
    assert "the rules suggest Natural England and Historic England." in added_words(["Natural England", "Historic England"])
    assert added_words([]) == "The constraints that are sent bring no further consultee."
