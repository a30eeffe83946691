"""Makes of one page of a plan a picture that the map can lie on, beside the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from ..documents.plan_pages import PlanPage, can_draw_pdf, draw_page

if TYPE_CHECKING:
    from ...boundary.georeference import Placement

#: Inches of the longer side of A4, which is taken where a file does not tell how large its paper is.
_A4_INCHES = 297.0 / 25.4
_ADVICE = "Save the page as a PNG or JPEG, and open that."


@dataclass(frozen=True)
class PlanPicture:
    """One page as a picture in a file: ``dots_per_inch`` is that of the picture, ``size_known`` says whether the plan told it.

    ``placement`` is where a plan that knows it says that it lies, in EPSG:27700; None for all others.
    """

    path: Path
    name: str
    page: int
    pages: int
    width: int
    height: int
    dots_per_inch: float
    size_known: bool
    placement: Placement | None


class PlanPictureTask(QgsTask):
    """``opened`` brings a PlanPicture whose file lies in ``folder``; ``failed`` a sentence, "" when it was cancelled."""

    opened = pyqtSignal(object)
    failed = pyqtSignal(str)

    def __init__(self, path: Path, name: str, page: int, folder: Path) -> None:
        super().__init__(f"Redline: opening {name}", QgsTask.Flag.CanCancel)
        self._path = path
        self._name = name
        self._page = page
        self._folder = folder
        self._opened: PlanPicture | None = None
        self._failure = f"{name} can't be laid over the map; the log under Python says why."

    def run(self) -> bool:
        try:
            self._opened = self._picture(draw_page(self._path, self._page))
        except RedlineError as error:
            self._failure = f"{error} {_ADVICE}"
        except OSError as error:
            self._failure = f"{self._name} can't be read: {error.strerror or error}."
        return self._opened is not None

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        if self.isCanceled():
            self.failed.emit("")
        elif result:
            self.opened.emit(self._opened)
        else:
            self.failed.emit(self._failure)

    def _picture(self, drawn: PlanPage) -> PlanPicture | None:
        to = self._folder / f"plan-{drawn.number}.png"
        if not drawn.image.save(str(to)):
            self._failure = f"{self._name} can't be laid over the map: there is no room for its picture in {self._folder}."
            return None
        width, height = drawn.image.width(), drawn.image.height()
        known = drawn.dots_per_inch > 0
        return PlanPicture(
            path=to,
            name=self._name,
            page=drawn.number,
            pages=drawn.count,
            width=width,
            height=height,
            dots_per_inch=drawn.dots_per_inch if known else max(width, height) / _A4_INCHES,
            size_known=known,
            placement=own_placement(self._path, drawn),
        )


def own_placement(path: Path, drawn: PlanPage) -> Placement | None:
    """Where a PDF with coordinates of its own lies, if those are of the National Grid: anything else would have to be transformed."""
    from osgeo import gdal

    from ...boundary.georeference import Placement

    if path.suffix.lower() != ".pdf" or not can_draw_pdf():
        return None
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        options = [f"DPI={drawn.dots_per_inch:.3f}"]
        page = gdal.OpenEx(f"PDF:{drawn.number}:{path}", gdal.OF_RASTER, allowed_drivers=["PDF"], open_options=options)
    except RuntimeError:
        page = None
    finally:
        gdal.PopErrorHandler()
    system, lies = (page.GetSpatialRef(), page.GetGeoTransform(can_return_null=True)) if page is not None else (None, None)
    if system is None or lies is None or system.GetAuthorityCode(None) != "27700":
        return None
    c, a, b, f, d, e = lies
    return Placement(a, b, c, d, e, f)
