"""The command line with QGIS's paper: the same verbs, and where QGIS is installed it prints their PDFs.

python -m scripts.command_line VERB ...
"""

from __future__ import annotations

import atexit
import os
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from plugin.cli import main
from plugin.commands.printers import Printers

if TYPE_CHECKING:
    from qgis.core import QgsApplication

    from plugin.constraints.base_map import BaseMap
    from plugin.reports.enquiry.answer import EnquiryAnswer


def printers() -> Printers:
    """QGIS takes seconds to start: it does only when something is printed."""
    return Printers(_print_answer, _print_page) if find_spec("qgis") is not None else Printers()


def _print_answer(answer: EnquiryAnswer, path: Path, base_map: BaseMap) -> None:
    _qgis()
    from plugin.gui.layers.base_map_layers import base_map_layers
    from plugin.gui.layouts.enquiry_printer import print_enquiry

    print_enquiry(answer, path, list(base_map_layers(base_map).values()), base_map.attribution)


def _print_page(title: str, body: str) -> bytes:
    _qgis()
    from plugin.gui.layouts.page_printer import print_page

    return print_page(title, body)


@lru_cache(maxsize=1)
def _qgis() -> QgsApplication:
    # Only the offscreen platform needs no display; a person may still name another.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    atexit.register(application.exitQgis)
    return application


if __name__ == "__main__":
    sys.exit(main(printers=printers()))
