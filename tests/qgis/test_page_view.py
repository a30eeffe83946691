"""A plan opens as wide as its room, where something is drawn; the whole page is a press away."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QImage, QPainter

from plugin.gui.documents.drawn_part import drawn_part
from plugin.gui.documents.page_view import PageView


def page(drawn: QRectF | None = None, colour: Qt.GlobalColor = Qt.GlobalColor.darkRed) -> QImage:
    """An A4 page of white paper, something drawn in a box of it."""
    image = QImage(840, 1188, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    if drawn is not None:
        painter = QPainter(image)
        painter.fillRect(drawn, colour)
        painter.end()
    return image


@pytest.fixture
def view(qgis_app: object) -> PageView:
    shown = PageView()
    shown.resize(302, 202)
    shown.show()
    return shown


def shown_part(view: PageView) -> QRectF:
    return QRectF(view.mapToScene(view.viewport().rect()).boundingRect())


def test_what_is_drawn_is_found_and_a_blank_page_is_shown_whole() -> None:
    found = drawn_part(page(QRectF(200, 400, 300, 100))).all

    assert found.contains(QRectF(202, 402, 296, 96))
    assert found.width() < 360
    assert drawn_part(page()).main == QRectF(0, 0, 840, 1188)
    assert drawn_part(page(QRectF(0, 0, 840, 1188))).all == QRectF(0, 0, 840, 1188)


def test_paper_that_is_nearly_white_is_paper() -> None:
    image = page(QRectF(200, 400, 300, 100))
    image.setPixelColor(5, 5, Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillRect(QRectF(0, 0, 840, 20), Qt.GlobalColor.white)
    painter.end()

    assert drawn_part(image).all.top() > 300


def test_a_plan_opens_as_wide_as_its_room_at_the_top_of_what_is_drawn(view: PageView) -> None:
    view.show_image(page(QRectF(200, 100, 300, 1050)))

    part = shown_part(view)
    assert 830 < part.width() < 850
    assert part.left() <= 202
    assert part.right() >= 498
    assert 60 < part.top() < 110
    assert part.bottom() < 1000


def test_a_drawing_that_stays_large_enough_is_shown_whole(view: PageView) -> None:
    drawn = QRectF(200, 300, 300, 800)
    view.show_image(page(drawn))

    assert shown_part(view).contains(drawn.adjusted(2, 2, -2, -2))


def test_a_drawing_under_its_title_is_shown_and_not_the_title(view: PageView) -> None:
    image = page(QRectF(200, 500, 300, 250))
    painter = QPainter(image)
    painter.fillRect(QRectF(60, 40, 500, 20), Qt.GlobalColor.black)
    painter.end()
    view.show_image(image)

    part = shown_part(view)
    assert drawn_part(image).all.top() < 60
    assert part.contains(QRectF(202, 502, 296, 246))
    assert part.top() > 100


def test_the_whole_page_is_a_press_away_and_stays_whole_when_the_room_changes(view: PageView) -> None:
    view.show_image(page(QRectF(200, 300, 300, 800)))
    view.fit()
    assert shown_part(view).contains(QRectF(5, 5, 830, 1178))

    view.resize(500, 400)
    assert shown_part(view).contains(QRectF(5, 5, 830, 1178))


def test_who_has_zoomed_keeps_the_scale_when_the_room_changes_and_the_next_page_opens_wide_again(view: PageView) -> None:
    view.show_image(page(QRectF(200, 300, 300, 800)))
    view.zoom(1)
    scale = view.transform().m11()
    view.resize(500, 400)
    assert view.transform().m11() == scale

    view.show_image(page(QRectF(200, 300, 300, 800)))
    assert view.transform().m11() != scale


def test_an_empty_image_is_no_error(view: PageView) -> None:
    view.show_image(QImage())

    assert view.is_empty
