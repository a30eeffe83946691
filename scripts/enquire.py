"""`redline enquire` where QGIS is: the same verb, which can also print its answer on paper.

python -m scripts.enquire enquire STORE PLACE --pdf FILE ...
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plugin.cli import build_parser
from plugin.commands.exit_code import ExitCode
from plugin.commands.output import Output
from plugin.commands.parser import Told
from plugin.commands.verbs.enquire import enquire_place
from plugin.constraints.profile import Profile
from plugin.domain.clock import SystemClock
from plugin.domain.errors import RedlineError

if TYPE_CHECKING:
    from plugin.reports.enquiry.answer import EnquiryAnswer


def main(arguments: Sequence[str]) -> ExitCode:
    """Run the verb with a printer; a fault is told in a sentence."""
    output = Output()
    # Only the offscreen platform needs no display; a person may still name another.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        chosen = build_parser().parse_args(arguments)
        profile = Profile.load(chosen.profile) if chosen.profile is not None else Profile.default()
    except Told as told:
        output.text(told.text)
        return ExitCode.EVERYTHING_CHECKED
    except RedlineError as error:
        output.fault(str(error))
        return ExitCode.NOT_READABLE
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    try:
        return enquire_place(chosen, output, SystemClock(), lambda answer, path: _print(answer, path, profile))
    except RedlineError as error:
        output.fault(str(error))
        return ExitCode.NOT_READABLE
    finally:
        application.exitQgis()


def _print(answer: EnquiryAnswer, path: Path, profile: Profile) -> None:
    from plugin.gui.layers.base_map_layers import base_map_layers
    from plugin.gui.layouts.enquiry_printer import print_enquiry

    ground = list(base_map_layers(profile.base_map).values())
    print_enquiry(answer, path, ground, profile.base_map.attribution)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
