"""Whom to consult on a case: each body once with all its reasons, the officer's answer beside them, and what a new red line adds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.errors import RedlineError
from plugin.domain.finding import Relation
from plugin.domain.instruction import Instruction
from plugin.reports.assessed_site import assessed_site
from plugin.reports.consultation_words import consultation_words, consultees_as_text
from plugin.reports.consultees_of_case import DECIDED, NO_LONGER, consultees_of_case, own_consultation
from plugin.reports.press_notice_advice import press_notice_advice
from tests.unit.casefile.examples import SOURCE, finding, opened, pulled, screening, site

RAILWAY = "railway-infrastructure-manager"
CONSULT = ConsultationAnswer.CONSULT


@pytest.fixture
def case_file(tmp_path):
    with opened(tmp_path) as file:
        yield file


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def screen(case_file, uuid, *found):
    case_file.record_screening(uuid, case_file.boundary_versions(uuid)[-1].uuid, screening(*found, unchecked=0))


def railway(metres=4.0):
    near = finding(Relation.NEAR, dataset="railway-land", number=7)
    return replace(near, distance_m=metres, depth_m=None)


def judged(case_file, uuid):
    case = case_file.case(uuid)
    return case, assessed_site(case, facts_of_case(case), case_file.clock.now().date(), 50.0)


def lines(case_file, uuid, *instructions):
    case, assessed = judged(case_file, uuid)
    return {line.body: line for line in consultees_of_case(case, assessed, instructions).lines}


def test_a_case_that_was_not_screened_is_not_judged(case_file, uuid):
    with pytest.raises(RedlineError, match="has not been screened"):
        lines(case_file, uuid)


def test_a_case_without_a_line_is_not_judged(case_file):
    uuid = case_file.take_in([pulled(site=None)], SOURCE).uuids[0]

    with pytest.raises(RedlineError, match="no red line in force"):
        lines(case_file, uuid)


def test_case_34_a_body_near_the_line_is_suggested_until_the_officer_has_answered(case_file, uuid):
    screen(case_file, uuid, railway())
    line = lines(case_file, uuid)[RAILWAY]
    assert (line.group, line.reply_days) == ("Suggested", 21)

    case_file.keep_casework(uuid, line.answered(CONSULT, 1))

    kept = lines(case_file, uuid)[RAILWAY]
    assert (kept.group, kept.consultation.answer, kept.consultation.reasons) == (DECIDED, CONSULT, line.reasons)


def test_case_34_what_a_body_has_told_the_council_suppresses_the_suggestion_with_its_reason(case_file, uuid):
    screen(case_file, uuid, railway())
    line = lines(case_file, uuid, Instruction(RAILWAY, "pp.full.householder", "letter of 2 May 2024"))[RAILWAY]

    assert line.group != "Suggested"
    assert "letter of 2 May 2024" in line.says


def test_case_36_three_triggers_are_one_consultation_with_three_reasons(case_file, uuid):
    found = [
        finding(dataset="site-of-special-scientific-interest", number=1),
        finding(dataset="ramsar", number=2),
        finding(dataset="special-protection-area", number=3),
    ]
    screen(case_file, uuid, *found)
    line = lines(case_file, uuid)["natural-england"]

    case_file.keep_casework(uuid, line.answered(CONSULT, 1))

    (kept,) = [each.record for each in case_file.case(uuid).casework if isinstance(each.record, Consultation)]
    assert len(kept.reasons) == len(line.reasons) >= 2


def test_case_38_a_new_red_line_proposes_only_whom_it_adds_and_the_earlier_answer_stands(case_file, uuid):
    screen(case_file, uuid, railway())
    case_file.keep_casework(uuid, lines(case_file, uuid)[RAILWAY].answered(CONSULT, 1))
    case_file.add_boundary_version(uuid, site(east=530_100), BoundaryOrigin.AGREED, "wider", in_force=True)
    screen(case_file, uuid, railway(), finding(dataset="site-of-special-scientific-interest", number=8))

    now = lines(case_file, uuid)
    assert (now[RAILWAY].group, now["natural-england"].group) == (DECIDED, "Suggested")
    assert "over version 1 of the red line; the line in force is version 2" in consultation_words(now[RAILWAY], 2)


def test_a_body_that_a_new_red_line_no_longer_asks_for_stays_on_record(case_file, uuid):
    screen(case_file, uuid, railway())
    case_file.keep_casework(uuid, lines(case_file, uuid)[RAILWAY].answered(CONSULT, 1))
    case_file.add_boundary_version(uuid, site(east=530_100), BoundaryOrigin.AGREED, "elsewhere", in_force=True)
    screen(case_file, uuid)

    assert lines(case_file, uuid)[RAILWAY].group == NO_LONGER


def test_a_reason_that_came_later_is_told(case_file, uuid):
    screen(case_file, uuid, railway())
    before = lines(case_file, uuid)[RAILWAY]
    case_file.keep_casework(uuid, replace(before.answered(CONSULT, 1), reasons=()))

    assert "New since then: " in consultation_words(lines(case_file, uuid)[RAILWAY], 2)


def test_a_body_of_the_officers_own_is_listed_and_written_to_like_the_others(case_file, uuid):
    screen(case_file, uuid, railway())
    case_file.keep_casework(uuid, own_consultation("Civic Society", 1, "asked to be told"))
    line = lines(case_file, uuid)["own:civic society"]

    assert (line.group, line.says) == (DECIDED, "added by an officer")
    assert consultees_as_text([line]).splitlines() == ["Civic Society"]


def test_a_conservation_area_suggests_a_press_notice_that_the_officer_has_to_judge(case_file, uuid):
    screen(case_file, uuid, finding())
    advice = press_notice_advice(judged(case_file, uuid)[1])

    assert "conservation_area" in advice.reasons
    assert "To be judged:" in advice.reasons["conservation_area"]
    assert advice.sure == frozenset()
    assert advice.says.startswith("Press notice: needed, if you find so.")


def test_an_environmental_statement_is_certain(case_file, uuid):
    case_file.tell_facts(uuid, {"environmental_statement": True}, "it came with the plans")
    screen(case_file, uuid)
    advice = press_notice_advice(judged(case_file, uuid)[1])

    assert advice.sure == frozenset({"environment"})


def test_a_certificate_is_advertised_by_no_rule(case_file):
    uuid = case_file.take_in([pulled(type_code="ldc.proposed")], SOURCE).uuids[0]
    screen(case_file, uuid, finding())
    advice = press_notice_advice(judged(case_file, uuid)[1])

    assert advice.reasons == {}
