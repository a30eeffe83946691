"""What officers write of an application: kept piece by piece, never over another window's words, never without what it needs."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from plugin.casefile.casework.casework_kinds import KINDS, content_of, kind_of, record_of
from plugin.casefile.errors import CaseFileError, CaseNotThere
from plugin.casefile.lines.boundary_rows import checks_from, checks_text
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.boundary_check import BoundaryCheck
from plugin.domain.casework.check_answer import CheckAnswer
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.consideration import Consideration
from plugin.domain.casework.constraints_check import ConstraintsCheck
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.casework.head_of_terms import HeadOfTerms
from plugin.domain.casework.immunity import Breach, Immunity
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.permitted_development import PermittedDevelopment
from plugin.domain.casework.piece import Piece
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.resolution import Resolution
from plugin.domain.casework.review_draft import ReviewDraft
from plugin.domain.casework.said import Said
from plugin.domain.casework.site_history import SiteHistory
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.casework.words_aside import WordsAside
from plugin.domain.casework.wrong_constraint import Fault, WrongConstraint
from plugin.domain.check import Check, Severity
from plugin.domain.task import TaskState
from tests.unit.casefile.examples import SOURCE, pulled

SITE = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house in a conservation area.")
TIME_LIMIT = Condition("Time limit", "The development shall be begun within three years.", "Section 91, 1990 Act.", standard=True)
MATERIALS = Condition("Materials", "The materials shall match.", "To protect the area.")
EVERY = (
    TaskProgress("check-and-validate/review", TaskState.COMPLETED),
    CheckAnswer("validation.north", False, "There is no arrow."),
    SITE,
    Consideration("Design", ("P14",), ("Residential guide",), "It is subordinate.", "It complies."),
    TIME_LIMIT,
    Informative("Party wall", "The Party Wall Act may apply."),
    HeadOfTerms("Affordable housing", "35 per cent."),
    Consultation("natural-england", "Natural England", ConsultationAnswer.CONSULT, ("A site.",), version=2, asked_on=date(2026, 11, 20)),
    SiteHistory("19/AP/0417", "A rear extension", "Granted", date(2019, 6, 3)),
    BoundaryCheck(True, 1, "v1"),
    ConstraintsCheck(1, "v1"),
    PostedNotice(date(2026, 11, 20), "On a lamp post", 530_000.0, 180_000.0, ("notice.jpg",)),
    PermittedDevelopment(Said.YES, Said.NO, Said.YES, "Condition 4 of 01/0001"),
    Immunity(Breach.DWELLING, date(2012, 2, 29), Said.YES, evidence="Bills"),
    WrongConstraint("tree", 7, "TPO/12", "The oak", Fault.NOT_THERE, "Felled", "tree-1", 2, 530_000.0, 180_000.0),
    PressNotice(True, ("conservation_area",), published_on=date(2026, 11, 20), newspaper="The Example"),
    NeighbourRecord(
        date(2026, 11, 20),
        1,
        "POINT (1 2)",
        "adjoining",
        (ListedNeighbour("1 Mill Lane", "100", "adjoins", told=True),),
        ("No.",),
        date(2026, 11, 21),
    ),
    SiteVisit(date(2026, 11, 20), "Seen from the road.", 530_000.0, 180_000.0, ("front.jpg",)),
    DraftedRequest("FeeChangeValidationRequest", "The fee is 258.", {"suggestion": "Pay 52."}, ("validation.fee",), "outbox"),
    Recommendation("granted", "It complies with policy.", committee_reasons=("A councillor asked.",), state=RecommendationState.SUBMITTED),
    Resolution("subject-to-legal-agreement", date(2026, 11, 20), "Planning Committee", ("a deed under section 106",)),
    WordsAside(Recommendation("refused", "It harms."), Resolution("to-refuse", date(2026, 11, 20), ""), 3, 1),
    ReviewDraft("Helen Marsh", "The light to number 4"),
)
SUBMITTED = RecommendationState.SUBMITTED


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def kept(case_file, uuid, kind=None):
    return [each for each in case_file.case(uuid).casework if kind is None or kind_of(each.record) == kind]


def trail(case_file, uuid):
    return [(entry.verb, entry.record_kind) for entry in case_file.history(uuid) if entry.record_kind in KINDS]


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (AssessmentDetail(DetailCategory.AMENITY, " ", TaskState.COMPLETED), "before you mark it complete"),
        (Consideration("", ("P14",)), "Name the policy area"),
        (Consideration("Design"), "Name a policy"),
        (Condition("Time limit", "", "Section 91"), "Write the condition"),
        (Condition("Time limit", "Begin in three years.", " "), "Give the reason"),
        (Informative("", "The Party Wall Act may apply."), "a title and a text"),
        (HeadOfTerms("Affordable housing", ""), "a title and a text"),
        (SiteVisit(date(2026, 11, 20)), "Say what you saw"),
        (Consultation("own:", " ", ConsultationAnswer.CONSULT), "Name the body"),
        (Consultation("a", "A", ConsultationAnswer.NOT_NEEDED, ("It overlaps.",)), "Say why it is not consulted"),
        (PressNotice(True), "Tick why"),
        (PermittedDevelopment(removed=Said.YES), "Say by which condition"),
        (PostedNotice(date(2026, 11, 20)), "Say where the notice hangs"),
        (PressNotice(True, ("other",)), "Write the other reason"),
        (PressNotice(False, published_on=date(2026, 11, 20)), "Name the newspaper"),
        (NeighbourRecord(date(2026, 11, 20), 1, "", ""), "nobody on the list"),
        (NeighbourRecord(date(2026, 11, 20), 1, "", "", (ListedNeighbour("1 Mill Lane", told=False),)), "Say why 1 Mill Lane"),
        (
            NeighbourRecord(date(2026, 11, 20), 1, "", "", (ListedNeighbour("1 Road", why="far", told=False),), sent_on=date(2026, 11, 20)),
            "Nobody on the list is told",
        ),
        (TaskProgress("", TaskState.COMPLETED), "which task"),
        (Recommendation("", "It complies.", state=SUBMITTED), "Choose the decision"),
        (Recommendation("granted", "", state=SUBMITTED), "Write the public comment"),
        (Recommendation("granted", "It complies.", committee=True, state=SUBMITTED), "why a committee"),
        (Recommendation("granted", "It complies.", warned=("No data.",), state=SUBMITTED), "in spite"),
        (Recommendation("granted", "It complies.", state=RecommendationState.REVIEWED, challenged=True), "put right"),
    ],
)
def test_what_lacks_something_is_refused_with_what_to_do(case_file, uuid, record, sentence):
    with pytest.raises(CaseFileError, match=sentence):
        case_file.keep_casework(uuid, record)

    assert kept(case_file, uuid) == []
    assert trail(case_file, uuid) == []


def test_a_case_that_is_not_there_is_refused(case_file):
    with pytest.raises(CaseNotThere):
        case_file.keep_casework("nobody", SITE)


def test_every_kind_comes_back_as_it_was_written(case_file, uuid):
    for record in EVERY:
        case_file.keep_casework(uuid, record)

    assert {type(record) for record in EVERY} == set(KINDS.values())
    assert sorted(map(repr, (each.record for each in kept(case_file, uuid)))) == sorted(map(repr, EVERY))


@pytest.mark.parametrize("record", EVERY, ids=kind_of)
def test_what_a_newer_redline_wrote_beside_it_is_left_out(record):
    assert record_of(kind_of(record), {**content_of(record), "of_the_future": 1}) == record


def test_a_text_of_a_category_is_there_once_and_is_changed(case_file, uuid):
    case_file.keep_casework(uuid, SITE)
    longer = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house of 1890.")
    case_file.keep_casework(uuid, longer, seen=1)

    (one,) = kept(case_file, uuid)
    assert (one.record, one.revision, one.officer) == (longer, 2, "Jo Officer")
    assert trail(case_file, uuid) == [("casework added", "assessment_detail"), ("casework changed", "assessment_detail")]


def test_another_windows_words_are_not_written_over(case_file, uuid):
    name = case_file.keep_casework(uuid, MATERIALS)
    case_file.keep_casework(uuid, Condition("Materials", "The bricks shall match.", "To protect the area."), name, seen=1)

    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.keep_casework(uuid, MATERIALS, name, seen=1)
    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.remove_casework(uuid, name, seen=1)

    (one,) = kept(case_file, uuid)
    assert one.record.text == "The bricks shall match."


def test_a_text_that_another_window_has_begun_meanwhile_is_not_written_over(case_file, uuid):
    case_file.keep_casework(uuid, SITE)

    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.keep_casework(uuid, AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "Mine."))


def test_what_another_window_has_taken_away_says_so(case_file, uuid):
    name = case_file.keep_casework(uuid, MATERIALS)
    case_file.remove_casework(uuid, name, seen=1)

    with pytest.raises(CaseFileError, match="taken away in another window"):
        case_file.keep_casework(uuid, MATERIALS, name, seen=1)
    assert kept(case_file, uuid) == []


def test_the_same_words_again_are_no_change(case_file, uuid):
    name = case_file.keep_casework(uuid, MATERIALS)
    case_file.keep_casework(uuid, MATERIALS, name, seen=1)

    assert kept(case_file, uuid)[0].revision == 1
    assert trail(case_file, uuid) == [("casework added", "condition")]


def test_conditions_keep_their_order(case_file, uuid):
    for condition in (TIME_LIMIT, MATERIALS):
        case_file.keep_casework(uuid, condition)

    assert [each.record.title for each in kept(case_file, uuid, "condition")] == ["Time limit", "Materials"]
    assert [each.position for each in kept(case_file, uuid, "condition")] == [1, 2]


def test_the_trail_keeps_what_was_taken_away(case_file, uuid):
    name = case_file.keep_casework(uuid, MATERIALS)
    case_file.remove_casework(uuid, name, seen=1)

    entry = next(each for each in case_file.history(uuid) if each.verb == "casework removed")
    assert entry.before["text"] == "The materials shall match."
    with sqlite3.connect(case_file.path) as connection, pytest.raises(sqlite3.IntegrityError, match="stays"):
        connection.execute("DELETE FROM casework_record")
    connection.close()


def test_several_pieces_are_kept_together_or_not_at_all(case_file, uuid):
    with pytest.raises(CaseFileError, match="a title and a text"):
        case_file.keep_together(uuid, [Piece(SITE), Piece(Informative("", ""))])
    assert kept(case_file, uuid) == []

    case_file.keep_together(uuid, [Piece(SITE), Piece(TIME_LIMIT)])
    assert [each.record for each in kept(case_file, uuid)] == [SITE, TIME_LIMIT]


def test_conditions_are_put_into_another_order(case_file, uuid):
    first, second = case_file.keep_together(uuid, [Piece(TIME_LIMIT), Piece(MATERIALS)])
    case_file.order_casework(uuid, [second, first])

    assert [each.record for each in kept(case_file, uuid, "condition")] == [MATERIALS, TIME_LIMIT]
    assert [each.revision for each in kept(case_file, uuid, "condition")] == [1, 1]
    assert ("casework put in order", "condition") in trail(case_file, uuid)


def test_an_order_that_leaves_out_what_another_window_added_is_refused(case_file, uuid):
    first = case_file.keep_casework(uuid, TIME_LIMIT)
    case_file.keep_casework(uuid, MATERIALS)

    with pytest.raises(CaseFileError, match="added one or taken one away"):
        case_file.order_casework(uuid, [first])
    with pytest.raises(CaseFileError, match="added one or taken one away"):
        case_file.order_casework(uuid, [])


def test_where_a_fault_is_stays_with_the_check():
    checks = (
        Check("spike", Severity.WARNING, "A spike.", (530_000.5, 180_000.25)),
        Check("closed", Severity.INFORMATION, "It was closed."),
    )

    assert [each.place for each in checks_from(checks_text(checks))] == [(530_000.5, 180_000.25), None]


def test_the_trail_has_no_address_of_a_neighbour_and_erasing_takes_them_out(case_file, uuid):
    told = NeighbourRecord(date(2026, 11, 20), 1, "POINT (1 2)", "adjoining", (ListedNeighbour("1 Mill Lane", "100", "adjoins"),))
    case_file.keep_casework(uuid, told)

    (entry,) = [each for each in case_file.history(uuid) if each.record_kind == "neighbours"]
    assert "Mill Lane" not in str(entry.after)
    assert "digest" in entry.after["neighbours"]

    case_file.erase(uuid, "asked for")
    (record,) = [each.record for each in kept(case_file, uuid, "neighbours")]
    assert (record.neighbours, record.version) == ((), 1)
