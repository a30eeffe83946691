"""The pages of a plan as pictures: PDFs drawn by GDAL where it can, pictures read by Qt. For a task: a large page takes seconds."""

from __future__ import annotations

import math
import re
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage, QImageReader

from ...domain.errors import RedlineError

#: A dot for every eighth of a millimetre shows the thinnest line of a plan.
_DOTS_PER_INCH = 200.0
#: A0 at 150 dots an inch has 35 million.
_MOST_PIXELS = 36_000_000
_POINTS_PER_INCH = 72.0
_METRES_PER_INCH = 0.0254


class PlanNotDrawn(RedlineError):
    """A page can't be shown here; the sentence says of which file, and why."""


@dataclass(frozen=True)
class PlanPage:
    """``number`` counts from 1 up to ``count``. ``dots_per_inch`` of the paper, 0.0 for a picture that does not say."""

    image: QImage
    number: int
    count: int
    dots_per_inch: float

    @staticmethod
    def none() -> PlanPage:
        """Before any page was drawn: number and count are 0."""
        return PlanPage(QImage(), 0, 0, 0.0)


def can_draw_pdf() -> bool:
    """Whether the GDAL of this QGIS can draw the pages of a PDF."""
    try:
        from osgeo import gdal
    except ImportError:
        return False
    driver = gdal.GetDriverByName("PDF")
    return driver is not None and any(driver.GetMetadataItem(f"HAVE_{library}") == "YES" for library in ("POPPLER", "PDFIUM", "PODOFO"))


def draw_page(path: Path, number: int = 1, most_pixels: int = _MOST_PIXELS) -> PlanPage:
    """Draw one page of a PDF or of a picture, at most ``most_pixels`` large; on whatever thread calls.

    Raises PlanNotDrawn for what can't be drawn and for a page that is not there.
    """
    return _of_pdf(path, number, most_pixels) if path.suffix.lower() == ".pdf" else _of_picture(path, number, most_pixels)


def _of_picture(path: Path, number: int, most_pixels: int) -> PlanPage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    count, kind = max(1, reader.imageCount()), bytes(reader.format())
    if number > 1 and not reader.jumpToImage(number - 1):
        raise PlanNotDrawn(f"{path.name} has no page {number}.")
    size = reader.size()
    shrunk = 1.0
    if size.isValid() and size.width() * size.height() > most_pixels:
        shrunk = math.sqrt(most_pixels / (size.width() * size.height()))
        reader.setScaledSize(QSize(max(1, int(size.width() * shrunk)), max(1, int(size.height() * shrunk))))
    image = reader.read()
    if image.isNull():
        raise PlanNotDrawn(f"{path.name} can't be shown: {reader.errorString()}.")
    dots = image.dotsPerMeterX() * _METRES_PER_INCH
    if kind != b"png":  # the only kind whose dots Qt lets shrink with the picture
        dots *= shrunk
    # Where a file says nothing, Qt puts the screen's 72 to 100 dots, which is no scale of a plan
    return PlanPage(_for_the_screen(image), number, count, dots if dots > 101 * shrunk else 0.0)


def _of_pdf(path: Path, number: int, most_pixels: int) -> PlanPage:
    if not can_draw_pdf():
        raise PlanNotDrawn(f"{path.name} is a PDF, and the GDAL of this QGIS can't draw it.")
    with _plain_errors():
        page = _page(path, number, _POINTS_PER_INCH)
        count = _count(_opened(path, f"{path}", _POINTS_PER_INCH))
        inches = page.RasterXSize * page.RasterYSize / _POINTS_PER_INCH**2
        dots = min(_DOTS_PER_INCH, math.sqrt(most_pixels / max(inches, 1e-6)))
        return PlanPage(_drawn(path, _page(path, number, dots)), number, count, dots)


def _page(path: Path, number: int, dots: float) -> Any:
    try:
        return _opened(path, f"PDF:{number}:{path}", dots)
    except PlanNotDrawn:
        count = _count(_opened(path, f"{path}", dots))
        raise PlanNotDrawn(f"{path.name} has no page {number}; it has {count}.") from None


def _opened(path: Path, name: str, dots: float) -> Any:
    from osgeo import gdal

    try:
        opened = gdal.OpenEx(name, gdal.OF_RASTER, allowed_drivers=["PDF"], open_options=[f"DPI={dots:.3f}"])
    except RuntimeError as error:
        raise PlanNotDrawn(f"{path.name} can't be read as a PDF: {error}.") from error
    if opened is None:
        raise PlanNotDrawn(f"{path.name} can't be read as a PDF. Is it damaged, or locked by a password?")
    return opened


def _count(dataset: Any) -> int:
    """GDAL names the pages as parts of the whole where there are several."""
    return max(1, sum(bool(re.fullmatch(r"SUBDATASET_\d+_NAME", key)) for key in (dataset.GetMetadata("SUBDATASETS") or {})))


def _drawn(path: Path, dataset: Any) -> QImage:
    width, height = dataset.RasterXSize, dataset.RasterYSize
    try:
        pixels = dataset.ReadRaster(buf_pixel_space=3, buf_line_space=3 * width, buf_band_space=1, band_list=[1, 2, 3])
    except RuntimeError as error:
        raise PlanNotDrawn(f"{path.name} can't be drawn: {error}.") from error
    if pixels is None:
        raise PlanNotDrawn(f"{path.name} can't be drawn: the page is damaged, or larger than this computer's memory.")
    return _for_the_screen(QImage(pixels, width, height, 3 * width, QImage.Format.Format_RGB888))


def _for_the_screen(image: QImage) -> QImage:
    """In the form in which the window paints, so that it need not be converted there; a copy, which owns its dots."""
    kept = QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    return image.copy() if image.format() == kept else image.convertToFormat(kept)


def _plain_errors() -> AbstractContextManager[object]:
    """GDAL takes each small fault of a PDF for an error; where another plugin has such errors raised, a whole page would be lost to one.

    Since GDAL 3.7 this can be said for one thread.
    """
    from osgeo import gdal

    manager = getattr(gdal, "ExceptionMgr", None)
    return nullcontext() if manager is None else manager(useExceptions=False)
