"""What waits and can't be sent is exported as a pack to be done by hand: readable, whole, with the place where it is done."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import ActOver, CaseFileError
from plugin.casefile.outbox.change_pack import ACTS, PDF
from plugin.casefile.outbox.change_pack import PAGE as FOR_PEOPLE
from plugin.casefile.outbox.change_page import LINES
from plugin.casefile.outbox.outbox import put_in_outbox
from plugin.domain import outbox_verbs as verbs
from plugin.domain.casework.condition import Condition
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import ASK, PUT_CONDITION, PUT_DETAIL, PUT_TASK, REVIEW, SUBMIT
from plugin.resources_path import resources_path
from plugin.rules.hand_pages import hand_page
from tests.unit.backoffice.pulling import transformer
from tests.unit.casefile.examples import SOURCE, opened, pulled

PAGE = f"{SOURCE}/planning_applications/26-00001-HAPP"
HOUSEHOLDER = "pp.full.householder"
LINE = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[[0, 51], [0.001, 51], [0, 51.001], [0, 51]]]}}


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    return opened(tmp_path)


@pytest.fixture
def uuid(file: CaseFile) -> str:
    uuid = file.take_in([pulled(web_page=PAGE)], SOURCE).uuids[0]
    file.keep_casework(uuid, Condition("Materials “as existing”", "The bricks match ŵ.", "Character."))
    file.send_casework(uuid)
    file.move_in_outbox(file.outbox(uuid)[0].uuid, OutboxState.UNSUPPORTED, "This back office takes no casework from Redline.")
    return uuid


def said_on(folder: Path) -> str:
    """What a reader finds on the pack's page."""
    page = (folder / FOR_PEOPLE).read_text(encoding="utf-8")
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.partition("<main>")[2]).split()))


def test_the_pack_has_the_act_for_people_and_for_programs_and_the_lines(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    pack = file.export_changes(uuid, tmp_path / "pack", transformer())

    assert sorted(each.name for each in (tmp_path / "pack").iterdir()) == sorted([ACTS, FOR_PEOPLE, LINES])
    acts = json.loads((tmp_path / "pack" / ACTS).read_text(encoding="utf-8"))
    (act,) = acts["acts"]
    assert (act["act"], act["state"], act["idempotency_key"]) == (PUT_CONDITION, "unsupported", pack.acts[0])
    assert act["payload"]["data"]["text"] == "The bricks match ŵ."
    said = said_on(tmp_path / "pack")
    assert "Changes to make by hand: 26-00001-HAPP" in said
    assert "1. Record a condition: Materials “as existing”" in said
    assert "This back office takes no casework from Redline." in said
    assert "Text: The bricks match ŵ." in said
    lines = json.loads((tmp_path / "pack" / LINES).read_text(encoding="utf-8"))
    assert [each["properties"]["in_force"] for each in lines["features"]] == [True]


def test_names_of_every_script_and_signs_of_html_stand_on_the_page_as_they_are(file: CaseFile, tmp_path: Path) -> None:
    uuid = file.take_in([pulled(web_page=PAGE)], SOURCE).uuids[0]
    words = "Łukasz, Владимир, Γιώργος, محمد, 王小明 <b>&amp;"
    file.keep_casework(uuid, Condition(words, words, "Character."))
    file.send_casework(uuid)
    file.export_changes(uuid, tmp_path / "pack", transformer())

    assert f"Record a condition: {words}" in said_on(tmp_path / "pack")
    assert "<b>" not in (tmp_path / "pack" / FOR_PEOPLE).read_text(encoding="utf-8")


def test_its_page_is_printed_where_something_prints(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    printed: list[tuple[str, str]] = []

    def print_page(title: str, body: str) -> bytes:
        printed.append((title, body))
        return b"%PDF"

    pack = file.export_changes(uuid, tmp_path / "pack", transformer(), print_page)

    assert set(pack.files) == {FOR_PEOPLE, PDF, ACTS, LINES}
    assert (tmp_path / "pack" / PDF).read_bytes() == b"%PDF"
    ((title, body),) = printed
    assert title == "Changes to make by hand: 26-00001-HAPP"
    assert body in (tmp_path / "pack" / FOR_PEOPLE).read_text(encoding="utf-8")


def test_it_is_one_zip_where_that_is_asked(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    file.export_changes(uuid, tmp_path / "pack.zip", transformer())

    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        assert sorted(archive.namelist()) == sorted([ACTS, FOR_PEOPLE, LINES])
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_the_link_leads_to_the_task_in_the_back_office_and_can_be_clicked(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    file.export_changes(uuid, tmp_path / "pack", transformer())

    there = f"{PAGE}/check-and-assess/complete-assessment/add-conditions"
    assert json.loads((tmp_path / "pack" / ACTS).read_text(encoding="utf-8"))["acts"][0]["page"] == there
    assert f'<a href="{there}">{there}</a>' in (tmp_path / "pack" / FOR_PEOPLE).read_text(encoding="utf-8")


def test_a_line_that_was_to_be_asked_for_is_a_feature_of_its_own(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    with file._act() as act:
        asked = put_in_outbox(act, uuid, ("red_line_request", "r"), ASK, {"case": "1", "reason": "The access.", "new_geojson": LINE})
    file.export_changes(uuid, tmp_path / "pack", transformer())

    features = json.loads((tmp_path / "pack" / LINES).read_text(encoding="utf-8"))["features"]
    assert [each["geometry"] for each in features if each["properties"].get("act") == asked] == [LINE["geometry"]]
    assert f"as the feature of this act ({asked})" in said_on(tmp_path / "pack")


def test_what_may_have_arrived_is_in_the_pack_with_a_warning_and_no_link(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    file.begin_attempt(file.outbox(uuid)[0].uuid)
    file.export_changes(uuid, tmp_path / "pack", transformer())

    assert "Don't do this by hand yet: it may have arrived." in said_on(tmp_path / "pack")
    assert "href" not in (tmp_path / "pack" / FOR_PEOPLE).read_text(encoding="utf-8")


def test_exporting_takes_nothing_out_of_the_outbox_and_is_in_the_history(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    before = file.outbox(uuid)
    file.export_changes(uuid, tmp_path / "pack", transformer())

    assert file.outbox(uuid) == before
    assert file.history(uuid)[-1].verb == "changes exported to be made by hand"


def test_where_nothing_waits_there_is_no_pack(file: CaseFile, tmp_path: Path) -> None:
    other = file.take_in([pulled(2)], SOURCE).uuids[0]
    with pytest.raises(CaseFileError, match="Nothing of 26-00002-HAPP waits to be sent"):
        file.export_changes(other, tmp_path / "pack", transformer())
    assert not (tmp_path / "pack").exists()


def test_a_folder_that_cannot_be_made_is_said_and_the_history_knows_of_no_export(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    (tmp_path / "pack").write_text("a file")
    with pytest.raises(CaseFileError, match="Choose another folder"):
        file.export_changes(uuid, tmp_path / "pack", transformer())
    assert "exported" not in file.history(uuid)[-1].verb


def test_an_act_is_done_by_hand_once(file: CaseFile, uuid: str) -> None:
    on = file.clock.now().date()
    name = file.outbox(uuid)[0].uuid
    file.done_by_hand(name, on)

    assert file.outbox(uuid) == []
    assert file.history(uuid)[-1].verb == "done by hand in the back office: record a condition"
    with pytest.raises(ActOver):
        file.done_by_hand(name, on)
    # What was done by hand is not sent again with the next assessment
    assert file.send_casework(uuid) == ()


@pytest.mark.parametrize(
    ("verb", "path", "task"),
    [
        (PUT_CONDITION, {}, "/check-and-assess/complete-assessment/add-conditions"),
        (PUT_DETAIL, {"category": "site_description"}, "/check-and-assess/assessment-summaries/site-description"),
        (PUT_TASK, {"slug": "check-and-assess/complete-assessment/add-conditions"}, "/check-and-assess/complete-assessment/add-conditions"),
        (PUT_TASK, {"slug": "../../administrator"}, ""),
        (SUBMIT, {}, "/check-and-assess/complete-assessment/review-and-submit-recommendation"),
        (REVIEW, {}, "/view-recommendation"),
        ("unknown", {}, ""),
    ],
)
def test_each_act_has_its_page(verb: str, path: dict[str, Any], task: str) -> None:
    assert hand_page(verb, path, HOUSEHOLDER, PAGE) == f"{PAGE}{task}"


def test_without_an_address_that_a_browser_opens_there_is_no_page() -> None:
    assert hand_page(SUBMIT, {}, HOUSEHOLDER, "javascript:alert(1)") == ""


def test_every_act_has_its_row_in_the_table_of_pages() -> None:
    known = {value for name, value in vars(verbs).items() if name.isupper() and isinstance(value, str)}
    # A task is its own page, a text that of its task, and whose case it is stands on the page of the case
    assert {row["act"] for row in rows()} == known - {verbs.PUT_TASK, verbs.PUT_DETAIL, verbs.ASSIGN}


def rows() -> list[dict[str, str]]:
    with resources_path("casework", "hand_pages.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_a_photograph_is_whole_in_the_json_and_not_printed_letter_by_letter(file: CaseFile, uuid: str, tmp_path: Path) -> None:
    with file._act() as act:
        put_in_outbox(act, uuid, ("photograph", "p"), verbs.PUT_PHOTOGRAPH, {"case": "1", "data": {"content": "A" * 50_000}, "path": {}})
    file.export_changes(uuid, tmp_path / "pack", transformer())

    assert "A" * 50_000 in (tmp_path / "pack" / ACTS).read_text(encoding="utf-8")
    assert "50,000 characters; whole in acts.json" in said_on(tmp_path / "pack")
