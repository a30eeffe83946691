"""`redline enquire`: its options, and its beginning."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.clock import Clock
from ..exit_code import ExitCode
from ..output import Output
from .store_argument import add_any_store
from .values import count, metres
from .verb import EXIT_CODES, Verbs, add_json

if TYPE_CHECKING:
    from ...constraints.profile import Profile
    from ..enquire import PrintPdf
    from ..printers import Printers

_EXAMPLES = """examples:
  redline enquire store/ "530000 180000"
  redline enquire store/ "TQ 300 800" --within 100
  redline enquire store/ "12 High Street" --profile borough.json --html answer.html
  redline enquire store/ --site land.geojson --html answer.html
  redline enquire store/ 26-00107-HAPP --case-file cases.redline --pdf answer.pdf
"""


def add_enquire(verbs: Verbs) -> None:
    """The verb that says what applies at a place."""
    enquire = verbs.add_parser(
        "enquire",
        help="say what applies at a place: an address, coordinates, a grid reference, a UPRN, a reference",
        description="Say what applies at a place, what is near, and what could not be checked. No place is looked up outside.",
        epilog=f"{_EXAMPLES}\n{EXIT_CODES}",
    )
    add_any_store(enquire)
    enquire.add_argument(
        "place",
        metavar="PLACE",
        nargs="?",
        default="",
        help="easting and northing, grid reference, degrees, a map's link, an address, a UPRN, a reference, a name",
    )
    enquire.add_argument(
        "--site", type=Path, metavar="FILE", help="ask about the outline in a file in place of PLACE: GeoJSON, WKT and others"
    )
    enquire.add_argument("--choose", type=count, default=0, metavar="N", help="the Nth of the places that were offered")
    enquire.add_argument("--plot", action="store_true", help="look at the whole parcel there, not at the point")
    enquire.add_argument("--within", type=metres, metavar="METRES", help="how far around to look for what is near (usually 50)")
    enquire.add_argument("--profile", type=Path, metavar="FILE", help="the authority's profile: expected datasets, its layer of addresses")
    enquire.add_argument(
        "--case-file",
        type=Path,
        metavar="FILE",
        help="search its applications too: references, addresses, site history",
    )
    enquire.add_argument("--officer", default="", metavar="NAME", help="who answers, for the answer")
    enquire.add_argument("--pdf", type=Path, metavar="FILE", help="print the answer on one page of paper (where QGIS is installed)")
    enquire.add_argument("--html", type=Path, metavar="FILE", help="write the answer as one web page that can be mailed")
    add_json(enquire)
    enquire.set_defaults(verb=_enquire)


def _enquire(chosen: argparse.Namespace, output: Output, clock: Clock) -> ExitCode:
    from ...boundary.place.outline import place_of_file
    from ...casefile.earlier_applications import EarlierApplications
    from ...casefile.place_search import PlaceRegisters
    from ...constraints.open_store import open_store
    from ...constraints.profile import Profile
    from ...domain.errors import RedlineError
    from ..case_file_for import case_file_for
    from ..council_file import CouncilFiles
    from ..enquire import Enquire, EnquireOptions
    from ..locations import transformer_for

    profile = Profile.load(chosen.profile) if chosen.profile is not None else Profile.default()
    transformer = transformer_for([*chosen.grid, *profile.grid_folders])
    settings = profile.settings if chosen.within is None else replace(profile.settings, near=chosen.within)
    options = EnquireOptions(settings, profile, chosen.officer.strip(), chosen.choose, chosen.plot, chosen.pdf, chosen.html, chosen.as_json)
    if chosen.site is not None and chosen.place.strip():
        raise RedlineError("Name a PLACE or a file with --site, not both: the answer is about one of them.")
    site = place_of_file(chosen.site, transformer, clock) if chosen.site is not None else None
    council = CouncilFiles(profile.neighbours, transformer)
    with ExitStack() as open_files:
        store = open_store(chosen.store)
        open_files.callback(store.close)
        cases = None
        if chosen.case_file is not None:
            cases = open_files.enter_context(case_file_for(chosen.case_file, clock, options.officer))
        registers = PlaceRegisters(transformer, council.addresses(), cases, store)
        earlier = EarlierApplications(transformer, cases, council.history())
        printer = _printer(chosen.printers, profile)
        return Enquire(registers, store, options, clock, output, council.plot_at, earlier, printer).run(chosen.place, site)


def _printer(printers: Printers, profile: Profile) -> PrintPdf | None:
    answers = printers.answer
    return None if answers is None else lambda answer, path: answers(answer, path, profile.base_map)
