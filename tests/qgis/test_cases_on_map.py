"""The red lines of all listed cases on the map: they follow the list, and one that is selected is opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsProject

from plugin.domain.case import CaseQuery
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.case_list.cases_on_map import CasesOnMap
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.gui.site.session_on_map import SessionOnMap
from tests.qgis.cases_of_nowhere import OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def on_map(open_desk: OpenDesk, session: Session, iface: FakeIface) -> Iterator[tuple[CasesDesk, CasesOnMap, SessionOnMap]]:
    """Three cases, one without a line, on the map of a window."""
    desk = open_desk(pulled(1), pulled(2), pulled(3, site=None))
    messages = Messages(iface.messageBar())
    base = SessionOnMap(session, iface.mapCanvas(), QgsProject.instance(), messages)
    cases = CasesOnMap(desk, base, QgsProject.instance(), messages)
    desk.reload()
    until(lambda: base.layers.case_layer() is not None and base.layers.case_layer().featureCount() == 2)
    yield desk, cases, base
    cases.stop()
    base.stop()


Shown = tuple[CasesDesk, CasesOnMap, SessionOnMap]


def references(base: SessionOnMap) -> set[str]:
    layer = base.layers.case_layer()
    return {feature["reference"] for feature in layer.getFeatures()} if layer is not None else set()


def test_every_case_with_a_red_line_is_on_the_map(on_map: Shown) -> None:
    assert references(on_map[2]) == {"26-00001-HAPP", "26-00002-HAPP"}


def test_the_map_follows_a_search(on_map: Shown) -> None:
    desk, _cases, base = on_map

    desk.search(CaseQuery(text="26-00002"))

    until(lambda: references(base) == {"26-00002-HAPP"})


def test_a_case_that_is_selected_in_the_layer_is_opened(on_map: Shown) -> None:
    desk, _cases, base = on_map
    layer = base.layers.case_layer()
    assert layer is not None

    layer.selectByExpression("reference = '26-00002-HAPP'")

    assert desk.case is not None
    assert desk.case.reference == "26-00002-HAPP"


def test_the_layer_can_not_be_edited_and_leaves_the_project_unchanged(on_map: Shown) -> None:
    layer = on_map[2].layers.case_layer()

    assert layer is not None
    assert not layer.startEditing()
    assert not QgsProject.instance().isDirty()
