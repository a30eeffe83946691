"""The officer's report: what it says of a case, by which version, data and rules, and that the same case gives the same report."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.consideration import Consideration
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.immunity import Breach, Immunity
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.permitted_development import PermittedDevelopment
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.casework.resolution import Resolution
from plugin.domain.casework.said import Said
from plugin.domain.constraint_answer import AnswerKind
from plugin.domain.finding import Relation
from plugin.domain.representation import Representation, RepresentationKind
from plugin.reports.officer_report.content import Facts, MapKind, MapPart, OfficerReport, Paragraph, Table
from plugin.reports.officer_report.open_document import MapPicture, open_document
from plugin.reports.officer_report.report import officer_report
from plugin.rules.tables_version import tables_version
from tests.unit.casefile.examples import SOURCE, finding, no_site, opened, pulled, screening, snapshot
from tests.unit.casefile.recommended import GRANT, answer, ready, record_screening

ON = date(2026, 11, 22)
PROFILE = Profile(authority_name="Sample Borough", sample=True)
NEIGHBOUR = Representation(RepresentationKind.NEIGHBOUR, "It is too high.", sentiment="objection", author="N. Eighbour", address="1 Road")


@pytest.fixture
def file(tmp_path):
    with opened(tmp_path) as case_file:
        yield case_file


@pytest.fixture
def uuid(file):
    name = ready(file, consultation_end=date(2026, 12, 1))
    record_screening(file, name, screening(finding(), finding(number=2), unchecked=1))
    file.keep_casework(name, AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house.\nIt has a garden."))
    file.keep_casework(name, AssessmentDetail(DetailCategory.AMENITY, "No harm."))
    file.keep_casework(name, Consideration("Design", ("P14 Design quality",), (), "It is subordinate.", "It complies."))
    file.keep_casework(name, Condition("Time", "Begin within three years.", "Section 91, 1990 Act.", pre_commencement=True))
    file.keep_casework(name, Informative("Party wall", "The Party Wall Act may apply."))
    file.record_details(name, PulledDetails(representations=(NEIGHBOUR,)))
    file.keep_recommendation(name, replace(GRANT, assessor_comment="Please hurry."))
    return name


def report(file, uuid, on=ON) -> OfficerReport:
    case = file.case(uuid)
    return officer_report(case, facts_of_case(case), {"conservation-area": snapshot()}, Catalogue.load(), PROFILE, on)


def text(of: OfficerReport) -> str:
    """Everything that it says, a line for each part."""
    said = []
    for section in of.sections:
        said.append(section.heading)
        for part in section.parts:
            if isinstance(part, Paragraph):
                said.append(part.text)
            elif isinstance(part, Facts):
                said += [": ".join(row) for row in part.rows]
            elif isinstance(part, Table):
                said += [" | ".join(row) for row in (part.titles, *part.rows)]
            else:
                said.append(part.title)
    return "\n".join(said)


def test_its_sections_stand_in_the_order_in_which_a_report_is_read(file, uuid):
    assert [section.heading for section in report(file, uuid).sections] == [
        "Recommendation",
        "Site and proposal",
        "Maps",
        "Constraints",
        "Consultation",
        "Assessment",
        "Conditions and informatives",
        "Dates",
        "What this report stands on",
    ]


def test_case_49_every_figure_has_its_version_snapshot_transform_and_rules(file, uuid):
    said = text(report(file, uuid))

    assert "Boundary version: 1, as submitted" in said
    assert "boundary 1, as submitted; data loaded on 1 November 2026" in said
    assert "Snapshot conservation-area-1." in said
    assert "Transform: to British National Grid (EPSG:27700) by OSTN15" in said
    assert "Area method: planar" in said
    assert f"Rules: tables {tables_version()}, as in force on 2 November 2026 (application) and 22 November 2026 (decision)" in said
    assert "Engine: redline 1" in said


def test_case_49_the_same_case_gives_the_same_report_and_file(file, uuid):
    one, other = report(file, uuid), report(file, uuid)

    assert one == other
    assert open_document(one, {}) == open_document(other, {})


def test_each_constraint_stands_with_the_officer_s_answer_and_what_nobody_answered_is_said(file, uuid):
    said = text(report(file, uuid))

    assert "Applies. Jo Officer, 22 November 2026, version 1 of the red line." in said
    assert "Not answered by an officer." in said
    assert "this report does not say that no constraint of that kind applies" in said


def test_an_answer_that_no_longer_fits_is_told_as_such(file, uuid):
    answer(file, uuid, AnswerKind.DOES_NOT_APPLY, reason="De-designated.")

    assert "Does not apply: De-designated." in text(report(file, uuid))


def test_neighbours_are_counted_and_never_quoted_and_the_note_to_the_reviewer_stays_inside(file, uuid):
    said = text(report(file, uuid))

    assert "1 comment of neighbours: 1 objection." in said
    for personal in ("N. Eighbour", "too high", "1 Road", "Please hurry"):
        assert personal not in said


def test_consultees_stand_with_their_reasons_and_neighbours_as_a_number(file, uuid):
    flood = ("It lies in a flood zone.",)
    spared = Consultation("environment-agency", "Environment Agency", ConsultationAnswer.NOT_NEEDED, flood, "Standing advice.")
    file.keep_casework(uuid, spared)
    reasons = ("The site overlaps a site of special scientific interest.",)
    asked = Consultation("natural-england", "Natural England", ConsultationAnswer.CONSULT, reasons, asked_on=date(2026, 11, 20))
    file.keep_casework(uuid, asked)
    neighbours = (ListedNeighbour("2 Road", why="next to it"), ListedNeighbour("3 Road", why="across", told=False))
    sent = NeighbourRecord(date(2026, 11, 10), 1, "POLYGON EMPTY", "adjoining", neighbours, sent_on=date(2026, 11, 11))
    file.keep_casework(uuid, sent)
    said = text(report(file, uuid))

    assert "Natural England | The site overlaps a site of special scientific interest. | consult, asked on 20 November 2026" in said
    assert "Environment Agency | It lies in a flood zone. | not needed: Standing advice." in said
    assert said.index("Natural England |") < said.index("Environment Agency |")
    assert "1 address on the list of neighbours of 10 November 2026, found round version 1 of the red line; letters were sent" in said
    assert "Neighbour letters: comments are taken until 1 December 2026" in said
    assert "2 Road" not in said


def test_notices_stand_with_their_place_their_day_and_their_reasons(file, uuid):
    file.keep_casework(uuid, PostedNotice(date(2026, 11, 10), "On the lamp post.", 530_000.0, 180_000.0, ("notice.jpg",)))
    reasons = ("conservation_area", "other")
    press = PressNotice(True, reasons, "A petition.", published_on=date(2026, 11, 12), newspaper="The Example")
    file.keep_casework(uuid, press)
    said = text(report(file, uuid))

    place = "On the lamp post; easting 530000, northing 180000; 1 photograph on file"
    assert f"Site notice | {place} | displayed from 10 November 2026" in said
    assert "Press notice | In The Example; Conservation area or its setting (section 73" in said
    assert "A petition. | published on 12 November 2026" in said
    assert "Site notice (On the lamp post): comments are taken until 30 November 2026" in said


@pytest.mark.parametrize(
    ("notice", "row"),
    [
        (PressNotice(False, note="No reason was found."), "Press notice | No reason was found. | not needed"),
        (PressNotice(True, ("major_development",)), "Press notice | Major development | needed, not published yet"),
    ],
)
def test_a_press_notice_that_is_not_needed_or_not_published_is_told_as_such(file, uuid, notice, row):
    file.keep_casework(uuid, notice)

    assert row in text(report(file, uuid))


def test_answers_on_permitted_development_stand_with_what_removed_the_rights_and_what_is_not_known(file):
    uuid = ready(file, type_code="ldc.proposed")
    assert "Permitted development" not in text(report(file, uuid))
    file.keep_casework(uuid, PermittedDevelopment(Said.YES, Said.UNKNOWN, Said.YES, "Condition 4 of 01/0001", "See the plan."))
    said = text(report(file, uuid))

    assert "The proposal is development: yes" in said
    assert "a designation or direction covers: not known" in said
    assert "Rights were removed: yes: Condition 4 of 01/0001" in said
    assert "Note: See the plan." in said


def test_the_time_for_enforcement_stands_with_every_answer_and_what_the_rules_make_of_it(file):
    uuid = ready(file, type_code="ldc.existing")
    assert "Time for enforcement" not in text(report(file, uuid))
    file.keep_casework(uuid, Immunity(Breach.DWELLING, date(2012, 2, 29), Said.YES, Said.NO, evidence="Council tax bills"))
    said = text(report(file, uuid))

    assert "The breach: change of use to a single dwelling" in said
    assert "Began: 29 February 2012" in said
    assert "It was concealed on purpose: no" in said
    assert "An enforcement notice is in force: not known" in said
    assert "Evidence: Council tax bills" in said
    assert "By the rules: 4 years from 29 February 2012: the period is over since 29 February 2016" in said
    assert "To be found out: whether an enforcement notice is in force." in said
    assert "section 171B" in said or "s171B" in said


def test_what_is_near_and_does_not_reach_the_site_has_no_blank_answer(file, uuid):
    record_screening(file, uuid, screening(finding(), finding(Relation.NEAR, number=2), unchecked=1))

    tables = [part for section in report(file, uuid).sections for part in section.parts if isinstance(part, Table)]
    (near,) = [table for table in tables if table.titles[0] == "Near the site"]
    assert [row[2] for row in near.rows] == ["It does not reach the site: no answer is asked for."]
    assert all(row[-1] for table in tables if table.titles[-1] == "Answer" for row in table.rows)


def test_it_says_what_is_recommended_why_and_under_which_conditions(file, uuid):
    said = text(report(file, uuid))

    assert "Recommended: Granted.\nIt complies with policy P14." in said
    assert "This is a draft" in said
    assert "1 | Begin within three years. | Section 91, 1990 Act. To be met before development begins." in said
    assert "P14 Design quality" in said
    assert "Conclusion: It complies." in said


def test_a_draft_that_was_withdrawn_is_not_told_as_submitted_all_the_same(file, uuid):
    file.submit_recommendation(uuid, "The GIS team will check it.", seen=1)
    assert "Submitted all the same: The GIS team will check it." in text(report(file, uuid))

    file.withdraw_recommendation(uuid, seen=2)
    assert "all the same" not in text(report(file, uuid))


def test_conditions_informatives_and_terms_keep_their_paragraphs(file, uuid):
    file.keep_casework(uuid, Condition("Materials", "Before work begins submit:\n\n(a) bricks;\n(b)  tiles.", "P14.\nP20."))
    file.keep_casework(uuid, Informative("Wall", "Two things:\n(a) tell the neighbour."))
    said = text(report(file, uuid))

    assert "Before work begins submit:\n(a) bricks;\n(b) tiles. | P14.\nP20." in said
    assert "Two things:\n(a) tell the neighbour." in said


def test_case_44_a_certificate_of_lawfulness_bears_no_conditions(file):
    uuid = ready(file, type_code="ldc.proposed")
    file.keep_casework(uuid, Condition("Time", "Begin within three years.", "Section 91, 1990 Act."))

    assert "Begin within three years" not in text(report(file, uuid))


def test_case_43_a_resolution_is_told_as_one(file, uuid):
    file.keep_recommendation(uuid, Recommendation("", "Subject to the deed it complies."), seen=1)
    file.keep_casework(uuid, Resolution("subject-to-legal-agreement", date(2026, 11, 20), "Planning Committee", ("a deed",)))
    said = text(report(file, uuid))

    assert "Resolved to grant subject to a legal agreement: Planning Committee, 20 November 2026, subject to a deed." in said
    assert "Recommended:" not in said


def test_without_a_line_it_says_so_and_never_that_there_is_no_constraint(file):
    uuid = file.take_in([pulled(site=no_site())], SOURCE).uuids[0]
    made = report(file, uuid)

    assert "no red line that can be used" in text(made)
    assert "this report says nothing of constraints, and not that there are none" in text(made)
    assert not any(isinstance(part, MapPart) for section in made.sections for part in section.parts)


def test_a_snapshot_that_the_screening_did_not_use_is_no_evidence(file, uuid):
    case = file.case(uuid)
    newer = {"conservation-area": replace(snapshot(), identifier="conservation-area-2", fetched_at="2026-11-21T00:00:00Z")}
    made = officer_report(case, facts_of_case(case), newer, Catalogue.load(), PROFILE, ON)

    assert "conservation-area-2" not in text(made)
    assert "Snapshot conservation-area-1." in text(made)


def test_the_file_for_a_word_processor_has_headings_tables_and_maps(file, uuid):
    made = report(file, uuid)
    maps = {kind: MapPicture(b"\x89PNG", 92.0, "Scale 1:1,250.") for kind in MapKind}
    with zipfile.ZipFile(io.BytesIO(open_document(made, maps))) as archive:
        names = archive.namelist()
        content = ET.fromstring(archive.read("content.xml"))
        for name in ("styles.xml", "meta.xml", "META-INF/manifest.xml"):
            ET.fromstring(archive.read(name))
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED

    assert names[0] == "mimetype"
    assert {"Pictures/site.png", "Pictures/constraints.png"} <= set(names)
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    headings = ["".join(each.itertext()) for each in content.iter(f"{space}h")]
    assert headings == [
        made.reference,
        *(section.heading for section in made.sections),
        *(["Attribution and licences"] if made.attributions else []),
    ]
    assert made.sample in "".join(content.itertext())


def test_words_in_the_file_are_neither_markup_nor_turned_round(file, uuid):
    file.keep_casework(uuid, Informative("<text:a>=HYPERLINK(1)\u202egpj\uffff", "Text."))

    with zipfile.ZipFile(io.BytesIO(open_document(report(file, uuid), {}))) as archive:
        content = archive.read("content.xml").decode()

    assert "&lt;text:a&gt;=HYPERLINK(1)gpj" in content
    ET.fromstring(content)


def test_what_xml_can_t_hold_does_not_break_the_file(file, uuid):
    file.keep_casework(uuid, Informative("A <b>bold</b> & \x0b title", "Text."))

    with zipfile.ZipFile(io.BytesIO(open_document(report(file, uuid), {}))) as archive:
        assert "A <b>bold</b> &" in "".join(ET.fromstring(archive.read("content.xml")).itertext())


def test_the_version_of_the_rules_changes_with_their_words(tmp_path):
    table = tmp_path / "fees.csv"
    table.write_text("code,value\na,1\n", encoding="utf-8")
    before = tables_version(tmp_path)
    tables_version.cache_clear()
    table.write_text("code,value\na,2\n", encoding="utf-8")

    assert tables_version(tmp_path) != before
    tables_version.cache_clear()
