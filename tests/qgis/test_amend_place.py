"""From "Amend boundary" to a saved version, a kept draft, or none: what the panel shows and what is asked on the way out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsGeometry, QgsSettings
from qgis.PyQt.QtWidgets import QPushButton

from plugin.casefile.case_file import CaseFile
from plugin.domain.clock import Clock
from plugin.gui.amend.amend_place import AmendPlace
from plugin.gui.amend.amend_tool import AmendTool
from plugin.gui.amend.capture_tool import CaptureTool
from plugin.gui.amend.what_changes import Told
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.reports.consequences import consequences
from tests.qgis.amending import WIDER, answer
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, OpenDesk, pulled, until
from tests.qgis.conftest import reading
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build
from tests.unit.reports.test_consequences import SHOP, TODAY, screened, square

CROSSING = shapely.from_wkt("POLYGON ((530000 180000, 530050 180040, 530050 180000, 530000 180040, 530000 180000))")
NO_LINE = "There is no red line."


@pytest.mark.parametrize(
    ("status", "why"),
    [("determined", "can only be looked at"), ("withdrawn", "can only be looked at"), ("in_committee", "a reviewer sends it back first")],
)
def test_a_case_that_can_only_be_looked_at_says_so_and_its_button_is_grey(window: Any, status: str, why: str) -> None:
    amending = window(status=status)

    assert not amending.panel.amendButton.isEnabled()
    assert why in amending.panel.amendButton.toolTip()
    amending.place.begin()
    assert not amending.place.open


def test_a_closed_case_says_above_its_tabs_that_it_can_only_be_looked_at(window: Any) -> None:
    assert "This case is determined, so its red line can only be looked at." in window(status="determined").panel.noticeLabel.text()


def test_the_panel_takes_the_place_of_the_tabs_and_names_the_version(window: Any) -> None:
    amending = window().begin()

    assert amending.panel.pages.currentWidget() is amending.place.panel
    assert amending.place.panel.titleLabel.text() == "Amending the red line, over version 1, as submitted"
    assert isinstance(amending.iface.mapCanvas().mapTool(), AmendTool)
    assert amending.iface.activeLayer().name() == "Proposed boundary"
    assert amending.place.panel.buttons["corners"].isChecked()


def test_another_officers_case_is_warned_of(window: Any) -> None:
    amending = window(officer="Tom Other").begin()

    assert "This is Tom Other's case" in amending.place.panel.noticeLabel.text()
    assert not amending.place.panel.noticeFrame.isHidden()


def test_ones_own_case_is_not_warned_of(window: Any) -> None:
    assert window(officer=OFFICER.name).begin().place.panel.noticeFrame.isHidden()


def test_before_anything_is_drawn_there_is_nothing_to_save(window: Any) -> None:
    panel = window().begin().place.panel

    assert not panel.saveButton.isEnabled()
    assert not panel.undoButton.isEnabled()


def test_the_area_follows_what_is_drawn(window: Any) -> None:
    amending = window().begin()
    until(amending.place.panel.areaLabel.text)
    assert "as before" in amending.place.panel.areaLabel.text()

    amending.draw()

    until(lambda: "400 m² more" in amending.place.panel.areaLabel.text())
    assert amending.place.panel.areaLabel.text().startswith("2,000 m² ±")


def test_without_a_store_that_is_said_and_not_taken_for_no_constraints(window: Any) -> None:
    amending = window().begin()

    until(lambda: "No constraint store is set" in amending.place.panel.problemLabel.text())


def test_constraints_and_the_kind_of_change_follow_what_is_drawn(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    amending = window().begin()
    panel = amending.place.panel
    until(lambda: panel.changesTree.topLevelItemCount() > 0)

    amending.draw()

    until(lambda: panel.kindLabel.text() == "Enlargement")
    assert panel.changesTree.isEnabled()
    amending.bench.draft.undo()
    until(lambda: panel.kindLabel.text() == "")


def test_the_first_move_is_rehearsed_once_where_nobody_sees_it(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    amending = window().begin()
    panel, rehearsed = amending.place.panel, []
    amending.bench._changes.rehearsal.connect(rehearsed.append)

    until(lambda: panel.changesTree.topLevelItemCount() > 0)

    (told,) = rehearsed
    assert told.change.added.area > 0
    assert told.change.removed.area > 0
    assert panel.kindLabel.text() == ""
    assert "as before" in panel.areaLabel.text()
    assert amending.bench.bands._added.size() == 0
    assert len(amending.bench.draft.draft.steps) == 1


def test_what_changes_follows_each_committed_edit_that_a_tool_of_qgis_makes(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    amending = window().begin()
    panel, layer = amending.place.panel, amending.iface.activeLayer()
    until(lambda: panel.changesTree.topLevelItemCount() > 0)
    (feature,) = layer.getFeatures()

    layer.beginEditCommand("Moved vertex")
    layer.changeGeometry(feature.id(), QgsGeometry.fromWkt(WIDER.wkt))
    layer.endEditCommand()

    until(lambda: panel.kindLabel.text() == "Enlargement")
    until(lambda: "400 m² more" in panel.areaLabel.text())
    until(lambda: amending.kept().undo_words == "Moved vertex")


def test_a_line_that_crosses_itself_can_not_be_saved_and_says_why(window: Any) -> None:
    amending = window().begin()
    amending.draw(CROSSING)
    panel = amending.place.panel

    until(lambda: "crosses itself" in panel.problemLabel.text())

    assert not panel.saveButton.isEnabled()
    assert "crosses itself" in panel.saveButton.toolTip()
    amending.bench.draft.undo()
    until(lambda: "crosses itself" not in panel.problemLabel.text())


def test_without_a_reason_the_reason_is_asked_for_beside_its_field(window: Any) -> None:
    amending = window().begin()
    amending.draw()

    amending.place.panel.saveButton.click()

    assert "Say why" in amending.place.panel.reasonProblemLabel.text()
    assert not amending.place.panel.reasonProblemLabel.isHidden()
    assert amending.place.open
    amending.place.panel.reasonEdit.setPlainText("x")
    assert amending.place.panel.reasonProblemLabel.isHidden()


def test_a_saved_line_is_a_proposed_version_and_the_tabs_are_back(window: Any) -> None:
    amending = window().begin()
    amending.draw()
    amending.place.panel.reasonEdit.setPlainText("The drive belongs to it.")

    amending.place.panel.saveButton.click()
    until(lambda: not amending.place.open)

    version = amending.versions()[-1]
    assert (version.number, version.origin.value, version.reason) == (2, "proposed", "The drive belongs to it.")
    assert version.boundary.geometry.equals(WIDER)
    assert amending.panel.pages.currentWidget() is amending.panel.tabs
    assert len(amending.desk.case.boundary_versions) == 2
    assert "Saved as version 2, proposed. Nothing has been sent." in amending.iface.sentences()[0]
    assert amending.kept() is None


def test_a_line_that_is_the_same_again_is_refused_beside_the_line(window: Any) -> None:
    amending = window().begin()
    amending.draw(shapely.box(530000, 180000, 530050.005, 180040))
    amending.place.panel.reasonEdit.setPlainText("x")

    amending.place.panel.saveButton.click()
    until(lambda: "the same as version 1" in amending.place.panel.problemLabel.text())

    assert amending.place.open
    assert amending.place.panel.saveButton.isEnabled()


def test_leaving_with_nothing_drawn_asks_nothing_and_leaves_nothing(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "")
    amending = window().begin()

    amending.place.panel.leaveButton.click()
    until(lambda: not amending.place.open)

    assert asked == []
    assert amending.kept() is None


def test_leaving_asks_and_keeps_the_draft_which_is_offered_again(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "Keep")
    amending = window().begin()
    amending.draw()

    amending.place.panel.leaveButton.click()

    assert asked == ["The red line of 26-00001-HAPP is drawn anew and not saved as a version."]
    assert not amending.place.open
    assert amending.kept().geometry.equals(WIDER)
    assert amending.panel.amendButton.text() == "Go on amending"
    amending.begin()
    assert amending.bench.draft.geometry.equals(WIDER)
    assert amending.place.panel.undoButton.isEnabled()


def test_leaving_can_discard_the_draft(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Discard")
    amending = window().begin()
    amending.draw()

    amending.place.panel.leaveButton.click()
    until(lambda: not amending.place.open)

    assert amending.kept() is None
    assert amending.panel.amendButton.text() == "Amend boundary"


def test_another_case_is_not_opened_over_a_draft_without_asking(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "")
    amending = window().begin()
    amending.draw()
    other = next(row.uuid for row in amending.desk.rows if row.uuid != amending.uuid)

    amending.desk.open(other)

    assert asked
    assert amending.desk.case.uuid == amending.uuid
    assert amending.place.open


def test_another_case_is_opened_once_the_draft_is_kept(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Keep")
    amending = window().begin()
    amending.draw()
    other = next(row.uuid for row in amending.desk.rows if row.uuid != amending.uuid)

    amending.desk.open(other)

    assert amending.desk.case.uuid == other
    assert not amending.place.open


def test_a_draft_that_waits_is_offered_when_the_case_file_is_opened(
    iface: FakeIface, open_desk: OpenDesk, session: Session, clock: Clock, tmp_path: Path
) -> None:
    with CaseFile.open(tmp_path / "cases.redline", clock=clock, identity=OFFICER) as file:
        (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
        file.begin_draft(uuid, WIDER, "Version 1")
    desk = open_desk()
    place = AmendPlace(iface, desk, Messages(iface.messageBar()))

    desk.file_opened.emit()
    item = iface.messageBar().items()[0]
    assert item.text().startswith("Draft: 26-00001-HAPP.")
    item.findChild(QPushButton).click()
    until(lambda: place.open)

    assert place.bench is not None
    assert place.bench.draft.geometry.equals(WIDER)
    place.close()


def test_a_line_that_the_back_office_changed_meanwhile_is_named_and_compared_with(window: Any, clock: Clock) -> None:
    amending = window().begin()
    amending.draw()
    other = reading("26-00001-HAPP", "POLYGON ((530000 180000, 530055 180000, 530055 180040, 530000 180040, 530000 180000))")
    with CaseFile.open(amending.desk.file.path, clock=clock, identity=OFFICER) as file:
        from dataclasses import replace

        file.take_in([pulled(1, site=replace(other, original=other.boundary.original))], SOURCE)
    amending.place.panel.reasonEdit.setPlainText("The drive belongs to it.")

    amending.place.panel.saveButton.click()
    until(lambda: "version 2" in amending.place.panel.noticeLabel.text())
    assert amending.place.panel.noticeButton.text() == "Compare with version 2"
    amending.place.panel.noticeButton.click()
    until(lambda: amending.place.panel.noticeFrame.isHidden() or "Tom Other" in amending.place.panel.noticeLabel.text())

    until(lambda: "200 m² more" in amending.place.panel.areaLabel.text())
    assert "over version 2" in amending.place.panel.titleLabel.text()
    assert amending.place.panel.reasonEdit.toPlainText() == "The drive belongs to it."
    amending.place.panel.saveButton.click()
    until(lambda: not amending.place.open)
    assert amending.versions()[-1].number == 3


def test_a_case_without_a_red_line_gets_one_drawn(window: Any) -> None:
    from plugin.domain.check import Check, Severity
    from plugin.domain.reading import SiteReading

    none = SiteReading(site="26-00001-HAPP", file="list", found="BOPS list", checks=(Check("no-boundary", Severity.ERROR, NO_LINE),))
    amending = window(site=none).begin()

    assert amending.place.panel.buttons["add"].isChecked()
    amending.bench._captured("add", WIDER)
    until(lambda: amending.bench.draft.all_kept)
    amending.place.panel.reasonEdit.setPlainText("Plotted from the plan.")
    until(amending.place.panel.saveButton.isEnabled)
    amending.place.panel.saveButton.click()
    until(lambda: not amending.place.open)

    assert amending.versions()[-1].boundary.area_m2 == pytest.approx(2400)


def test_a_draft_stays_open_while_its_case_is_updated(window: Any) -> None:
    amending = window().begin()
    amending.draw()

    amending.desk.read_again()

    assert amending.place.open
    assert amending.bench.draft.geometry.equals(WIDER)


def test_a_shape_that_is_begun_outlives_leaving_and_is_gone_on_with(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    amending = window().begin()
    amending.bench.take("add")
    amending.bench._keep_corners("add", ((530_020.0, 180_000.0), (530_030.0, 180_000.0)))
    until(lambda: amending.kept().unfinished is not None)

    asked = answer(monkeypatch, "Keep")
    amending.place.leave()
    until(lambda: not amending.place.open)
    assert len(asked) == 1

    amending.begin()

    tool = amending.iface.mapCanvas().mapTool()
    assert isinstance(tool, CaptureTool)
    assert [(round(x), round(y)) for x, y in tool._corners()] == [(530_020, 180_000), (530_030, 180_000)]
    assert amending.bench.draft.unfinished is not None


def test_a_shape_that_is_given_up_is_not_asked_about(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    amending = window().begin()
    amending.bench._keep_corners("add", ((530_020.0, 180_000.0),))
    amending.bench._keep_corners("add", ())

    asked = answer(monkeypatch, "Keep")
    amending.place.leave()

    assert asked == []


def test_case_16_keep_as_submitted_stands_beside_the_sentence_and_discards_after_the_usual_question(
    window: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, "Discard")
    amending = window().begin()
    amending.draw()
    panel = amending.place.panel
    assert panel.keepButton.isHidden()
    told = consequences(screened(square(0.995)), screened(square(1.004)), SHOP, TODAY)
    panel._show_told(Told(consequences=told))

    assert "Keep the red line as submitted" in panel.detailLabel.text()
    assert not panel.keepButton.isHidden()
    panel.keepButton.click()
    until(lambda: not amending.place.open)

    assert asked == ["The red line of 26-00001-HAPP is drawn anew and not saved as a version."]
    assert amending.kept() is None
