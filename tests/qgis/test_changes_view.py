"""What a change changes, beside the map: a doubt stands where the answer stands, and not behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.PyQt.QtWidgets import QLabel, QTreeWidget

from plugin.domain.areas import Areas
from plugin.domain.measured_area import MeasuredArea
from plugin.gui.amend.changes_view import ChangesView
from plugin.reports.consequences import consequences
from plugin.reports.first_line import what_applies
from tests.unit.reports.test_consequences import HOUSEHOLDER, SHOP, TODAY, screened, square
from tests.unit.rules.places import overlap


def shown(before: Any, after: Any, facts: Any) -> dict[str, tuple[str, str, str, bool]]:
    """Of each line by its title: the group, before, as drawn, and whether it has a sign."""
    tree, detail = QTreeWidget(), QLabel()
    tree.setColumnCount(3)
    view = ChangesView(tree, detail, lambda _line: None)
    view.show(consequences(before, after, facts, TODAY).lines, ())
    found = {}
    for heading in (tree.topLevelItem(number) for number in range(tree.topLevelItemCount())):
        for item in (heading.child(number) for number in range(heading.childCount())):
            group = heading.text(0).rsplit(" (", 1)[0]
            found[item.text(0)] = (group, item.text(1), item.text(2), not item.icon(2).isNull())
    return found


def test_case_15_near_a_hectare_the_category_as_drawn_is_to_be_confirmed_in_sight(qgis_app: Any) -> None:
    after = replace(screened(square(0.9992)), area=MeasuredArea.of(Areas(9_992, 10_000, 9_960, 100)))
    found = shown(screened(square(0.9)), after, SHOP)

    (line,) = [line for title, line in found.items() if "ategory" in title]
    assert line == ("To be confirmed", "minor", "minor (to be confirmed)", True)


def test_case_19_a_consultee_that_stays_out_by_less_than_measuring_is_in_the_open_group(qgis_app: Any) -> None:
    inside, builds = [overlap("conservation-area")], replace(HOUSEHOLDER, new_building=True)
    at = shown(screened(square(0.05), inside), screened(square(0.1), inside), builds)
    over = shown(screened(square(0.05), inside), screened(square(0.10006), inside), builds)

    assert at["Historic England"] == ("To be confirmed", "no", "no (to be confirmed)", True)
    assert over["Historic England"][0] == "Gained"
    assert over["Historic England"][2].endswith("(to be confirmed)")
    assert over["Historic England"][3]


def test_of_a_first_line_it_is_said_what_applies_and_nothing_of_a_line_before(qgis_app: Any) -> None:
    tree, detail = QTreeWidget(), QLabel()
    tree.setColumnCount(3)
    view = ChangesView(tree, detail, lambda _line: None)
    line = replace(screened(square(0.02), [overlap("conservation-area")]), area=MeasuredArea.of(Areas(200, 200, 200, 10)))
    view.show(what_applies(line, HOUSEHOLDER, TODAY), (), first=True)

    headings = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    titles = [heading.text(0).rsplit(" (", 1)[0] for heading in headings]
    assert set(titles) <= {"Applies", "To be confirmed", "Does not apply"}
    assert titles[0] == "Applies"
    assert [heading.isExpanded() for heading in headings] == [title != "Does not apply" for title in titles]
    assert tree.isColumnHidden(1)
    tree.setCurrentItem(headings[0].child(0))
    assert "before" not in detail.text()

    view.show(consequences(screened(square(0.02)), screened(square(0.03)), HOUSEHOLDER, TODAY).lines, ())
    assert not tree.isColumnHidden(1)
    assert tree.topLevelItem(tree.topLevelItemCount() - 1).text(0).startswith("Stays as it is")


def test_what_is_certain_has_no_sign(qgis_app: Any) -> None:
    found = shown(screened(square(0.02)), screened(square(0.03)), HOUSEHOLDER)

    assert found["Site area"][2:] == ("300 m² ± 17 m²", False)
