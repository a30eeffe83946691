"""The Enquiry panel beside a map, over a small borough with addresses and one parcel, for the tests of what it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from plugin.constraints.geopackage.geopackage import GeoPackageWriter
from plugin.constraints.geopackage.geopackage_layer import Column
from plugin.constraints.geopackage.geopackage_sql import GeometryType
from plugin.domain.clock import Clock
from plugin.gui.enquiry.enquiry_place import EnquiryPlace
from plugin.gui.messages import Messages
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import until
from tests.qgis.conftest import settle
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build

ADDRESSES = {
    "100001": ("1 High Street, Nowhere", shapely.Point(530012, 180010)),
    "100002": ("2 High Street, Nowhere", shapely.Point(530200, 180010)),
    "100003": ("Flat 1, 2 High Street, Nowhere", shapely.Point(530201, 180010)),
    "100004": ("<b>Bold</b> <img src=x> House, Nowhere", shapely.Point(530400, 180010)),
}
OUT = Path(__file__).parents[2] / "out"


def council_in(folder: Path) -> Path:
    """A store with a district, and the council's own layers."""
    from datetime import datetime, timezone

    from plugin.domain.clock import FixedClock

    build(folder, border=530_420.0)
    with GeoPackageWriter(folder / "council.gpkg", FixedClock(datetime(2026, 11, 22, tzinfo=timezone.utc))) as package:
        layer = package.add_layer("address", GeometryType.POINT, (Column("uprn"), Column("address")))
        layer.append(
            np.array([point for _, point in ADDRESSES.values()], dtype=object), [(uprn, words) for uprn, (words, _) in ADDRESSES.items()]
        )
        parcels = package.add_layer("parcel", GeometryType.MULTIPOLYGON, (Column("name"),))
        parcels.append(np.array([shapely.box(530000, 180000, 530050, 180040)], dtype=object), [("a parcel",)])
    return folder


def enquiring(council: Path, iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[EnquiryPlace]:
    settings = QgsSettings()
    settings.setValue("redline/store", str(council / "store"))
    settings.setValue("redline/neighbours/addresses", f"{council / 'council.gpkg'}|layername=address")
    settings.setValue("redline/neighbours/parcels", f"{council / 'council.gpkg'}|layername=parcel")
    settings.setValue("redline/back_office/officer", "Jo Officer")
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    canvas = iface.mapCanvas()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
    canvas.setExtent(QgsRectangle(529_900, 179_900, 530_100, 180_100))
    iface.mainWindow().show()
    made = EnquiryPlace(iface, stored, clock, Messages(iface.messageBar()), lambda: None)
    made.show()
    yield made
    until(lambda: made.asking is None and made.writing is None)
    made.close()
    made.deleteLater()
    settle()


def type_in(place: EnquiryPlace, text: str) -> None:
    """As fingers do: the line, the words, Enter; then the answer, the choices or the sentence is awaited."""
    line = place.panel.line
    line.clear()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    until(lambda: place.asking is None)


def lines(place: EnquiryPlace) -> list[str]:
    """Every line of the list, groups as well."""
    tree = place.panel.tree

    def below(item: QTreeWidgetItem) -> list[str]:
        return [item.text(0), *(line for child in range(item.childCount()) for line in below(item.child(child)))]

    return [line for row in range(tree.topLevelItemCount()) for line in below(tree.topLevelItem(row))]


def picture(place: EnquiryPlace, name: str) -> None:
    OUT.mkdir(exist_ok=True)
    place.panel.resize(400, 720)
    place.panel.grab().save(str(OUT / f"{name}.png"))
