"""Taking in what a back office told: by content, never twice, nothing lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import CaseFileError, CaseNotThere
from plugin.domain.application import Address, Designation
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.case import CaseQuery, PulledCase
from plugin.domain.outbox_entry import OutboxState
from tests.unit.casefile.examples import HELMERT, OSTN15, SOURCE, geojson, no_site, pulled, site


def only(case_file):
    (row,) = case_file.cases(CaseQuery(closed=True, gone=True, pending=True))
    return case_file.case(row.uuid)


def base(case_file, uuid, field):
    row = case_file._connection.execute("SELECT value FROM base_value WHERE record_uuid = ? AND field = ?", (uuid, field)).fetchone()
    return json.loads(row[0])


def test_a_case_that_is_not_there_is_told(case_file):
    with pytest.raises(CaseNotThere, match="no case nobody"):
        case_file.case("nobody")


def test_a_new_case_is_all_there(case_file):
    report = case_file.take_in([pulled()], SOURCE)

    case = only(case_file)
    assert report.new == report.uuids == (case.uuid,)
    assert (case.reference, case.status, case.row.officer) == ("26-00001-HAPP", "in_assessment", "Jo Officer")
    assert case.application.address == pulled().address
    assert case.row.expiry_date == date(2026, 12, 29)
    assert case.shown_constraints == ("Conservation area",)
    assert case.designations is None
    assert case.source == SOURCE


def test_the_same_again_is_unchanged_and_writes_no_audit(case_file, clock):
    case_file.take_in([pulled()], SOURCE)
    entries = case_file.audit_head()
    clock.advance(hours=1)

    report = case_file.take_in([pulled()], SOURCE)

    assert (report.new, report.changed, report.unchanged) == ((), (), 1)
    assert case_file.audit_head() == entries
    assert only(case_file).row.seen_at == "2026-11-22T11:00:00Z"
    assert len(only(case_file).boundary_versions) == 1


def test_a_change_is_told_by_field_and_keeps_the_base(case_file):
    case_file.take_in([pulled()], SOURCE)

    report = case_file.take_in([pulled(status="awaiting_determination", officer="Sam")], SOURCE)

    case = only(case_file)
    assert set(report.changed[0].fields) == {"status", "officer"}
    assert (case.status, case.row.officer) == ("awaiting_determination", "Sam")
    assert base(case_file, case.uuid, "status") == "awaiting_determination"
    changed = case_file.history(case.uuid)[-1]
    assert changed.before == {"status": "in_assessment", "officer": "Jo Officer"}
    assert changed.after == {"status": "awaiting_determination", "officer": "Sam"}


def test_a_date_that_the_back_office_cleared_is_cleared(case_file):
    case_file.take_in([pulled()], SOURCE)

    case_file.take_in([pulled(target_date=None)], SOURCE)

    assert only(case_file).row.target_date is None


def test_what_an_answer_does_not_speak_of_stands(case_file):
    case_file.take_in([pulled()], SOURCE)

    from_list = pulled(type_code="", expiry_date=None, site=None, silent=frozenset({"type_code", "expiry_date", "site"}))
    report = case_file.take_in([from_list], SOURCE)

    assert report.unchanged == 1
    assert only(case_file).row.type_code == "pp.full.householder"
    assert only(case_file).row.expiry_date == date(2026, 12, 29)
    assert len(only(case_file).boundary_versions) == 1


def test_what_is_told_for_the_first_time_completes_the_case_and_is_no_change(case_file):
    case_file.take_in([pulled(expiry_date=None, silent=frozenset({"expiry_date"}))], SOURCE)
    uuid = only(case_file).uuid
    case_file.look_at(uuid)

    report = case_file.take_in([pulled()], SOURCE)

    assert report.unchanged == 1
    assert only(case_file).row.expiry_date == date(2026, 12, 29)
    assert not only(case_file).row.changed


def test_a_case_known_by_reference_gets_its_id_and_stays_one(case_file):
    first = case_file.take_in([pulled(back_office_id="")], SOURCE)

    second = case_file.take_in([pulled()], SOURCE)

    assert second.uuids == first.uuids
    assert only(case_file).row.back_office_id == "1"


def test_a_reference_that_changed_with_the_type_is_the_same_case_and_is_found_by_both(case_file):
    first = case_file.take_in([pulled()], SOURCE)

    second = case_file.take_in([pulled(reference="26-00001-LDCP", full_reference="SWK-26-00001-LDCP")], SOURCE)

    assert second.uuids == first.uuids
    assert only(case_file).previous_references == ("26-00001-HAPP",)
    assert case_file.find("26-00001-HAPP") == case_file.find("26-00001-LDCP") == first.uuids[0]
    assert [row.reference for row in case_file.cases(CaseQuery(text="26-00001-happ"))] == ["26-00001-LDCP"]


def test_a_search_that_saw_the_new_reference_first_is_joined_with_the_case(case_file):
    first = case_file.take_in([pulled()], SOURCE)
    case_file.take_in([pulled(back_office_id="", reference="26-00001-LDCP")], SOURCE)

    case_file.take_in([pulled(reference="26-00001-LDCP")], SOURCE)

    assert only(case_file).uuid == first.uuids[0]
    assert case_file.verify_audit() == []


def test_two_of_a_case_are_not_joined_while_an_act_of_one_waits(case_file):
    case_file.take_in([pulled()], SOURCE)
    (twin,) = case_file.take_in([pulled(back_office_id="", reference="26-00001-LDCP")], SOURCE).uuids
    key = case_file.edit(twin, "describe", {"description": "Mine."})

    case_file.take_in([pulled(reference="26-00001-LDCP")], SOURCE)
    assert len(case_file.cases()) == 2

    case_file.move_in_outbox(key, OutboxState.SENT)
    case_file.take_in([pulled(reference="26-00001-LDCP")], SOURCE)
    assert len(case_file.cases()) == 1


def test_a_case_without_any_name_is_refused_with_its_page(case_file):
    with pytest.raises(CaseFileError, match="without an id"):
        case_file.take_in([pulled(1), pulled(2, back_office_id="", reference="")], SOURCE)

    assert case_file.cases() == []


def test_two_back_offices_may_use_the_same_ids(case_file):
    case_file.take_in([pulled()], SOURCE)
    case_file.take_in([pulled()], "https://lambeth.example/api")

    assert len(case_file.cases()) == 2


def test_a_case_that_comes_twice_in_one_answer_is_one(case_file):
    report = case_file.take_in([pulled(), pulled(description="Changed between the pages.")], SOURCE)

    assert len(set(report.uuids)) == 1
    assert only(case_file).application.description == "Changed between the pages."


def test_another_red_line_is_another_version_and_the_earlier_is_kept_to_the_letter(case_file):
    submitted = geojson(-0.08).replace('"type": "Feature"', '"type" :  "Feature"')
    case_file.take_in([pulled(site=site(submitted))], SOURCE)

    report = case_file.take_in([pulled(site=site(geojson(-0.09), east=531_000))], SOURCE)

    first, second = only(case_file).boundary_versions
    assert report.changed[0].fields == ("boundary",)
    assert (first.number, first.origin, first.current) == (1, BoundaryOrigin.SUBMITTED, False)
    assert first.original.text == submitted
    assert (second.number, second.origin, second.current) == (2, BoundaryOrigin.RECEIVED, True)
    assert second.boundary.geometry.bounds[0] == 531_000


def test_the_same_line_with_other_white_space_and_order_is_the_same_line(case_file):
    case_file.take_in([pulled(site=site(geojson()))], SOURCE)

    respelt = json.dumps(dict(reversed(json.loads(geojson()).items())), indent=2)
    report = case_file.take_in([pulled(site=site(respelt))], SOURCE)

    assert report.unchanged == 1
    assert only(case_file).boundary.original.text == geojson()


def test_a_reading_comes_back_as_it_was(case_file):
    for number, reading in enumerate((site(), site(errors=2), no_site()), start=1):
        (uuid,) = case_file.take_in([pulled(number, site=reading)], SOURCE).uuids

        case = case_file.case(uuid)

        assert replace(case.boundary.reading, application=None) == reading
        assert case.boundary.reading.application.reference == case.reference
        assert case.row.red_line_errors == (0, 2, 1)[number - 1]


def test_no_red_line_is_a_version_too_and_one_that_comes_later_is_the_second(case_file):
    case_file.take_in([pulled(site=no_site())], SOURCE)
    case_file.take_in([pulled()], SOURCE)

    first, second = only(case_file).boundary_versions
    assert first.original is None
    assert second.original is not None
    assert only(case_file).row.red_line_errors == 0


def test_a_better_transformation_moves_the_figures_and_not_the_evidence(case_file):
    case_file.take_in([pulled(site=site(accuracy=HELMERT))], SOURCE)

    report = case_file.take_in([pulled(site=site(accuracy=OSTN15, east=530_002))], SOURCE)

    (version,) = only(case_file).boundary_versions
    assert report.unchanged == 1
    assert version.boundary.accuracy == OSTN15
    assert version.boundary.geometry.bounds[0] == 530_002
    assert "located anew" in case_file.history(only(case_file).uuid)[-1].verb


def test_a_worse_transformation_changes_nothing(case_file):
    case_file.take_in([pulled(site=site(accuracy=OSTN15))], SOURCE)
    case_file.take_in([pulled(site=site(accuracy=HELMERT, east=530_002))], SOURCE)

    assert only(case_file).boundary.boundary.accuracy == OSTN15


def test_a_case_that_is_gone_stays_is_hidden_and_comes_back(case_file):
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids

    case_file.mark_gone(uuid)
    assert case_file.cases() == []
    assert [row.gone for row in case_file.cases(CaseQuery(gone=True))] == [True]

    report = case_file.take_in([pulled()], SOURCE)
    assert report.reappeared == (uuid,)
    assert [row.gone for row in case_file.cases()] == [False]
    assert case_file.cases()[0].changed_fields == ("gone", "new", "reappeared")


def test_marking_gone_twice_is_one_act(case_file):
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    case_file.mark_gone(uuid)
    entries = case_file.audit_head()

    case_file.mark_gone(uuid)

    assert case_file.audit_head() == entries


def test_changed_since_i_last_looked(case_file):
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    assert case_file.row(uuid).changed_fields == ("new",)

    case_file.look_at(uuid)
    assert case_file.cases(CaseQuery(changed_only=True)) == []

    case_file.take_in([pulled(status="awaiting_determination")], SOURCE)
    case_file.take_in([pulled(status="awaiting_determination", officer="Sam")], SOURCE)
    (row,) = case_file.cases(CaseQuery(changed_only=True))
    assert row.changed_fields == ("officer", "status")


def test_looking_again_at_what_has_not_changed_writes_nothing(case_file):
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    case_file.look_at(uuid)
    entries = case_file.audit_head()

    case_file.look_at(uuid)

    assert case_file.audit_head() == entries


def test_looking_at_a_case_that_is_not_there_is_told(case_file):
    with pytest.raises(CaseNotThere):
        case_file.look_at("nobody")


def test_texts_of_every_kind_come_back(case_file):
    strange = "Ŵyn\u0000 House “12A”; DROP TABLE application; -- 🏠 \u202e"
    case_file.take_in([pulled(description=strange, address=Address(text=strange))], SOURCE)

    assert only(case_file).application.description == strange
    assert only(case_file).application.address.text == strange
    assert case_file.take_in([pulled(description=strange, address=Address(text=strange))], SOURCE).unchanged == 1


def test_half_a_character_does_not_stop_the_others(case_file):
    report = case_file.take_in([pulled(1, description="half \ud83c of a house"), pulled(2)], SOURCE)

    assert len(report.new) == 2
    assert case_file.case(report.uuids[0]).application.description == "half \ufffd of a house"
    assert case_file.take_in([pulled(1, description="half \ud83c of a house")], SOURCE).unchanged == 1


def test_an_error_in_the_middle_of_a_batch_keeps_nothing_of_it(case_file):
    def cases():
        yield pulled(1)
        raise ValueError("the page broke off")

    with pytest.raises(ValueError, match="broke off"):
        case_file.take_in(cases(), SOURCE)

    assert case_file.cases() == []
    assert case_file.audit_head()[0] == 0


def test_designations_stand_where_a_later_pull_did_not_ask(case_file):
    told = (Designation("designated.conservationArea", "Conservation area", True, ("44000123",)), Designation("tpo", "TPO", False))
    case_file.take_in([pulled(designations=told)], SOURCE)
    case_file.take_in([pulled(designations=None)], SOURCE)

    assert only(case_file).designations == told


def test_what_a_pull_needs_to_know_of_the_cases(case_file):
    case_file.take_in([pulled(1, raw={"list": '{"id":1}'}), pulled(2, site=no_site())], SOURCE)

    first, second = sorted(case_file.known_cases(SOURCE), key=lambda known: known.reference)

    assert first.original_sha256 == site().original.sha256
    assert first.raw_sha256.keys() == {"list"}
    assert second.original_sha256 == ""
    assert case_file.known_cases("elsewhere") == []


def test_five_thousand_cases_are_taken_in_and_listed(case_file):
    cases = [pulled(number) for number in range(1, 5001)]

    assert len(case_file.take_in(cases, SOURCE).new) == 5000
    assert case_file.take_in(cases, SOURCE).unchanged == 5000
    assert len(case_file.cases()) == 5000
    assert sum(len(batch) for batch in case_file.sites()) == 5000


def test_the_answers_as_they_came_are_kept_for_opened_cases_only(case_file):
    def kept():
        return case_file._connection.execute("SELECT text FROM raw_answer").fetchone()[0]

    case: PulledCase = pulled(raw={"list": '{"applicant_email":"a@b.example"}'})
    (uuid,) = case_file.take_in([case], SOURCE).uuids
    assert kept() == ""

    case_file.look_at(uuid)
    case_file.take_in([case], SOURCE)
    assert kept() == '{"applicant_email":"a@b.example"}'
