"""A red line that is being drawn is kept change by change, and becomes a version all at once or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
import shapely

from plugin.boundary.proposed import read_proposed
from plugin.casefile.errors import CaseFileError, NotProposed
from plugin.casefile.file.migrations import Migrations
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.draft import DraftStep
from plugin.domain.identity import Identity, Role
from plugin.rules.rules import Rules
from tests.unit.boundary.drawn import TODAY, plain_transformer
from tests.unit.casefile.examples import JO, SOURCE, geojson, no_site, opened, pulled, site
from tests.unit.casefile.test_faults import killed_at

SUBMITTED = "POLYGON ((530020 180000, 530020 180030, 530000 180030, 530000 180000, 530020 180000))"
WIDER = "POLYGON ((530000 180000, 530025 180000, 530025 180030, 530000 180030, 530000 180000))"
WIDEST = "POLYGON ((530000 180000, 530030 180000, 530030 180030, 530000 180030, 530000 180000))"
TWO_PARTS = (
    "MULTIPOLYGON (((530000 180000, 530020 180000, 530020 180030, 530000 180030, 530000 180000), "
    "(530005 180005, 530010 180005, 530010 180010, 530005 180005)), ((530040 180000, 530050 180000, 530050 180010, 530040 180000)))"
)
CROSSING = "POLYGON ((530000 180000, 530020 180030, 530020 180000, 530000 180030, 530000 180000))"


def shape(wkt):
    return shapely.from_wkt(wkt)


def step(wkt=WIDER, said="Vertex moved 5.00 m"):
    return DraftStep(said, shape(wkt))


@pytest.fixture
def uuid(case_file):
    """One case whose red line is being amended."""
    (uuid,) = case_file.take_in([pulled(1)], SOURCE).uuids
    case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1, as submitted")
    return uuid


def drawn(case_file, uuid, wkt=WIDER):
    """The reading of a drawn line, and the draft that it is of."""
    draft = case_file.draft(uuid)
    case_file.add_draft_step(uuid, draft.position + 1, step(wkt))
    over = next(version for version in case_file.case(uuid).boundary_versions if version.uuid == draft.base_uuid).reading
    return read_proposed(shape(wkt), over, plain_transformer(), Rules(TODAY))


@contextmanager
def refused_at(field):
    with pytest.raises(NotProposed) as refusal:
        yield
    assert refusal.value.field == field


@pytest.mark.parametrize("status", ["determined", "withdrawn", "returned", "closed", "awaiting_determination", "in_committee", "pending"])
def test_a_case_in_a_state_that_does_not_allow_it_can_only_be_looked_at(case_file, status):
    (uuid,) = case_file.take_in([pulled(1, status=status)], SOURCE).uuids

    with pytest.raises(CaseFileError, match=r"26-00001-HAPP was not amended\. .*(looked at|withdraw|sends it back first|once it has)"):
        case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1")

    assert case_file.draft(uuid) is None


def test_a_case_that_is_gone_can_only_be_looked_at(case_file):
    (uuid,) = case_file.take_in([pulled(1)], SOURCE).uuids
    case_file.mark_gone(uuid)

    with pytest.raises(CaseFileError, match="no longer has this case"):
        case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1")


def test_without_the_role_a_line_can_only_be_looked_at(tmp_path):
    with opened(tmp_path, identity=Identity("Kim Data", "", Role.GIS_TEAM)) as file:
        (uuid,) = file.take_in([pulled(1)], SOURCE).uuids

        with pytest.raises(CaseFileError, match="amended by assessors and reviewers"):
            file.begin_draft(uuid, shape(SUBMITTED), "Version 1")


def test_another_officers_case_is_amended_and_the_trail_says_so(case_file):
    (uuid,) = case_file.take_in([pulled(1, officer="Tom Other")], SOURCE).uuids

    case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1")

    entry = case_file.history(uuid)[-1]
    assert entry.officer == JO.name
    assert entry.after["warned"] == "This is Tom Other's case; the history says that you amend it."


def test_a_second_window_does_not_begin_a_second_draft(case_file, uuid):
    with pytest.raises(CaseFileError, match="being amended already"):
        case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1")


def test_a_second_window_does_not_draw_over_the_first(case_file, uuid):
    case_file.add_draft_step(uuid, 1, step())

    with pytest.raises(CaseFileError, match="drawn on in another window"):
        case_file.add_draft_step(uuid, 1, step(WIDEST))
    with pytest.raises(CaseFileError, match="drawn on in another window"):
        case_file.move_in_draft(uuid, 0, 1)

    assert case_file.draft(uuid).geometry.equals(shape(WIDER))


def test_a_draft_that_another_window_has_discarded_takes_no_more(case_file, uuid):
    case_file.discard_draft(uuid)

    with pytest.raises(CaseFileError, match="saved or discarded in another window"):
        case_file.add_draft_step(uuid, 1, step())


def test_a_step_that_is_not_there_can_not_be_shown(case_file, uuid):
    with pytest.raises(CaseFileError, match="no step 3"):
        case_file.move_in_draft(uuid, 0, 3)


def test_every_change_is_there_when_the_file_is_opened_again(case_file, uuid, tmp_path):
    case_file.add_draft_step(uuid, 1, step(WIDER, "Vertex moved"))
    case_file.add_draft_step(uuid, 2, step(TWO_PARTS, "Part added"))

    with opened(tmp_path) as file:
        draft = file.draft(uuid)
    assert [each.said for each in draft.steps] == ["Version 1, as submitted", "Vertex moved", "Part added"]
    assert shapely.equals_exact(draft.geometry, shape(TWO_PARTS))
    assert draft.officer == JO.name


def test_a_line_that_crosses_itself_and_one_that_is_empty_are_kept_as_they_were_drawn(case_file, uuid):
    case_file.add_draft_step(uuid, 1, step(CROSSING))
    case_file.add_draft_step(uuid, 2, step("MULTIPOLYGON EMPTY"))

    assert shapely.equals_exact(case_file.draft(uuid).steps[1].geometry, shape(CROSSING))
    assert case_file.draft(uuid).geometry.is_empty


def test_undo_and_redo_are_kept_and_a_new_change_ends_what_was_undone(case_file, uuid):
    case_file.add_draft_step(uuid, 1, step(WIDER, "one"))
    case_file.add_draft_step(uuid, 2, step(WIDEST, "two"))
    case_file.move_in_draft(uuid, 2, 0)
    draft = case_file.draft(uuid)
    assert (draft.position, draft.undo_words, draft.redo_words) == (0, "", "one")

    case_file.move_in_draft(uuid, 0, 1)
    assert case_file.draft(uuid).redo_words == "two"
    case_file.add_draft_step(uuid, 2, step(TWO_PARTS, "three"))

    assert [each.said for each in case_file.draft(uuid).steps] == ["Version 1, as submitted", "one", "three"]


def test_a_draft_in_memory_and_the_kept_one_go_the_same_way(case_file, uuid):
    ours = case_file.draft(uuid)
    for number, wkt in enumerate((WIDER, WIDEST, WIDER), start=1):
        ours = ours.drawn(step(wkt, f"{number}"))
        case_file.add_draft_step(uuid, number, step(wkt, f"{number}"))
    ours = ours.at(1).drawn(step(TWO_PARTS, "again"))
    case_file.move_in_draft(uuid, 3, 1)
    case_file.add_draft_step(uuid, 2, step(TWO_PARTS, "again"))

    kept = case_file.draft(uuid)
    assert [each.said for each in kept.steps] == [each.said for each in ours.steps]
    assert kept.position == ours.position == 2
    with pytest.raises(ValueError, match="no step"):
        ours.at(9)


def test_the_drafts_that_wait_are_listed_the_latest_first(case_file, uuid, clock):
    (second,) = case_file.take_in([pulled(2)], SOURCE).uuids
    clock.advance(minutes=5)
    case_file.begin_draft(second, shape(SUBMITTED), "Version 1")
    clock.advance(minutes=5)
    case_file.add_draft_step(uuid, 1, step())

    assert [(each.reference, each.changes) for each in case_file.drafts()] == [("26-00001-HAPP", 1), ("26-00002-HAPP", 0)]
    assert case_file.drafts()[0].changed_at == "2026-11-22T10:10:00Z"


def test_drawing_leaves_no_line_in_the_trail_but_beginning_and_ending_do(case_file, uuid):
    case_file.add_draft_step(uuid, 1, step())
    case_file.move_in_draft(uuid, 1, 0)
    case_file.discard_draft(uuid)

    assert [entry.verb for entry in case_file.history(uuid)][-2:] == ["amendment begun", "draft discarded"]
    assert case_file.draft(uuid) is None
    assert case_file.verify_audit() == []


def test_without_a_reason_nothing_is_proposed(case_file, uuid):
    reading = drawn(case_file, uuid)

    with refused_at("reason"):
        case_file.propose(uuid, reading, "  ")

    assert case_file.draft(uuid) is not None
    assert len(case_file.boundary_versions(uuid)) == 1


def test_a_line_that_crosses_itself_is_not_proposed(case_file, uuid):
    with refused_at("line"):
        case_file.propose(uuid, drawn(case_file, uuid, CROSSING), "The drive belongs to it.")


def test_the_same_line_drawn_again_is_not_proposed(case_file, uuid):
    nudged = shapely.affinity.translate(shape(SUBMITTED), 0.01, 0.01).wkt

    with refused_at("line"):
        case_file.propose(uuid, drawn(case_file, uuid, nudged), "The drive belongs to it.")


def test_a_line_that_has_changed_in_the_back_office_is_looked_at_first(case_file, uuid):
    reading = drawn(case_file, uuid)
    case_file.take_in([pulled(1, site=site(geojson(-0.09), east=530_100))], SOURCE)

    with refused_at("base"):
        case_file.propose(uuid, reading, "The drive belongs to it.")
    case_file.rebase_draft(uuid)
    version = case_file.propose(uuid, reading, "The drive belongs to it.")

    assert [(each.number, each.origin.value) for each in case_file.boundary_versions(uuid)] == [
        (1, "submitted"),
        (2, "received"),
        (3, "proposed"),
    ]
    assert case_file.boundary_versions(uuid)[-1].uuid == version


def test_a_case_that_was_determined_meanwhile_takes_no_proposal(case_file, uuid):
    reading = drawn(case_file, uuid)
    case_file.take_in([pulled(1, status="determined")], SOURCE)

    with pytest.raises(CaseFileError, match="determined"):
        case_file.propose(uuid, reading, "The drive belongs to it.")

    assert case_file.draft(uuid) is not None


def test_a_draft_that_is_gone_is_not_proposed(case_file, uuid):
    reading = drawn(case_file, uuid)
    case_file.discard_draft(uuid)

    with refused_at("draft"):
        case_file.propose(uuid, reading, "The drive belongs to it.")


def test_a_proposed_version_has_author_time_reason_and_origin_and_is_not_in_force(case_file, uuid, clock):
    reading = drawn(case_file, uuid, TWO_PARTS)
    clock.advance(minutes=7)

    case_file.propose(uuid, reading, " The drive belongs to it. ")

    version = case_file.boundary_versions(uuid)[-1]
    assert (version.number, version.origin, version.author) == (2, BoundaryOrigin.PROPOSED, JO.name)
    assert (version.created_at, version.reason) == ("2026-11-22T10:07:00Z", "The drive belongs to it.")
    assert not version.current
    assert case_file.draft(uuid) is None
    assert case_file.outbox(uuid) == []
    assert [entry.verb for entry in case_file.history(uuid)][-1] == "boundary version 2"


def test_parts_and_holes_and_every_digit_of_a_drawn_line_are_kept(case_file, uuid):
    exact = shapely.affinity.translate(shape(TWO_PARTS), 0.123456789, 0.987654321)
    reading = drawn(case_file, uuid, shapely.to_wkt(exact, rounding_precision=-1))

    case_file.propose(uuid, reading, "The garage belongs to it.")

    version = case_file.boundary_versions(uuid)[-1]
    assert version.boundary.geometry.equals_exact(exact, 1e-9)
    assert version.original.text.startswith("SRID=27700;MULTIPOLYGON")
    assert version.boundary.hole_count == 1


def test_a_drawn_line_is_as_uncertain_as_the_line_that_it_was_drawn_over(case_file, uuid):
    reading = drawn(case_file, uuid)

    assert reading.boundary.accuracy == site().boundary.accuracy
    assert reading.areas.planar == pytest.approx(750)


def test_a_case_without_a_red_line_gets_one(case_file):
    (uuid,) = case_file.take_in([pulled(1, site=no_site())], SOURCE).uuids
    case_file.begin_draft(uuid, shape("MULTIPOLYGON EMPTY"), "No red line yet")

    case_file.propose(uuid, drawn(case_file, uuid), "Plotted from the plan.")

    assert case_file.boundary_versions(uuid)[-1].boundary.accuracy.metres == 0.0


def test_proposing_killed_between_any_two_statements_leaves_the_draft_or_the_version(tmp_path):
    kills = 0
    for statement in range(1, 200):
        folder = tmp_path / str(statement)
        with opened(folder) as file:
            (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
            file.begin_draft(uuid, shape(SUBMITTED), "Version 1")
            reading = drawn(file, uuid)

        def save(file, uuid=uuid, reading=reading):
            file.propose(uuid, reading, "It belongs to it.")

        killed = killed_at(folder, save, statement)

        with opened(folder) as file:
            found = (file.draft(uuid) is not None, len(file.boundary_versions(uuid)))
            assert file.verify_audit() == []
        assert found == ((True, 1) if killed else (False, 2))
        if not killed:
            break
        kills += 1
    assert kills > 10


def test_a_file_of_the_version_before_drafts_is_brought_up(tmp_path):
    first = tmp_path / "steps"
    first.mkdir()
    (first / "001.sql").write_text(Migrations.shipped().steps()[0].read_text(encoding="utf-8"), encoding="utf-8")
    with opened(tmp_path, migrations=Migrations(first)) as file, closing(sqlite3.connect(file.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)

    with opened(tmp_path) as file:
        (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
        file.begin_draft(uuid, shape(SUBMITTED), "Version 1")
        assert file.drafts()[0].reference == "26-00001-HAPP"


def milestones(file, uuid):
    return [(version.number, [each.value for each in version.milestones]) for version in file.boundary_versions(uuid)]


def test_the_line_that_stood_at_validation_and_at_the_decision_is_known_ever_after(case_file):
    (uuid,) = case_file.take_in([pulled(1, status="invalidated")], SOURCE).uuids
    case_file.take_in([pulled(1, status="in_assessment", site=site(geojson(-0.09)))], SOURCE)
    case_file.take_in([pulled(1, status="in_assessment", site=site(geojson(-0.1)))], SOURCE)
    case_file.take_in([pulled(1, status="determined", site=site(geojson(-0.1)))], SOURCE)

    assert milestones(case_file, uuid) == [(1, []), (2, ["validated"]), (3, ["determined"])]


def test_of_a_case_first_seen_after_validation_nobody_says_which_line_was_validated(case_file):
    (uuid,) = case_file.take_in([pulled(1, status="in_assessment")], SOURCE).uuids

    assert milestones(case_file, uuid) == [(1, [])]


def test_a_case_withdrawn_before_validation_has_no_validated_line(case_file):
    (uuid,) = case_file.take_in([pulled(1, status="not_started")], SOURCE).uuids
    case_file.take_in([pulled(1, status="withdrawn")], SOURCE)

    assert milestones(case_file, uuid) == [(1, [])]


def test_a_line_may_be_all_three(case_file):
    (uuid,) = case_file.take_in([pulled(1, status="not_started")], SOURCE).uuids
    for status in ("in_assessment", "determined", "determined"):
        case_file.take_in([pulled(1, status=status)], SOURCE)

    assert milestones(case_file, uuid) == [(1, ["validated", "determined"])]
    verbs = [entry.verb for entry in case_file.history(uuid)]
    assert verbs.count("red line as validated") == 1
    assert verbs.count("red line as determined") == 1


def test_a_draft_outlives_an_update_of_its_case(case_file, uuid):
    case_file.add_draft_step(uuid, 1, step())

    case_file.take_in([replace(pulled(1), description="Two storeys.")], SOURCE)

    assert case_file.draft(uuid).geometry.equals(shape(WIDER))
