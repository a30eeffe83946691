"""What prints on paper: QGIS does, where there is one, and whoever starts the command line says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..constraints.base_map import BaseMap
    from ..reports.enquiry.answer import EnquiryAnswer
    from ..reports.printed_page import PrintPage

#: Prints the answer to an enquiry on one page, over the authority's base map.
PrintAnswer = Callable[["EnquiryAnswer", Path, "BaseMap"], None]


@dataclass(frozen=True)
class Printers:
    """None for what can't be printed here."""

    answer: PrintAnswer | None = None
    page: PrintPage | None = None


NO_PAPER = "No PDF was written, because QGIS is not here to print it: the page beside it is the same, and any browser prints it."
