"""Versions of a red line are listed, looked at, and compared two by two, in the panel and on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsSettings

from plugin.gui.case.case_versions import VersionsView
from tests.qgis.cases_of_nowhere import until
from tests.qgis.small_borough import build


def saved(window: Any) -> Any:
    """A window in which a second version was just saved."""
    amending = window().begin()
    amending.draw()
    amending.place.panel.reasonEdit.setPlainText("The drive <b>belongs</b> to it.")
    amending.place.panel.saveButton.click()
    until(lambda: len(amending.versions()) == 2 and not amending.place.open)
    until(lambda: amending.panel.history.versions.list.topLevelItemCount() == 2)
    return amending


def proposed(window: Any) -> VersionsView:
    """The History tab of a case with a second, proposed version; none is chosen."""
    view: VersionsView = saved(window).panel.history.versions
    view.choose_none()
    return view


def rows(view: VersionsView) -> dict[str, tuple[str, str]]:
    table = [view.table.topLevelItem(number) for number in range(view.table.topLevelItemCount())]
    return {item.text(0): (item.text(1), item.text(2)) for item in table}


def test_a_version_that_was_saved_stands_beside_the_line_in_force(window: Any) -> None:
    panel = saved(window).panel

    assert panel.pages.currentWidget() is panel.tabs
    assert panel.tabs.currentWidget() is panel.history
    view = panel.history.versions
    assert sorted(item.text(0) for item in view.list.selectedItems()) == ["1, as submitted, in force", "2, proposed"]
    assert rows(view)["Between them"][1].startswith("enlargement: 400 m² in")


def test_the_comparison_names_what_applies_once_the_new_version_is_screened(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    view = saved(window).panel.history.versions

    until(lambda: any("Conservation area" in what for what in rows(view)) and "not screened" not in str(rows(view)))


def test_versions_stand_newest_first_with_author_and_area(window: Any) -> None:
    view = proposed(window)

    assert [view.list.topLevelItem(row).text(0) for row in range(2)] == ["2, proposed", "1, as submitted, in force"]
    assert [view.list.topLevelItem(row).text(1) for row in range(2)] == ["2,400 m²", "2,000 m²"]
    assert view.table.isHidden()


def test_one_version_is_shown_with_its_reason_as_it_reads(window: Any) -> None:
    view = proposed(window)
    chosen: list[Any] = []
    view.chosen.connect(lambda versions, comparison: chosen.append((versions, comparison)))

    view.list.topLevelItem(0).setSelected(True)

    assert view.said.text() == "Reason: The drive <b>belongs</b> to it."
    assert [version.number for version in chosen[-1][0]] == [2]
    assert chosen[-1][1] is None


def test_two_versions_are_compared_in_the_table_and_handed_to_the_map(window: Any) -> None:
    view = proposed(window)
    chosen: list[Any] = []
    view.chosen.connect(lambda versions, comparison: chosen.append((versions, comparison)))

    view.list.selectAll()

    versions, comparison = chosen[-1]
    assert [version.number for version in versions] == [1, 2]
    assert comparison.change.added.area == pytest.approx(400)
    assert rows(view)["Area"][1].startswith("2,400 m²")
    assert rows(view)["Between them"][1].startswith("enlargement: 400 m² in")
    assert view.said.text() == "Version 1, as submitted, and version 2, proposed"
    assert [view.table.headerItem().text(column) for column in (1, 2)] == ["Version 1", "Version 2"]


def test_what_is_chosen_stays_chosen_while_the_case_is_read_again(window: Any) -> None:
    view = proposed(window)
    view.list.selectAll()

    view.show_case(view._desk.case)  # type: ignore[arg-type]  # the case is open

    assert len(view.list.selectedItems()) == 2
    assert not view.table.isHidden()


def test_looking_at_something_else_takes_the_comparison_away(window: Any) -> None:
    view = proposed(window)
    view.list.selectAll()

    view.choose_none()

    assert view.table.isHidden()
    assert view.said.text().startswith("Choose a version")


def test_a_proposed_version_is_screened_and_compared_by_what_applies_to_it(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    view = proposed(window)
    reader = view._desk.reader
    until(lambda: view._desk.case is not None and reader.screening(view._desk.case.boundary_versions[-1].uuid) is not None)

    view.list.selectAll()

    constraints = {what: words for what, words in rows(view).items() if "Conservation area" in what}
    assert constraints
    assert all("not screened" not in words for words in constraints.values())
    assert view._desk.case.row.overlaps == 2, "the counts of the list stay those of the line in force"


def test_the_acts_have_the_room_that_no_comparison_needs_and_name_who_did_them(window: Any) -> None:
    history = saved(window).panel.history
    shares = history.layout().stretch

    history.versions.choose_none()
    assert (shares(0), shares(1)) == (0, 1)
    assert history.tree.header().sectionSize(2) >= history.tree.sizeHintForColumn(2)

    history.versions.list.selectAll()
    assert (shares(0), shares(1)) == (1, 1)
