"""What is drawn, what the layer shows and what the case file has are always the same, whoever drew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry, QgsLineString, QgsPoint, QgsProject, QgsVectorLayer

from plugin.boundary.editing.drawn import Drawn
from plugin.boundary.editing.soundness import soundness
from plugin.boundary.proposed import read_proposed
from plugin.boundary.transformer import Transformer
from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileError, NotProposed
from plugin.domain.clock import Clock, today
from plugin.domain.draft import Draft
from plugin.gui.amend.open_draft import OpenDraft
from plugin.gui.layers.layer_tree import marked_layers
from plugin.gui.layers.specifications import PROPOSED
from plugin.gui.tasks.act_thread import ActThread
from plugin.rules.rules import Rules
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, pulled, until
from tests.qgis.conftest import SQUARE

WIDER = shapely.box(530000, 180000, 530060, 180040)
WIDEST = shapely.box(530000, 180000, 530070, 180040)


class Opened:
    """A case file with one case whose line is being amended."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.file = CaseFile.open(folder / "cases.redline", clock=clock, identity=OFFICER)
        (self.uuid,) = self.file.take_in([pulled(1)], SOURCE).uuids
        self.file.begin_draft(self.uuid, shapely.from_wkt(SQUARE), "Version 1, as submitted")
        self.said: list[str] = []
        self.refused: list[Exception] = []
        self.ended: list[bool] = []
        self.proposed: list[str] = []
        self.draft = self.open()

    def open(self) -> OpenDraft:
        kept = self.file.draft(self.uuid)
        assert kept is not None
        opened = OpenDraft(ActThread(self.file), kept, QgsProject.instance())
        opened.unkept.connect(self.said.append)
        opened.refused.connect(self.refused.append)
        opened.ended.connect(lambda: self.ended.append(True))
        opened.proposed.connect(self.proposed.append)
        return opened

    @property
    def layer(self) -> QgsVectorLayer:
        layer = self.draft.shown.layer
        assert layer is not None
        return layer

    @property
    def kept(self) -> Draft:
        draft = self.file.draft(self.uuid)
        assert draft is not None
        return draft

    def agree(self) -> bool:
        """Whether draft, layer and case file show the same line by the same history."""
        until(lambda: self.draft.all_kept)
        kept, drawn = self.kept, self.draft.draft
        return (
            [step.said for step in kept.steps] == [step.said for step in drawn.steps]
            and kept.position == drawn.position == self.layer.undoStack().index()
            and kept.geometry.equals(drawn.geometry)
            and self.draft.shown.geometry().equals(drawn.geometry)
        )


@pytest.fixture
def opened(qgis_app: object, clock: Clock, tmp_path: Path) -> Iterator[Opened]:
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    each = Opened(tmp_path, clock)
    yield each
    if not each.ended:
        each.draft.close()
    each.file.close()
    QgsProject.instance().clear()


def fid(layer: QgsVectorLayer) -> int:
    return int(next(layer.getFeatures()).id())


def test_the_line_is_shown_on_a_layer_that_can_be_edited_and_never_asked_about(opened: Opened) -> None:
    assert opened.layer.isEditable()
    assert opened.layer.customProperty("skipMemoryLayersCheck")
    assert opened.agree()
    assert not QgsProject.instance().isDirty()


def test_what_a_verb_draws_is_on_the_map_and_in_the_file(opened: Opened) -> None:
    opened.draft.draw(Drawn(WIDER, "Edge moved 10.00 m"))

    assert opened.agree()
    assert opened.kept.undo_words == "Edge moved 10.00 m"
    assert opened.layer.undoStack().undoText() == "Edge moved 10.00 m"


def test_undo_and_redo_go_the_same_way_everywhere(opened: Opened) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))
    opened.draft.draw(Drawn(WIDEST, "two"))
    opened.draft.undo()
    assert opened.agree()
    assert opened.draft.geometry.equals(WIDER)

    opened.draft.redo()
    assert opened.draft.geometry.equals(WIDEST)
    for _ in range(5):
        opened.draft.undo()
    assert opened.draft.draft.position == 0
    assert opened.agree()


def test_undo_by_qgis_itself_is_followed(opened: Opened) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))

    opened.layer.undoStack().undo()
    until(lambda: opened.draft.draft.position == 0)
    assert opened.agree()
    opened.layer.undoStack().redo()
    until(lambda: opened.draft.draft.position == 1)
    assert opened.agree()
    assert len(opened.kept.steps) == 2


def test_a_tool_of_qgis_is_followed_under_its_own_name(opened: Opened) -> None:
    opened.layer.beginEditCommand("Moved vertex")
    opened.layer.moveVertex(530080, 180040, fid(opened.layer), 2)
    opened.layer.endEditCommand()

    until(lambda: opened.draft.draft.position == 1)

    assert opened.agree()
    assert opened.kept.undo_words == "Moved vertex"


def test_a_second_feature_is_a_part_and_the_next_verb_makes_one_feature_of_both(opened: Opened) -> None:
    feature = QgsFeature(opened.layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt("MultiPolygon (((530080 180000, 530090 180000, 530090 180010, 530080 180000)))"))
    opened.layer.addFeature(feature)
    until(lambda: opened.draft.draft.position == 1)
    assert opened.agree()
    assert len(opened.draft.geometry.geoms) == 2

    opened.draft.draw(Drawn(WIDER, "one"))

    assert opened.layer.featureCount() == 1
    assert opened.agree()


def test_a_feature_split_by_qgis_still_counts_once(opened: Opened) -> None:
    curve = QgsLineString([QgsPoint(530025, 179990), QgsPoint(530025, 180050)])
    opened.layer.splitFeatures(curve=curve)
    until(lambda: opened.draft.draft.position == 1)

    assert soundness(opened.draft.geometry).geometry.area == pytest.approx(2000)
    assert opened.agree()


def test_an_edit_that_qgis_takes_back_at_once_is_no_change(opened: Opened) -> None:
    opened.layer.beginEditCommand("Tried")
    opened.layer.moveVertex(530080, 180040, fid(opened.layer), 2)
    opened.layer.destroyEditCommand()
    opened.draft.draw(Drawn(WIDER, "one"))

    assert opened.agree()
    assert [step.said for step in opened.kept.steps] == ["Version 1, as submitted", "one"]


def test_two_edits_before_the_window_breathes_are_both_on_the_map(opened: Opened) -> None:
    opened.layer.moveVertex(530080, 180040, fid(opened.layer), 2)
    opened.layer.moveVertex(530090, 180040, fid(opened.layer), 2)
    until(lambda: opened.draft.draft.position >= 1)

    assert opened.agree()
    assert opened.draft.geometry.bounds[2] == 530090


@pytest.mark.parametrize("end", ["save", "roll back", "remove"])
def test_no_button_of_qgis_ends_or_loses_a_draft(opened: Opened, end: str) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))
    opened.draft.draw(Drawn(WIDEST, "two"))
    opened.draft.undo()
    before = opened.layer.id()

    if end == "save":
        opened.layer.commitChanges()
    elif end == "roll back":
        opened.layer.rollBack()
    else:
        QgsProject.instance().removeMapLayer(before)
    until(lambda: opened.draft.shown.layer is not None and opened.layer.isEditable() and opened.layer.undoStack().index() == 1)

    assert opened.agree()
    assert (opened.draft.draft.undo_words, opened.draft.draft.redo_words) == ("one", "two")


def test_a_draft_is_gone_on_with_where_a_crash_left_it(opened: Opened) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))
    opened.draft.draw(Drawn(WIDEST, "two"))
    opened.draft.undo()
    until(lambda: opened.draft.all_kept)
    opened.draft.close()

    opened.draft = opened.open()
    opened.ended.clear()

    assert opened.agree()
    opened.draft.redo()
    assert opened.draft.geometry.equals(WIDEST)


def test_leaving_takes_the_layer_away_and_keeps_the_draft(opened: Opened) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))

    opened.draft.close()

    assert marked_layers(QgsProject.instance(), PROPOSED.identifier) == {}
    assert opened.kept.geometry.equals(WIDER)
    assert opened.ended == [True]
    assert not QgsProject.instance().isDirty()


def test_a_discarded_draft_is_gone(opened: Opened) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))

    opened.draft.discard()
    until(lambda: opened.ended)

    assert opened.file.draft(opened.uuid) is None


def proposal(opened: Opened, clock: Clock) -> None:
    version = opened.file.boundary_versions(opened.uuid)[0]
    opened.draft.propose(lambda line: read_proposed(line, version.reading, Transformer(), Rules(today(clock))), "The drive belongs to it.")


def test_what_is_drawn_becomes_a_version_and_the_draft_ends(opened: Opened, clock: Clock) -> None:
    opened.draft.draw(Drawn(WIDER, "one"))

    proposal(opened, clock)
    until(lambda: opened.proposed)

    version = opened.file.boundary_versions(opened.uuid)[-1]
    assert opened.proposed == [version.uuid]
    assert version.boundary is not None
    assert version.boundary.geometry.equals(WIDER)
    assert opened.file.draft(opened.uuid) is None
    assert opened.ended == [True]


def test_a_refused_proposal_leaves_the_draft_open(opened: Opened, clock: Clock) -> None:
    proposal(opened, clock)
    until(lambda: opened.refused)

    assert isinstance(opened.refused[0], NotProposed)
    assert opened.refused[0].field == "line"
    opened.draft.draw(Drawn(WIDER, "one"))
    assert opened.agree()


def test_a_change_that_can_not_be_written_is_told_and_tried_again(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = ["once"]
    write = CaseFile.add_draft_step

    def busy(self: CaseFile, *arguments: object) -> None:
        if failing:
            failing.pop()
            raise CaseFileError("The disk is full.")
        write(self, *arguments)  # type: ignore[arg-type]  # handed through

    monkeypatch.setattr(CaseFile, "add_draft_step", busy)
    opened.draft.draw(Drawn(WIDER, "one"))
    until(lambda: opened.said)
    assert opened.said == ["The disk is full."]
    assert not opened.draft.all_kept

    until(lambda: opened.draft.all_kept)

    assert opened.said == ["The disk is full.", ""]
    assert opened.agree()
